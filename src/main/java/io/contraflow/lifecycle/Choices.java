package io.contraflow.lifecycle;

import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.ExchangeItem;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which resolution a line gets: what the customer asked for if the terms offer it and the goods for it are there, else
 * money. Nothing but money is ever given to somebody who did not ask for it.
 */
final class Choices {
    private static final Set<Resolution> KNOWN = EnumSet.of(
            Resolution.STORE_CREDIT,
            Resolution.GIFT_CARD,
            Resolution.KEEP_ITEM,
            Resolution.EXCHANGE,
            Resolution.REPLACEMENT);

    private Choices() {}

    static Resolution of(ReturnLine line, Terms terms, List<ExchangeItem> exchanges) {
        if (!KNOWN.contains(line.resolution()) || offered(line, terms).isEmpty()) {
            return Resolution.REFUND;
        }
        boolean mustDoWithout = wantsGoods(line, terms)
                && item(line, exchanges).map(item -> !item.isGiven()).orElse(false);
        return mustDoWithout ? Resolution.REFUND : line.resolution();
    }

    /** Whether goods shall go out for the line, be they there or not. */
    static boolean wantsGoods(ReturnLine line, Terms terms) {
        return line.resolution().sendsGoods() && offered(line, terms).isPresent();
    }

    /** What the shop said about the goods that go out for a line. */
    static Optional<ExchangeItem> item(ReturnLine line, List<ExchangeItem> exchanges) {
        return exchanges.stream()
                .filter(item -> item.lineId().equals(line.id()))
                .findFirst();
    }

    /** What is added to the value of the goods of a line, in 1/100 of a percent. */
    static int bonusBasisPoints(ReturnLine line, Terms terms) {
        return offered(line, terms).map(Offer::bonusBasisPoints).orElse(0);
    }

    /** Lines that get money although the customer asked for something else. */
    static List<ReturnLine> unmet(List<ReturnLine> lines, Terms terms, List<ExchangeItem> exchanges) {
        return lines.stream()
                .filter(line -> of(line, terms, exchanges) != line.resolution())
                .toList();
    }

    private static Optional<Offer> offered(ReturnLine line, Terms terms) {
        return terms.offers().stream()
                .filter(offer -> offer.lineId().equals(line.id()) && offer.resolution() == line.resolution())
                .findFirst();
    }
}
