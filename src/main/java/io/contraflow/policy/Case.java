package io.contraflow.policy;

import io.contraflow.model.Order;
import io.contraflow.model.ReturnLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a policy is asked about.
 *
 * @param channel the storefront
 * @param lines what the customer wants to send back; at least one, each of a line of the order
 * @param returnsBefore earlier returns of this customer
 * @param at when the customer asked
 * @param zone time zone of the channel, in which days are counted
 */
public record Case(String channel, Order order, List<ReturnLine> lines, int returnsBefore, Instant at, ZoneId zone) {

    public Case {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a return of order " + order.name() + " without lines");
        }
    }
}
