package io.contraflow.lifecycle;

import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.Money;
import io.contraflow.model.RepairItem;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which resolution a line gets: what the customer asked for if the terms offer it and the goods for it are there, else
 * money. Nothing but money is ever given to somebody who did not ask for it, except that a repair which is not offered,
 * fails, costs too much or takes too long becomes a replacement where the terms offer one, as § 439 (4) BGB has it.
 */
final class Choices {
    private static final Set<Resolution> KNOWN = EnumSet.of(
            Resolution.STORE_CREDIT,
            Resolution.GIFT_CARD,
            Resolution.KEEP_ITEM,
            Resolution.EXCHANGE,
            Resolution.REPLACEMENT,
            Resolution.REPAIR);

    private Choices() {}

    static Resolution of(ReturnLine line, Terms terms, Said said) {
        if (isMended(line, terms, said)) {
            return Resolution.REPAIR;
        }
        Resolution wish = withoutRepair(line);
        if (!KNOWN.contains(wish) || offered(line, wish, terms).isEmpty()) {
            return Resolution.REFUND;
        }
        boolean mustDoWithout = wish.sendsGoods()
                && said.exchange(line).map(item -> !item.isGiven()).orElse(false);
        return mustDoWithout ? Resolution.REFUND : wish;
    }

    /** Whether goods may have to go out for the line, be they there or not. */
    static boolean wantsGoods(ReturnLine line, Terms terms) {
        Resolution wish = withoutRepair(line);
        return wish.sendsGoods() && offered(line, wish, terms).isPresent();
    }

    /** Whether the line is to be mended, as far as anybody knows, or has been. */
    static boolean isMended(ReturnLine line, Terms terms, Said said) {
        return asksForRepair(line, terms) && !isOff(line, terms, said);
    }

    /** Whether the customer asked for a repair that the terms offer. */
    static boolean asksForRepair(ReturnLine line, Terms terms) {
        return line.resolution() == Resolution.REPAIR
                && offered(line, Resolution.REPAIR, terms).isPresent();
    }

    /** Whether an offered repair cannot be. What is mended is mended, whatever was said of it. */
    static boolean isOff(ReturnLine line, Terms terms, Said said) {
        RepairItem item = said.repair(line).orElse(null);
        if (item == null || item.done()) {
            return false;
        }
        return item.failed() != null
                || offered(line, Resolution.REPAIR, terms)
                        .map(offer -> isTooMuch(item, offer))
                        .orElse(false);
    }

    private static boolean isTooMuch(RepairItem item, Offer offer) {
        Money cost = item.cost();
        Money atMost = offer.atMost();
        Integer within = offer.withinDays();
        return (cost != null && atMost != null && cost.compareTo(atMost) > 0)
                || (within != null && item.days() > within);
    }

    /** What the customer wants if it is not mended. */
    private static Resolution withoutRepair(ReturnLine line) {
        return line.resolution() == Resolution.REPAIR ? Resolution.REPLACEMENT : line.resolution();
    }

    /** What is added to the value of the goods of a line, in 1/100 of a percent. */
    static int bonusBasisPoints(ReturnLine line, Terms terms) {
        return offered(line, line.resolution(), terms)
                .map(Offer::bonusBasisPoints)
                .orElse(0);
    }

    /** Lines that get something else than the customer asked for. */
    static List<ReturnLine> unmet(List<ReturnLine> lines, Terms terms, Said said) {
        return lines.stream()
                .filter(line -> of(line, terms, said) != line.resolution())
                .toList();
    }

    private static Optional<Offer> offered(ReturnLine line, Resolution resolution, Terms terms) {
        return terms.offers().stream()
                .filter(offer -> offer.lineId().equals(line.id()) && offer.resolution() == resolution)
                .findFirst();
    }
}
