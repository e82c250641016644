package io.contraflow.policy;

import io.contraflow.model.Order;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a policy is asked about.
 *
 * @param channel the storefront
 * @param lines what the customer wants to send back; at least one, each of a line of the order
 * @param history what this customer did before
 * @param at when the customer asked
 * @param zone time zone of the channel, in which days are counted
 */
public record Case(String channel, Order order, List<ReturnLine> lines, History history, Instant at, ZoneId zone) {

    public Case {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a return of order " + order.name() + " without lines");
        }
    }

    /**
     * What a policy is asked about a return.
     *
     * @param zone time zone of its channel
     */
    public static Case of(Return about, History history, ZoneId zone) {
        return new Case(about.channel(), about.order(), about.lines(), history, about.createdAt(), zone);
    }

    /** A case of a customer of whom only the number of earlier returns is known. */
    public Case(String channel, Order order, List<ReturnLine> lines, int returnsBefore, Instant at, ZoneId zone) {
        this(channel, order, lines, History.ofReturns(returnsBefore), at, zone);
    }

    /** Earlier returns of this customer. */
    public int returnsBefore() {
        return history.returnsBefore();
    }
}
