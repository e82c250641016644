package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.Money;
import io.contraflow.model.ReturnEvent.CreditPosted;
import io.contraflow.model.ReturnEvent.GiftCardIssued;
import io.contraflow.model.ReturnEvent.RefundBooked;
import io.contraflow.model.ReturnEvent.RefundIssued;
import org.jspecify.annotations.Nullable;

/** Writes down what shop and ERP report of money. Whether it fits is for {@link Contradictions} to say. */
final class Amounts {

    private Amounts() {}

    /**
     * A refund is reported as the total so far, and money that went out does not come back: a higher total is believed, a
     * lower one is not.
     */
    static Verdict refunded(Draft draft, RefundIssued event) {
        Money known = draft.money.shopRefund();
        String what = event.byHand() ? "A refund made by hand in the shop" : "The refund";
        Verdict verdict = check(draft, what, known, event.amount(), known != null && isHigher(event.amount(), known));
        if (verdict == Verdict.CHANGED) {
            draft.money = draft.money.withShopRefund(event.amount());
        }
        return verdict;
    }

    static Verdict credited(Draft draft, CreditPosted event) {
        Money known = draft.money.erpCredit();
        Verdict verdict = check(draft, "The credit", known, event.amount(), isExpected(draft, event.amount()));
        if (verdict == Verdict.CHANGED) {
            draft.money = draft.money.withErpCredit(event.amount());
        }
        return verdict;
    }

    static Verdict booked(Draft draft, RefundBooked event) {
        Money known = draft.money.erpRefund();
        Verdict verdict = check(draft, "The booked refund", known, event.amount(), isExpected(draft, event.amount()));
        if (verdict == Verdict.CHANGED) {
            draft.money = draft.money.withErpRefund(event.amount());
        }
        return verdict;
    }

    /** A gift card is given once, so the higher value of two is believed, as with a refund. */
    static Verdict giftCard(Draft draft, GiftCardIssued event) {
        Money known = draft.money.giftCard();
        Verdict verdict =
                check(draft, "The gift card", known, event.amount(), known != null && isHigher(event.amount(), known));
        if (verdict == Verdict.CHANGED) {
            draft.money = draft.money.withGiftCard(event.amount());
        }
        return verdict;
    }

    private static Verdict check(Draft draft, String what, @Nullable Money known, Money reported, boolean replaces) {
        if (!reported.currency().equals(draft.before.order().currency()) || reported.minor() < 0) {
            return refuse(draft, what + " is reported as " + reported + ", which cannot be an amount of this order.");
        }
        if (known == null || (replaces && !reported.equals(known))) {
            draft.say(what + " is " + reported + (known == null ? "." : ", no longer " + known + "."));
            return Verdict.CHANGED;
        }
        if (reported.equals(known)) {
            draft.say(what + " of " + reported + " is known already.");
            return Verdict.CONFIRMED;
        }
        return refuse(draft, what + " is reported as " + reported + ", but " + known + " is known.");
    }

    private static Verdict refuse(Draft draft, String sentence) {
        draft.say(sentence);
        draft.problem(Problem.AMOUNT_MISMATCH, sentence);
        return Verdict.IMPOSSIBLE;
    }

    private static boolean isHigher(Money reported, Money known) {
        return reported.currency().equals(known.currency()) && reported.compareTo(known) > 0;
    }

    private static boolean isExpected(Draft draft, Money reported) {
        return reported.equals(Contradictions.expected(draft.money, draft.settlement));
    }
}
