package io.contraflow.lifecycle;

import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import java.util.List;
import java.util.Optional;

/**
 * Which resolution a line gets: what the customer asked for if the terms offer it, else money. Store credit is never
 * given to somebody who did not ask for it.
 */
final class Choices {

    private Choices() {}

    /** {@code REFUND} or {@code STORE_CREDIT}: whatever else was asked for is paid as money. */
    static Resolution of(ReturnLine line, Terms terms) {
        return line.resolution() == Resolution.STORE_CREDIT
                        && offered(line, terms).isPresent()
                ? Resolution.STORE_CREDIT
                : Resolution.REFUND;
    }

    /** What is added to the value of the goods of a line, in 1/100 of a percent. */
    static int bonusBasisPoints(ReturnLine line, Terms terms) {
        return offered(line, terms).map(Offer::bonusBasisPoints).orElse(0);
    }

    /** Lines that get money although the customer asked for something else. */
    static List<ReturnLine> unmet(List<ReturnLine> lines, Terms terms) {
        return lines.stream()
                .filter(line -> of(line, terms) != line.resolution())
                .toList();
    }

    private static Optional<Offer> offered(ReturnLine line, Terms terms) {
        return terms.offers().stream()
                .filter(offer -> offer.lineId().equals(line.id()) && offer.resolution() == line.resolution())
                .findFirst();
    }
}
