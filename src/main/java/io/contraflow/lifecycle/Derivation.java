package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.ExchangeItem;
import io.contraflow.model.Fact;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what is known: the second half of the transition table, one row a milestone. Rows are tried from top
 * to bottom after each event; one that holds stays true for ever. They ask what is known and never what came last, so
 * the order of the events does not matter.
 */
@SuppressWarnings("ImmutableEnumChecker") // the predicates hold no state
enum Derivation {
    REQUESTED("somebody has asked for a return", draft -> true),
    IN_REVIEW(
            "the policy wants a person to look, or the order has too few pieces left",
            draft -> !draft.ended() && (draft.tooFewUnits() || judged(draft, Verdict.REVIEW))),
    APPROVED(
            "a policy has given its terms, and either it accepts (and the order has the pieces) or somebody did",
            draft -> !draft.ended()
                    && draft.decision != null
                    && (draft.knows(Fact.ACCEPTED) || (judged(draft, Verdict.APPROVE) && !draft.tooFewUnits()))),
    KEPT(
            "APPROVED, and the customer keeps all pieces; told instead of APPROVED",
            draft -> draft.underWay() && draft.nothingComesBack()),
    DECLINED(
            "somebody or the policy refused before anybody accepted",
            draft -> !draft.ended()
                    && !draft.has(Milestone.APPROVED)
                    && !draft.knows(Fact.ACCEPTED)
                    && (draft.knows(Fact.REFUSED) || judged(draft, Verdict.DECLINE))),
    CANCELLED("somebody called the return off", draft -> !draft.ended() && draft.knows(Fact.CALLED_OFF)),
    EXPIRED("the time to send the goods ran out", draft -> !draft.ended() && draft.knows(Fact.RAN_OUT)),
    LABEL_ISSUED("APPROVED, and there is a label", draft -> draft.underWay() && draft.label != null),
    IN_TRANSIT(
            "APPROVED, and the carrier saw the parcel or a piece arrived",
            draft -> draft.underWay() && (draft.knows(Fact.MOVED) || draft.anythingArrived())),
    RECEIVED("APPROVED, and a piece arrived", draft -> draft.underWay() && draft.anythingArrived()),
    INSPECTED(
            "APPROVED, and every piece is graded and neither in question nor at the workshop, known to be missing, or kept"
                    + " by the customer",
            draft -> draft.underWay() && draft.everythingDecided()),
    RESOLVING(
            "APPROVED, the shop has said which goods it has for an exchange, the workshop has said of all that it is to mend"
                    + " whether it can, and the moment that the terms name has come:"
                    + " approval, first scan, receipt of every piece, or inspection of every piece; or INSPECTED, and"
                    + " the shop gave money back already",
            Derivation::refundIsDue),
    EXCHANGE_OFF(
            "RESOLVING, and goods that were promised in exchange cannot be had; the return is settled anew without them",
            Derivation::isSettledOnMissingGoods),
    SHORTENED(
            "RESOLVING has just come true, and the refund waited for the goods and leaves out pieces that never came or"
                    + " are not ours",
            draft -> draft.has(Milestone.RESOLVING)
                    && !draft.before.has(Milestone.RESOLVING)
                    && !Batches.leftOut(draft).isEmpty()),
    REFUNDED("APPROVED, and the shop gave money back", draft -> draft.underWay() && draft.money.shopRefund() != null),
    IN_REPAIR(
            "APPROVED, and a piece that is to be mended was inspected; told unless the repair is over already",
            draft -> draft.underWay() && Workshop.hasGoods(draft)),
    REPAIRED(
            "APPROVED, and the workshop has mended the pieces of a line",
            draft -> draft.underWay() && Workshop.anyDone(draft)),
    REPAIR_OFF(
            "APPROVED, and a repair fails, costs more or takes longer than the policy allows",
            draft -> draft.underWay() && Workshop.isOff(draft)),
    SOLD_OUT(
            "APPROVED, and goods that the customer wants in exchange cannot be had; instead of a repair, only once it is off",
            draft -> draft.underWay() && isSoldOut(draft)),
    EXCHANGED(
            "APPROVED, and the shop has sent goods in exchange",
            draft -> draft.underWay() && draft.exchanges.stream().anyMatch(ExchangeItem::released)),
    GIFT_CARD_DUE(
            "RESOLVING, and part of what goes back is a gift card",
            draft -> draft.has(Milestone.RESOLVING) && isGift(draft.settlement)),
    GIFT_CARD_ISSUED(
            "APPROVED, and the shop has given a gift card, or said that somebody refunded the return instead",
            draft -> draft.underWay() && draft.money.giftCard() != null),
    BOOKABLE(
            "INSPECTED and RESOLVING, REFUNDED or a refund of zero is due, EXCHANGED if goods go out in exchange, and"
                    + " GIFT_CARD_ISSUED if a gift card does",
            draft -> draft.has(Milestone.INSPECTED)
                    && draft.has(Milestone.RESOLVING)
                    && (draft.has(Milestone.REFUNDED) || nothingToRefund(draft.settlement))
                    && (draft.has(Milestone.EXCHANGED) || !isExchange(draft.settlement))
                    && (draft.has(Milestone.GIFT_CARD_ISSUED) || !isGift(draft.settlement))),
    VOID("BOOKABLE, and the settlement pays for no piece; told instead of BOOKABLE", Derivation::isVoid),
    CREDITED(
            "BOOKABLE, and part of what goes back is store credit, a gift card or pays for goods in exchange; told instead of BOOKABLE",
            Derivation::isCredited),
    RESOLVED(
            "BOOKABLE, credit and booking (if reported) agree with the refund, and everything is delivered",
            draft -> draft.everythingDelivered
                    && draft.has(Milestone.BOOKABLE)
                    && Contradictions.booksAgree(draft.money, draft.settlement)),
    CLOSED(
            "RESOLVED earlier, and everything is delivered",
            draft -> draft.everythingDelivered && draft.before.has(Milestone.RESOLVED));

