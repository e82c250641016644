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

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Order;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import io.contraflow.model.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mended for the customer: the piece stays theirs, and what cannot be mended is replaced or paid. */
class RepairTest {
    private static final Order ORDER = Cases.paidInOne(order("5.00", bought("A", 1, "40.00"), bought("B", 1, "30.00")));
    private static final ReturnLine BROKEN = asksFor(Resolution.REPAIR, sendsBack("A", 1));
    private static final ReturnEvent CAME_BACK = inspected(graded("p", "A", Disposition.WRITE_OFF));
    private static final Actor MECHANIC = new Actor("person", "mechanic");

    @Test
    void aPieceAtTheWorkshopIsNeitherDecidedNorPaidNorBooked() {
        Outcome arrived = last(requested(BROKEN), judged(BROKEN), quoted("20.00", 14), CAME_BACK);

        assertThat(arrived.next().status()).isEqualTo(Status.RECEIVED);
        assertThat(disposition(arrived)).isEqualTo(Disposition.IN_REPAIR);
        assertThat(arrived.consequences())
                .extracting(Consequence::milestone)
                .containsExactly(Milestone.IN_TRANSIT, Milestone.RECEIVED, Milestone.IN_REPAIR);
        assertThat(arrived.problems()).isEmpty();
    }

    @Test
    void aMendedPieceGoesBackAndNothingIsPaidNorBooked() {
        Outcome mended = last(requested(BROKEN), judged(BROKEN), CAME_BACK, finished());

        assertThat(disposition(mended)).isEqualTo(Disposition.SEND_BACK);
        assertThat(mended.next().settlement().lines()).isEmpty();
        assertThat(mended.next().settlement().refund()).isEqualTo(eur("0"));
        assertThat(mended.consequences())
                .extracting(Consequence::milestone)
                .as("no refund, no credit, and nobody is told that a piece is missing")
                .containsExactly(Milestone.INSPECTED, Milestone.REPAIRED, Milestone.VOID);
        assertThat(mended.next().status()).isEqualTo(Status.RESOLVING);
    }

    @Test
    void atTheLimitItIsMendedAndBeyondItTheMoneyGoesBack() {
        assertThat(last(requested(BROKEN), judged(BROKEN), CAME_BACK, quoted("20.00", 14))
                        .next()
                        .settlement())
                .isNull();
        for (ReturnEvent tooMuch : List.of(quoted("20.01", 1), quoted("1.00", 15))) {
            Outcome off = last(requested(BROKEN), judged(BROKEN), CAME_BACK, tooMuch);

            assertThat(off.consequences())
                    .extracting(Consequence::milestone)
                    .contains(Milestone.REPAIR_OFF, Milestone.INSPECTED, Milestone.RESOLVING);
            assertThat(disposition(off)).as("now it is ours").isEqualTo(Disposition.WRITE_OFF);
            assertThat(settlement(off).refund()).isEqualTo(eur("40.00"));
        }
    }

    @Test
    void whatCannotBeMendedIsReplacedWhereThePolicyOffersIt() {
        ReturnEvent terms = judgedWith(new Offer("r-A", Resolution.REPLACEMENT, 0, "replacement"), BROKEN);
        Outcome failed = last(requested(BROKEN), terms, held(), CAME_BACK, failed());

        assertThat(settlement(failed).exchanges()).isTrue();
        assertThat(settlement(failed).refund()).isEqualTo(eur("0"));
        assertThat(settlement(failed).owed()).isEqualTo(eur("0"));
    }

    @Test
    void untilItIsMendedAnotherIsHeldAndThenLetGo() {
        ReturnEvent terms = judgedWith(new Offer("r-A", Resolution.REPLACEMENT, 0, "replacement"), BROKEN);

        assertThat(ExchangeGoods.of(last(requested(BROKEN), terms).next()))
                .extracting(ExchangeGoods::sku)
                .containsExactly("SKU-A");
        assertThat(ExchangeGoods.of(last(requested(BROKEN), terms, held(), CAME_BACK, finished())
                        .next()))
                .isEmpty();
    }

    @Test
    void aHeldPieceThatIsSoldOutMattersOnlyOnceTheRepairIsOff() {
        ReturnEvent terms = judgedWith(new Offer("r-A", Resolution.REPLACEMENT, 0, "replacement"), BROKEN);
        ReturnEvent soldOut = new ReturnEvent.ExchangeUnavailable("r-A", "Sold out.", true);
        Outcome waiting = last(requested(BROKEN), terms, soldOut, CAME_BACK);
        assertThat(waiting.next().has(Milestone.SOLD_OUT)).isFalse();

        Outcome failed = last(waiting.next(), failed());
        assertThat(failed.next().has(Milestone.SOLD_OUT)).isTrue();
        assertThat(settlement(failed).refund()).isEqualTo(eur("40.00"));
    }

