package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.asksFor;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.graded;
import static io.contraflow.lifecycle.Cases.inspected;
import static io.contraflow.lifecycle.Cases.last;
import static io.contraflow.lifecycle.Cases.order;
import static io.contraflow.lifecycle.Cases.sendsBack;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Order;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import io.contraflow.model.Settlement.Tender;
import io.contraflow.model.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goods for goods, step by step: held, sent when the moment has come, paid from what comes back, undone if need be. */
class ExchangeTest {
    private static final Order ORDER = Cases.paidInOne(order("5.00", bought("A", 1, "40.00"), bought("B", 1, "30.00")));
    private static final ReturnLine WANTS_OTHER = asksFor(Resolution.EXCHANGE, sendsBack("A", 1));
    private static final ReturnEvent CAME_BACK = inspected(graded("p", "A", Disposition.RESTOCK));

    @Test
    void goodsOfTheSamePriceAreSentAndNoMoneyMoves() {
        Outcome due = last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("40.00"), CAME_BACK);

        assertThat(due.next().status()).isEqualTo(Status.RESOLVING);
        assertThat(due.consequences()).extracting(Consequence::milestone).contains(Milestone.RESOLVING);
        assertThat(settlement(due).refund()).isEqualTo(eur("0"));
        assertThat(settlement(due).exchanged()).isEqualTo(eur("40.00"));
        assertThat(settlement(due).owed()).isEqualTo(eur("0"));
    }

    @Test
    void whatCheaperGoodsCostLessGoesBackAsMoney() {
        Settlement settled = settlement(last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("25.00"), CAME_BACK));
        assertThat(settled.exchanged()).isEqualTo(eur("25.00"));
        assertThat(settled.refund()).isEqualTo(eur("15.00"));
        assertThat(settled.tenders()).containsExactly(new Tender("p1", eur("15.00")));
    }

    @Test
    void whatDearerGoodsCostMoreIsOwedAndNeverTakenFromTheOrder() {
        Settlement settled = settlement(last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("55.00"), CAME_BACK));
        assertThat(settled.exchanged()).isEqualTo(eur("40.00"));
        assertThat(settled.owed()).isEqualTo(eur("15.00"));
        assertThat(settled.refund()).isEqualTo(eur("0"));
    }

    @Test
    void dearerGoodsAreFirstPaidFromWhatElseComesBack() {
        ReturnLine money = sendsBack("B", 1);
        Settlement settled = settlement(last(
                requested(WANTS_OTHER, money),
                judged(WANTS_OTHER, money),
                held("55.00"),
                inspected(graded("p", "A", Disposition.RESTOCK), graded("q", "B", Disposition.RESTOCK))));
        assertThat(settled.exchanged()).isEqualTo(eur("55.00"));
        assertThat(settled.refund()).as("the rest of both, and the shipping").isEqualTo(eur("20.00"));
    }

    @Test
    void aReplacementCostsNothingWhateverItsPriceIsToday() {
        ReturnLine same = asksFor(Resolution.REPLACEMENT, sendsBack("A", 1));
        Settlement settled = settlement(last(requested(same), judged(same), held("99.00"), CAME_BACK));
        assertThat(settled.exchanged()).isEqualTo(eur("40.00"));
        assertThat(settled.owed()).isEqualTo(eur("0"));
        assertThat(settled.refund()).isEqualTo(eur("0"));
    }

    @Test
    void aReplacementIsNeverOwedEvenIfLittleOfTheOrdersMoneyIsLeft() {
        Order almostRefunded = Cases.refundedElsewhere(ORDER, "70.00");
        ReturnLine same = asksFor(Resolution.REPLACEMENT, sendsBack("A", 1));
        Return rma = Cases.open(almostRefunded, Siblings.none(EUR), same).next();
        Settlement settled = settlement(last(rma, judged(same), held("40.00"), CAME_BACK));
        assertThat(settled.exchanged()).as("all that is left").isEqualTo(eur("5.00"));
        assertThat(settled.owed()).isEqualTo(eur("0"));
    }

    @Test
    void whoWasRefundedByHandInsteadIsNotToldThatTheGoodsAreSoldOut() {
        Return due = last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("40.00"), CAME_BACK)
                .next();
        Outcome off = last(
                due,
                Cases.refunded("40.00"),
                new ReturnEvent.ExchangeUnavailable("r-A", "Refunded by hand instead.", false));
        assertThat(off.consequences())
                .extracting(Consequence::milestone)
                .contains(Milestone.EXCHANGE_OFF)
                .doesNotContain(Milestone.SOLD_OUT);
        assertThat(settlement(off).refund()).isEqualTo(eur("40.00"));
    }

    @Test
    void nothingIsSettledBeforeTheShopHasSaidWhatItHas() {
        Outcome waits = last(requested(WANTS_OTHER), judged(WANTS_OTHER), CAME_BACK);
        assertThat(waits.next().status()).isEqualTo(Status.INSPECTED);
        assertThat(last(waits.next(), held("40.00")).next().status()).isEqualTo(Status.RESOLVING);
    }

    @Test
    void whatCannotBeHadIsPaidAsMoney() {
        Outcome due = last(requested(WANTS_OTHER), judged(WANTS_OTHER), soldOut(), CAME_BACK);
        assertThat(settlement(due).refund()).isEqualTo(eur("40.00"));
        assertThat(settlement(due).exchanges()).isFalse();
        assertThat(due.sentence()).contains("cannot be had");
    }

    @Test
    void whatTurnsOutToBeGoneBeforeItIsSentIsSettledAnewAndToldOnce() {
        Return due = last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("40.00"), CAME_BACK)
                .next();

        Outcome off = last(due, soldOut());

        assertThat(off.consequences())
                .extracting(Consequence::milestone)
                .containsExactly(Milestone.EXCHANGE_OFF, Milestone.SOLD_OUT);
        assertThat(settlement(off).refund()).isEqualTo(eur("40.00"));
        assertThat(settlement(off).exchanged()).isEqualTo(eur("0"));
        assertThat(last(off.next(), soldOut()).consequences()).isEmpty();
    }

    @Test
    void whatIsOnItsWayIsNotTakenBack() {
        Return due = last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("40.00"), CAME_BACK)
                .next();
        Outcome sent = last(due, released());

        Outcome late = last(sent.next(), soldOut());

        assertThat(late.next().has(Milestone.EXCHANGE_OFF)).isFalse();
        assertThat(settlement(late)).isEqualTo(settlement(sent));
    }

    @Test
    void theBooksFollowWhenTheGoodsAreOnTheirWay() {
        Return due = last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("25.00"), CAME_BACK)
                .next();
        Outcome paid = last(due, Cases.refunded("15.00"));
        assertThat(paid.next().has(Milestone.BOOKABLE))
                .as("goods are still here")
                .isFalse();

        Outcome sent = last(paid.next(), released());

        assertThat(sent.consequences())
                .extracting(Consequence::milestone)
                .containsExactly(Milestone.EXCHANGED, Milestone.CREDITED);
        Outcome closed = last(
                sent.next(),
                Cases.credited("40.00"),
                Cases.booked("40.00"),
                Cases.everythingDelivered(),
                Cases.everythingDelivered());
        assertThat(closed.next().status()).isEqualTo(Status.CLOSED);
        assertThat(closed.problems()).isEmpty();
    }

    @Test
    void whatTheCustomerKeepsIsPaidAtOnceWithoutAnythingComingBack() {
        ReturnLine keeps = asksFor(Resolution.KEEP_ITEM, sendsBack("A", 1));
        Outcome due = last(requested(keeps), judged(keeps));

        assertThat(due.next().status()).isEqualTo(Status.RESOLVING);
        assertThat(due.consequences())
                .extracting(Consequence::milestone)
                .containsExactly(Milestone.KEPT, Milestone.RESOLVING);
        assertThat(settlement(due).refund()).isEqualTo(eur("40.00"));
        assertThat(last(due.next(), Cases.refunded("40.00")).next().has(Milestone.BOOKABLE))
                .isTrue();
    }

    @Test
    void oneKeptLineDoesNotMakeTheOthersWorthlessToWaitFor() {
        ReturnLine keeps = asksFor(Resolution.KEEP_ITEM, sendsBack("A", 1));
        ReturnLine comesBack = sendsBack("B", 1);
        Return approved =
                last(requested(keeps, comesBack), judged(keeps, comesBack)).next();
        assertThat(approved.status()).isEqualTo(Status.APPROVED);

        Outcome due = last(approved, inspected(graded("q", "B", Disposition.RESTOCK)));

        assertThat(settlement(due).goods()).isEqualTo(eur("70.00"));
    }

    @Test
    void whatPaidForGoodsInExchangeIsNotPaidAgainByALaterReturn() {
        Return first = last(requested(WANTS_OTHER), judged(WANTS_OTHER), held("40.00"), CAME_BACK)
                .next();
        Siblings siblings = Siblings.of(EUR, List.of(first));
        assertThat(siblings.exchanged()).isEqualTo(eur("40.00"));
        Settlement second = Settlements.settle(
                ORDER,
                List.of(new ReturnLine(
                        "r-B", "B", "SKU-B", 1, List.of(0), "STYLE", "", "", Resolution.REFUND, null, List.of())),
                Cases.terms(RefundMoment.APPROVAL),
                Said.NOTHING,
                siblings);
        assertThat(second.refund()).as("all that is left of 75.00").isEqualTo(eur("35.00"));
    }

    private static Return requested(ReturnLine... lines) {
        return Cases.open(ORDER, Siblings.none(EUR), lines).next();
    }

    private static ReturnEvent judged(ReturnLine... lines) {
        return new ReturnEvent.ReturnJudged(Cases.decision(
                Verdict.APPROVE, Cases.withOffers(Cases.terms(RefundMoment.INSPECTION), List.of(lines), 0)));
    }

    private static ReturnEvent held(String price) {
        return new ReturnEvent.ExchangeReserved("r-A", eur(price));
    }

    private static ReturnEvent soldOut() {
        return new ReturnEvent.ExchangeUnavailable("r-A", "Sold out.", true);
    }

    private static ReturnEvent released() {
        return new ReturnEvent.ExchangeReleased(List.of("r-A"));
    }

    private static Settlement settlement(Outcome outcome) {
        Settlement settlement = outcome.next().settlement();
        assertThat(settlement).isNotNull();
        return settlement;
    }
}