    final String follows;
    private final Predicate<Draft> holds;

    Derivation(String follows, Predicate<Draft> holds) {
        this.follows = follows;
        this.holds = holds;
    }

    /** Adds to the draft each milestone that has come true. */
    static void deriveAll(Draft draft) {
        for (Derivation row : values()) {
            if (!draft.has(row.milestone()) && row.holds.test(draft)) {
                draft.milestones.add(row.milestone());
                if (row == RESOLVING || row == EXCHANGE_OFF) {
                    settle(draft);
                }
            }
        }
    }

    Milestone milestone() {
        return Milestone.valueOf(name());
    }

    /**
     * Whether others hear of it. A due refund asks for money or goods, which is pointless when the money is there or
     * when there is neither; books that would show nothing are not opened.
     */
    static boolean isTold(Milestone milestone, Draft draft) {
        if (milestone == Milestone.RESOLVING) {
            return draft.money.shopRefund() == null
                    && (!nothingToRefund(draft.settlement) || isExchange(draft.settlement) || isGift(draft.settlement));
        }
        if (milestone == Milestone.IN_REPAIR) {
            return Workshop.isAtWork(draft);
        }
        if (milestone == Milestone.APPROVED) {
            return !draft.has(Milestone.KEPT);
        }
        return milestone != Milestone.BOOKABLE || !(isVoid(draft) || isCredited(draft));
    }

    private static boolean isCredited(Draft draft) {
        Settlement settlement = draft.settlement;
        return draft.has(Milestone.BOOKABLE)
                && settlement != null
                && (settlement.storeCredit().isPositive()
                        || settlement.giftCard().isPositive()
                        || settlement.exchanged().isPositive());
    }

    private static boolean isVoid(Draft draft) {
        Settlement settlement = draft.settlement;
        return draft.has(Milestone.BOOKABLE)
                && draft.money.shopRefund() == null
                && settlement != null
                && nothingToRefund(settlement)
                && settlement.lines().isEmpty();
    }

    static boolean nothingToRefund(@Nullable Settlement settlement) {
        return settlement != null && settlement.refund().isZero();
    }