    @Test
    void aRepairThatThePolicyDoesNotOfferIsAReplacementAtOnce() {
        Decision.Terms terms = new Decision.Terms(
                RefundMoment.INSPECTION,
                List.of(),
                eur("0"),
                "",
                true,
                List.of(new Offer("r-A", Resolution.REPLACEMENT, 0, "replacement")),
                List.of(),
                List.of());
        Outcome settled = last(
                requested(BROKEN),
                new ReturnEvent.ReturnJudged(Cases.decision(Verdict.APPROVE, terms)),
                held(),
                CAME_BACK);

        assertThat(settlement(settled).exchanges()).isTrue();
        assertThat(settled.next().has(Milestone.IN_REPAIR)).isFalse();
    }

    @Test
    void otherLinesArePaidWhenTheWorkshopHasSpoken() {
        ReturnLine money = sendsBack("B", 1);
        ReturnEvent both = inspected(graded("p", "A", Disposition.WRITE_OFF), graded("q", "B", Disposition.RESTOCK));
        Outcome waiting = last(requested(BROKEN, money), judged(BROKEN, money), both);
        assertThat(waiting.next().settlement()).isNull();

        Settlement settled = settlement(last(waiting.next(), finished()));
        assertThat(settled.lines()).extracting(Settlement.Line::lineId).containsExactly("r-B");
        assertThat(settled.refund()).as("the shipping stays: one piece does").isEqualTo(eur("30.00"));
    }

    @Test
    void whatIsNotOursTheWorkshopNeedNotSee() {
        Outcome settled = last(requested(BROKEN), judged(BROKEN), inspected(graded("p", "A", Disposition.SEND_BACK)));
        assertThat(settled.next().status()).isEqualTo(Status.RESOLVING);
        assertThat(settled.next().has(Milestone.IN_REPAIR)).isFalse();
    }

    @Test
    void afterTheMoneyIsDueTheWorkshopCannotChangeItsMind() {
        Outcome late = last(requested(BROKEN), judged(BROKEN), CAME_BACK, failed(), finished());

        assertThat(late.verdict()).isEqualTo(Outcome.Verdict.IMPOSSIBLE);
        assertThat(late.problems()).extracting(Problem::kind).containsExactly(Problem.POLICY_REVIEW);
        assertThat(settlement(late).refund()).isEqualTo(eur("40.00"));
    }

    @Test
    void theLatestQuoteStands() {
        Outcome off = last(requested(BROKEN), judged(BROKEN), quoted("50.00", 3), quoted("10.00", 3), CAME_BACK);
        assertThat(disposition(off)).isEqualTo(Disposition.IN_REPAIR);
    }

    @Test
    void aLineThatTheReturnDoesNotHaveIsAProblem() {
        Outcome unknown = last(requested(BROKEN), judged(BROKEN), new ReturnEvent.RepairFinished("r-X", MECHANIC));
        assertThat(unknown.problems()).extracting(Problem::kind).containsExactly(Problem.QUANTITY_MISMATCH);
    }

    private static Return requested(ReturnLine... lines) {
        return Cases.open(ORDER, Siblings.none(EUR), lines).next();
    }

    private static ReturnEvent judged(ReturnLine... lines) {
        return judgedWith(null, lines);
    }

    /** Repairs are offered, and something more. */
    private static ReturnEvent judgedWith(Offer more, ReturnLine... lines) {
        List<Offer> offers = new ArrayList<>();
        for (ReturnLine line : lines) {
            offers.add(Cases.repair(line));
        }
        if (more != null) {
            offers.add(more);
        }
        return new ReturnEvent.ReturnJudged(Cases.decision(
                Verdict.APPROVE,
                new Decision.Terms(
                        RefundMoment.INSPECTION, List.of(), eur("0"), "", true, offers, List.of(), List.of())));
    }

    private static ReturnEvent held() {
        return new ReturnEvent.ExchangeReserved("r-A", eur("40.00"));
    }

    private static ReturnEvent quoted(String cost, int days) {
        return new ReturnEvent.RepairQuoted("r-A", eur(cost), days, MECHANIC);
    }

    private static ReturnEvent finished() {
        return new ReturnEvent.RepairFinished("r-A", MECHANIC);
    }

    private static ReturnEvent failed() {
        return new ReturnEvent.RepairFailed("r-A", "No spare parts.", MECHANIC);
    }

    private static Disposition disposition(Outcome outcome) {
        return outcome.next().lines().get(0).pieces().get(0).disposition();
    }

    private static Settlement settlement(Outcome outcome) {
        Settlement settlement = outcome.next().settlement();
        assertThat(settlement).isNotNull();
        return settlement;
    }
}
