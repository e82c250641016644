package io.contraflow.lifecycle;

import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Disposition;
import io.contraflow.model.Examination;
import io.contraflow.model.Money;
import io.contraflow.model.Piece;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.Return.MoneyMoved;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What does not fit together in a return, read from the return alone. A person is told of those that an event has added,
 * so a contradiction is reported once, and by whichever of the two sides came last.
 */
final class Contradictions {

    private Contradictions() {}

    static Set<Problem> in(Return rma) {
        Set<Problem> found = new LinkedHashSet<>();
        refundAgainstSettlement(rma, found);
        againstRefund("The credit", rma.money().erpCredit(), rma, found);
        againstRefund("The booked refund", rma.money().erpRefund(), rma, found);
        afterTheEnd(rma, found);
        paidButMissing(rma, found);
        arrivedButMissing(rma, found);
        inQuestion(rma, found);
        return found;
    }

    /** Whether all that the books report so far is the amount that they should show. */
    static boolean booksAgree(MoneyMoved money, @Nullable Settlement settlement) {
        Money expected = expected(money, settlement);
        return expected != null && agrees(money.erpCredit(), expected) && agrees(money.erpRefund(), expected);
    }

    /** What the books should show: money that went back, and what pays for goods in exchange; null while that is open. */
    static @Nullable Money expected(MoneyMoved money, @Nullable Settlement settlement) {
        Money refund = money.shopRefund();
        if (refund != null) {
            return settlement == null
                    ? refund
                    : refund.plus(settlement.exchanged()).plus(giftCard(money, settlement));
        }
        return settlement != null && Derivation.nothingToRefund(settlement)
                ? settlement.exchanged().plus(giftCard(money, settlement))
                : null;
    }

    /** What the shop gave as a gift card, or what is due while it has not said. */
    private static Money giftCard(MoneyMoved money, Settlement settlement) {
        return Objects.requireNonNullElse(money.giftCard(), settlement.giftCard());
    }

    private static boolean agrees(@Nullable Money reported, Money expected) {
        return reported == null || reported.equals(expected);
    }

    private static void refundAgainstSettlement(Return rma, Set<Problem> found) {
        Money refund = rma.money().shopRefund();
        Settlement settlement = rma.settlement();
        if (refund != null && settlement != null && !refund.equals(settlement.refund())) {
            found.add(new Problem(
                    Problem.AMOUNT_MISMATCH,
                    "The shop refunded " + refund + ", but " + settlement.refund() + " was due."));
        }
        Money giftCard = rma.money().giftCard();
        if (giftCard != null && settlement != null && !giftCard.equals(settlement.giftCard())) {
            found.add(new Problem(
                    Problem.AMOUNT_MISMATCH,
                    "The gift card is over " + giftCard + ", but " + settlement.giftCard() + " was due."));
        }
    }

    private static void againstRefund(String what, @Nullable Money reported, Return rma, Set<Problem> found) {
        Money expected = expected(rma.money(), rma.settlement());
        if (expected == null && rma.status().isSideExit()) {
            expected = Money.zero(rma.order().currency());
        }
        if (expected != null && !agrees(reported, expected)) {
            found.add(new Problem(
                    Problem.AMOUNT_MISMATCH, what + " is " + reported + ", but " + expected + " came back."));
        }
    }

    private static void afterTheEnd(Return rma, Set<Problem> found) {
        if (!rma.status().isSideExit()) {
            return;
        }
        Money refund = rma.money().shopRefund();
        if (refund != null && refund.isPositive()) {
            found.add(new Problem(
                    Problem.AMOUNT_MISMATCH,
                    "The shop refunded " + refund + " for a return that is " + rma.status() + "."));
        }
        if (rma.lines().stream().anyMatch(line -> line.received() > 0)) {
            found.add(new Problem(Problem.STUCK, "The warehouse has goods of a return that is " + rma.status() + "."));
        }
    }

    private static void paidButMissing(Return rma, Set<Problem> found) {
        Settlement settlement = rma.settlement();
        if (settlement == null) {
            return;
        }
        Map<String, Integer> refundable = Settlements.refundable(
                rma.lines(),
                RefundMoment.INSPECTION,
                line -> Settlements.resolutionOf(line, settlement) == Resolution.KEEP_ITEM);
        int excess = rma.lines().stream()
                .mapToInt(line ->
                        Math.max(0, Settlements.settledCount(line, settlement) - refundable.getOrDefault(line.id(), 0)))
                .sum();
        if (excess > 0) {
            found.add(new Problem(
                    Problem.AMOUNT_MISMATCH,
                    "The refund pays for " + excess + " of the pieces that never came or are not ours."));
        }
    }

    private static void arrivedButMissing(Return rma, Set<Problem> found) {
        for (ReturnLine line : rma.lines()) {
            line.pieces().stream()
                    .filter(piece -> piece.arrived() && piece.disposition() == Disposition.NOT_RECEIVED)
                    .forEach(piece -> found.add(new Problem(
                            Problem.QUANTITY_MISMATCH,
                            "Piece " + piece.id() + " was reported both as received and as missing.")));
        }
    }

    private static void inQuestion(Return rma, Set<Problem> found) {
        for (ReturnLine line : rma.lines()) {
            line.pieces().stream()
                    .filter(Piece::inQuestion)
                    .forEach(piece -> found.add(new Problem(
                            Problem.WRONG_GOODS,
                            "Piece " + piece.id() + " on the line of SKU " + line.sku() + " is graded " + piece.grade()
                                    + doubt(line, piece)
                                    + ". Nothing is paid for it until somebody decides.")));
        }
    }

    private static String doubt(ReturnLine line, Piece piece) {
        Examination examination = piece.examination();
        if (examination == null) {
            return "";
        }
        return (examination.isFake() ? " and is not genuine" : "")
                + (examination.isAnother(line.evidence())
                        ? " and bears another serial number than the customer showed"
                        : "");
    }
}