    private static boolean isExchange(@Nullable Settlement settlement) {
        return settlement != null && settlement.exchanges();
    }

    private static boolean isGift(@Nullable Settlement settlement) {
        return settlement != null && settlement.giftCard().isPositive();
    }

    private static boolean isSettledOnMissingGoods(Draft draft) {
        Settlement settlement = draft.settlement;
        Decision decision = draft.decision;
        return draft.has(Milestone.RESOLVING)
                && settlement != null
                && decision != null
                && draft.lines.stream()
                        .anyMatch(line ->
                                Settlements.resolutionOf(line, settlement).sendsGoods()
                                        && !Choices.of(line, decision.terms(), draft.said())
                                                .sendsGoods());
    }

    private static boolean isSoldOut(Draft draft) {
        Decision decision = draft.decision;
        return decision != null
                && draft.lines.stream()
                        .filter(line -> !Choices.isMended(line, decision.terms(), draft.said()))
                        .flatMap(line -> draft.said().exchange(line).stream())
                        .anyMatch(item -> item.soldOut() && !item.isGiven());
    }

    private static boolean judged(Draft draft, Verdict verdict) {
        return draft.decision != null && draft.decision.verdict() == verdict;
    }

    private static boolean refundIsDue(Draft draft) {
        Decision decision = draft.decision;
        return decision != null
                && draft.underWay()
                && draft.exchangesKnown()
                && Workshop.hasSpoken(draft)
                && (hasCome(decision.terms().moment(), draft) || isPaidAndInspected(draft));
    }

    /** Then the books follow, and they need to know what was due, even if no carrier ever saw the parcel. */
    private static boolean isPaidAndInspected(Draft draft) {
        return draft.has(Milestone.INSPECTED) && draft.money.shopRefund() != null;
    }

    private static boolean hasCome(RefundMoment moment, Draft draft) {
        if (draft.nothingComesBack()) {
            return true;
        }
        return switch (moment) {
            case APPROVAL -> true;
            case FIRST_SCAN -> draft.has(Milestone.IN_TRANSIT);
            case RECEIPT -> draft.everythingAccountedFor();
            case INSPECTION -> draft.has(Milestone.INSPECTED);
        };
    }

    private static void settle(Draft draft) {
        Decision decision = draft.decision;
        if (decision == null) {
            throw new IllegalStateException("no refund is due without terms");
        }
        Settlement settlement =
                Settlements.settle(draft.before.order(), draft.lines, decision.terms(), draft.said(), draft.siblings);
        draft.settlement = settlement;
        Money refund = settlement.refund();
        draft.say(refund.isZero() ? "There is nothing to refund." : "A refund of " + refund + " is due.");
        if (settlement.exchanges()) {
            draft.say("Of what comes back, " + settlement.exchanged() + " pays for goods in exchange"
                    + (settlement.owed().isPositive() ? "; the customer owes " + settlement.owed() + " more" : "")
                    + ".");
        }
        if (Settlements.isCapped(settlement)) {
            draft.say("It was reduced to what is left of the money paid for the order.");
        }
        if (settlement.storeCredit().isPositive()) {
            draft.say("Of this, " + settlement.storeCredit() + " is store credit"
                    + (settlement.bonus().isPositive() ? ", with a bonus of " + settlement.bonus() : "") + ".");
        }
        if (settlement.giftCard().isPositive()) {
            draft.say("Besides, the customer gets a gift card over " + settlement.giftCard() + ".");
        }
        for (ReturnLine line : Choices.unmet(draft.lines, decision.terms(), draft.said())) {
            boolean isOffered =
                    Choices.wantsGoods(line, decision.terms()) || Choices.asksForRepair(line, decision.terms());
            draft.say("Line " + line.id() + " asked for " + line.resolution() + ", which "
                    + (isOffered ? "cannot be had" : "is not offered")
                    + (Choices.of(line, decision.terms(), draft.said()) == Resolution.REPLACEMENT
                            ? "; it is replaced."
                            : "; it is paid as money."));
        }
    }
}
