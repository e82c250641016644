package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.LABEL;
import static io.contraflow.lifecycle.Cases.START;
import static io.contraflow.lifecycle.Cases.approved;
import static io.contraflow.lifecycle.Cases.booked;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.cancelled;
import static io.contraflow.lifecycle.Cases.credited;
import static io.contraflow.lifecycle.Cases.declined;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.everythingDelivered;
import static io.contraflow.lifecycle.Cases.expired;
import static io.contraflow.lifecycle.Cases.graded;
import static io.contraflow.lifecycle.Cases.inspected;
import static io.contraflow.lifecycle.Cases.judged;
import static io.contraflow.lifecycle.Cases.labelled;
import static io.contraflow.lifecycle.Cases.last;
import static io.contraflow.lifecycle.Cases.moves;
import static io.contraflow.lifecycle.Cases.open;
import static io.contraflow.lifecycle.Cases.order;
import static io.contraflow.lifecycle.Cases.piece;
import static io.contraflow.lifecycle.Cases.play;
import static io.contraflow.lifecycle.Cases.received;
import static io.contraflow.lifecycle.Cases.refunded;
import static io.contraflow.lifecycle.Cases.sendsBack;
import static io.contraflow.model.Decision.RefundMoment.APPROVAL;
import static io.contraflow.model.Decision.RefundMoment.FIRST_SCAN;
import static io.contraflow.model.Decision.RefundMoment.INSPECTION;
import static io.contraflow.model.Decision.RefundMoment.RECEIPT;
import static io.contraflow.model.Decision.Verdict.APPROVE;
import static io.contraflow.model.Decision.Verdict.DECLINE;
import static io.contraflow.model.Decision.Verdict.REVIEW;
import static io.contraflow.model.Disposition.NOT_RECEIVED;
import static io.contraflow.model.Disposition.RESTOCK;
import static io.contraflow.model.Disposition.WRITE_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Label;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Dated;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

    /** Two of three A and the only B of an order of 40 EUR. */
    private final Return fresh = open(
                    order("4.00", bought("A", 3, "30.00"), bought("B", 1, "10.00")),
                    Siblings.none(EUR),
                    sendsBack("A", 2),
                    sendsBack("B", 1))
            .next();

    private final ReturnEvent allReceived = received(piece("1", "A"), piece("2", "A"), piece("3", "B"));
    private final ReturnEvent allSellable =
            inspected(graded("1", "A", RESTOCK), graded("2", "A", RESTOCK), graded("3", "B", RESTOCK));

    @Test
    void itBeganWhenTheCustomerAskedUnlessTheSendersClockIsAhead() {
        Order order = order("4.90", bought("A", 1, "20.00"));
        List<ReturnLine> lines = List.of(sendsBack("A", 1));
        for (Instant asked : List.of(START.minusSeconds(86_400), START.plusSeconds(60))) {
            var request = new ReturnEvent.ReturnRequested("shop-de", "#1042-R1", order, lines, asked);
            Return opened = Lifecycle.open(new UUID(0, 1), "RMA-1", START, request, Siblings.none(EUR))
                    .next();

            assertThat(opened.createdAt()).isEqualTo(asked.isAfter(START) ? START : asked);
            assertThat(opened.updatedAt()).isEqualTo(START);
        }
    }

    @Test
    void theUsualWayTellsEachStageOnce() {
        List<Outcome> way = play(
                fresh,
                judged(APPROVE, INSPECTION),
                labelled(),
                moves(),
                allReceived,
                allSellable,
                refunded("30.00"),
                credited("30.00"),
                booked("30.00"),
                everythingDelivered(),
                everythingDelivered());

        assertThat(way)
                .extracting(outcome -> outcome.next().status())
                .containsExactly(
                        Status.APPROVED,
                        Status.LABEL_ISSUED,
                        Status.IN_TRANSIT,
                        Status.RECEIVED,
                        Status.RESOLVING,
                        Status.RESOLVING,
                        Status.RESOLVING,
                        Status.RESOLVING,
                        Status.RESOLVED,
                        Status.CLOSED);
        assertThat(way)
                .flatExtracting(LifecycleTest::told)
                .containsExactly(
                        Milestone.APPROVED,
                        Milestone.LABEL_ISSUED,
                        Milestone.IN_TRANSIT,
                        Milestone.RECEIVED,
                        Milestone.INSPECTED,
                        Milestone.RESOLVING,
                        Milestone.REFUNDED,
                        Milestone.BOOKABLE,
                        Milestone.RESOLVED,
                        Milestone.CLOSED);
        assertThat(way).allSatisfy(outcome -> {
            assertThat(outcome.verdict()).isEqualTo(Verdict.CHANGED);
            assertThat(outcome.problems()).isEmpty();
            assertThat(outcome.sentence()).isNotBlank();
        });
    }

    @Test
    void aRequestOpensTheReturnAndGivesItPiecesThatNoSiblingTook() {
        var siblings = new Siblings(Map.of("A", Set.of(0)), eur("0"), eur("0"), eur("0"), false, Map.of(), Map.of());

        Outcome outcome = open(order("0", bought("A", 3, "30.00")), siblings, sendsBack("A", 2));

        assertThat(outcome.next().status()).isEqualTo(Status.REQUESTED);
        assertThat(outcome.next().lines().get(0).units()).containsExactly(1, 2);
        assertThat(told(outcome)).containsExactly(Milestone.REQUESTED);
        assertThat(outcome.problems()).isEmpty();
    }

    @Test
    void moreThanTheOrderHasLeftIsReviewedByAPersonWhateverThePolicySays() {
        Outcome outcome = open(order("0", bought("A", 1, "30.00")), Siblings.none(EUR), sendsBack("A", 2));

        assertThat(told(outcome)).containsExactly(Milestone.REQUESTED, Milestone.IN_REVIEW);
        assertThat(kinds(outcome)).containsExactly("QUANTITY_MISMATCH");
        assertThat(last(outcome.next(), judged(APPROVE, APPROVAL)).next().status())
                .isEqualTo(Status.IN_REVIEW);
        Return accepted =
                last(outcome.next(), judged(APPROVE, APPROVAL), approved()).next();
        assertThat(accepted.has(Milestone.APPROVED)).isTrue();
        assertThat(accepted.settlement().refund()).isEqualTo(eur("30.00"));
    }

    @Test
    void linesOfOneOrderLineNeverShareAPiece() {
        Outcome outcome = open(
                order("0", bought("A", 2, "30.00")),
                Siblings.none(EUR),
                sendsBack("x", "A", 1),
                sendsBack("y", "A", 1));

        assertThat(outcome.next().lines()).flatExtracting(line -> line.units()).containsExactly(0, 1);
    }

    @Test
    void anApprovalWaitsForTheTermsOfThePolicy() {
        List<Outcome> early = play(fresh, approved(), judged(REVIEW, INSPECTION));
        List<Outcome> late = play(fresh, judged(REVIEW, INSPECTION), approved());

        assertThat(told(early.get(0))).isEmpty();
        assertThat(early.get(0).next().status()).isEqualTo(Status.REQUESTED);
        assertThat(told(early)).isEqualTo(told(late)).containsExactly(Milestone.IN_REVIEW, Milestone.APPROVED);
    }

    @Test
    void anApprovalStandsAgainstALaterJudgement() {
        Return approved = last(fresh, approved(), judged(DECLINE, RECEIPT)).next();

        assertThat(approved.status()).isEqualTo(Status.APPROVED);
        assertThat(approved.decision().terms().moment()).isEqualTo(RECEIPT);
        assertThat(last(approved, judged(REVIEW, APPROVAL)).next()).isEqualTo(approved);
    }

    @Test
    void whatIsDeclinedCannotBeApproved() {
        Return declined = last(fresh, judged(DECLINE, INSPECTION)).next();
        assertThat(declined.status()).isEqualTo(Status.DECLINED);

        assertImpossible(last(declined, approved()), declined, "POLICY_REVIEW");
    }

    @Test
    void aPersonMayDeclineUntilSomebodyHasAccepted() {
        assertThat(last(fresh, declined()).next().status()).isEqualTo(Status.DECLINED);
        assertThat(last(fresh, judged(REVIEW, INSPECTION), declined()).next().status())
                .isEqualTo(Status.DECLINED);
        Return accepted = last(fresh, judged(APPROVE, INSPECTION)).next();
        assertImpossible(last(accepted, declined()), accepted, "POLICY_REVIEW");
    }

    @Test
    void theEchoOfAnApprovalStartsNothing() {
        Outcome echo = last(fresh, judged(APPROVE, INSPECTION), approved());

        assertThat(echo.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(echo.consequences()).isEmpty();
        assertThat(echo.problems()).isEmpty();
    }

    @Test
    void aLabelThatComesLateIsToldOnceAndMovesNothingBack() {
        List<Outcome> outcomes = play(fresh, judged(APPROVE, INSPECTION), moves(), labelled(), labelled());

        assertThat(told(outcomes)).containsExactly(Milestone.APPROVED, Milestone.IN_TRANSIT, Milestone.LABEL_ISSUED);
        assertThat(outcomes.get(2).next().status()).isEqualTo(Status.IN_TRANSIT);
        assertThat(outcomes.get(3).verdict()).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void aLabelForACancelledReturnIsKeptAndToldToNobody() {
        Outcome outcome = last(fresh, judged(APPROVE, INSPECTION), cancelled(), labelled());

        assertThat(outcome.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(outcome.next().label()).isEqualTo(LABEL);
        assertThat(outcome.consequences()).isEmpty();
    }

    @Test
    void theLatestLabelStaysWhicheverIsHeardOfFirst() {
        var second = new ReturnEvent.LabelIssued(new Label("PDF", "https://labels.example/2", "", "2", ""));
        var first = new Dated(START, labelled());

        for (Dated other : List.of(new Dated(START.plusSeconds(1), second), new Dated(START, second))) {
            assertThat(labelAfter(first, other)).isEqualTo(labelAfter(other, first));
        }
        assertThat(labelAfter(new Dated(START.plusSeconds(1), second), first)).isEqualTo(second.label());
    }

    private Label labelAfter(Dated... reports) {
        Return current = fresh;
        for (Dated report : reports) {
            current = Lifecycle.apply(current, report.at(), report.event(), Siblings.none(EUR))
                    .next();
        }
        return current.label();
    }

    @Test
    void goodsThatComeBeforeApprovalTakeEffectWithIt() {
        List<Outcome> outcomes = play(fresh, moves(), allReceived, allSellable, judged(APPROVE, INSPECTION));

        assertThat(told(outcomes.subList(0, 3))).isEmpty();
        assertThat(told(outcomes.get(3)))
                .containsExactly(
                        Milestone.APPROVED,
                        Milestone.IN_TRANSIT,
                        Milestone.RECEIVED,
                        Milestone.INSPECTED,
                        Milestone.RESOLVING);
    }

    @Test
    void eachBatchOfPiecesIsToldByLineAndGrade() {
        List<Outcome> outcomes = play(
                fresh,
                judged(APPROVE, INSPECTION),
                received(piece("1", "A")),
                inspected(graded("1", "A", RESTOCK), graded("2", "A", WRITE_OFF)),
                inspected(graded("3", "B", NOT_RECEIVED)));

        assertThat(outcomes.get(1).consequences())
                .contains(new Consequence(Milestone.RECEIVED, List.of(lot("A", 1, null, null))));
        assertThat(outcomes.get(2).consequences())
                .containsExactly(
                        new Consequence(Milestone.RECEIVED, List.of(lot("A", 1, null, null))),
                        new Consequence(
                                Milestone.INSPECTED,
                                List.of(lot("A", 1, "SELLABLE", RESTOCK), lot("A", 1, null, WRITE_OFF))));
        assertThat(outcomes.get(2).next().has(Milestone.INSPECTED)).isFalse();
        assertThat(outcomes.get(3).consequences())
                .contains(new Consequence(Milestone.INSPECTED, List.of(lot("B", 1, null, NOT_RECEIVED))));
        assertThat(outcomes.get(3).next().has(Milestone.INSPECTED)).isTrue();
    }

    @Test
    void anUnknownOrSurplusPieceIsAProblemAndLosesNothingElse() {
        Outcome outcome = last(
                fresh,
                judged(APPROVE, INSPECTION),
                received(
                        piece("1", "A"),
                        piece("2", "A"),
                        piece("surplus", "A"),
                        piece("stranger", "Z"),
                        new ReturnEvent.PieceReport("3", null, "SKU-B", null, null)));

        assertThat(kinds(outcome)).containsExactly("QUANTITY_MISMATCH", "QUANTITY_MISMATCH");
        assertThat(outcome.next().lines()).extracting(line -> line.received()).containsExactly(2, 1);
    }

    @Test
    void aSecondLookBeforeTheRefundIsDueReplacesTheFirstInSilence() {
        Outcome outcome = last(
                fresh,
                judged(APPROVE, INSPECTION),
                inspected(graded("1", "A", RESTOCK)),
                inspected(graded("1", "A", WRITE_OFF)));

        assertThat(outcome.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(outcome.consequences()).isEmpty();
        assertThat(outcome.sentence()).contains("was RESTOCK (SELLABLE) and is now WRITE_OFF");
        assertThat(outcome.next().lines().get(0).pieces().get(0).disposition()).isEqualTo(WRITE_OFF);
    }

    @Test
    void aSecondLookAfterTheRefundIsDueIsAProblem() {
        Return due = last(fresh, judged(APPROVE, INSPECTION), allSellable).next();

        assertImpossible(last(due, inspected(graded("1", "A", WRITE_OFF))), due, "QUANTITY_MISMATCH");
    }

    @Test
    void nothingIsPaidForAPieceInQuestionUntilSomebodyDecides() {
        List<Outcome> outcomes = play(
                fresh,
                judged(APPROVE, INSPECTION),
                inspected(graded("1", "A", RESTOCK), graded("2", "A", Disposition.REVIEW), graded("3", "B", RESTOCK)));
        Outcome asked = outcomes.get(1);
        assertThat(kinds(asked)).containsExactly("WRONG_GOODS");
        assertThat(asked.next().settlement()).isNull();
        assertThat(asked.next().has(Milestone.INSPECTED)).isFalse();

        Outcome accepted = last(asked.next(), inspected(graded("2", "A", RESTOCK)));
        Outcome refused = last(asked.next(), inspected(graded("2", "A", Disposition.SEND_BACK)));

        assertThat(accepted.solved()).isEqualTo(asked.problems());
        assertThat(accepted.next().settlement().refund()).isEqualTo(eur("30.00"));
        assertThat(told(accepted)).doesNotContain(Milestone.SHORTENED);
        assertThat(refused.solved()).isEqualTo(asked.problems());
        assertThat(refused.next().settlement().refund())
                .isLessThan(accepted.next().settlement().refund());
        assertThat(refused.consequences())
                .filteredOn(told -> told.milestone() == Milestone.SHORTENED)
                .singleElement()
                .satisfies(told -> assertThat(told.lots()).singleElement().satisfies(lot -> assertThat(lot.quantity())
                        .isEqualTo(1)));
    }

    @Test
    void aQuestionThatComesAfterItsAnswerChangesNothing() {
        Return decided = last(fresh, judged(APPROVE, INSPECTION), inspected(graded("1", "A", Disposition.SEND_BACK)))
                .next();

        Outcome late = last(decided, inspected(graded("1", "A", Disposition.REVIEW)));

        assertThat(late.problems()).isEmpty();
        assertThat(late.next()).isEqualTo(decided);
    }

    @Test
    void aPieceThatIsNotOursButWasPaidForOnReceiptIsAProblem() {
        Outcome outcome = last(
                fresh,
                judged(APPROVE, RECEIPT),
                received(piece("1", "A"), piece("2", "A"), piece("3", "B")),
                inspected(graded("1", "A", Disposition.REVIEW)),
                inspected(graded("1", "A", Disposition.SEND_BACK)));

        assertThat(outcome.problems()).singleElement().satisfies(problem -> assertThat(problem.sentence())
                .contains("1 of the pieces that never came or are not ours"));
    }

    @Test
    void aMissingPieceThatTurnsUpIsToldAsReceivedAndInspected() {
        Outcome outcome = last(
                fresh,
                judged(APPROVE, INSPECTION),
                inspected(graded("1", "A", NOT_RECEIVED)),
                inspected(graded("1", "A", RESTOCK)));

        assertThat(told(outcome)).containsExactly(Milestone.IN_TRANSIT, Milestone.RECEIVED, Milestone.INSPECTED);
    }

    @Test
    void aPieceBothReceivedAndMissingIsAProblemInEitherOrder() {
        ReturnEvent arrived = received(piece("1", "A"));
        ReturnEvent missing = inspected(graded("1", "A", NOT_RECEIVED));
        Return approved = last(fresh, judged(APPROVE, INSPECTION)).next();

        assertThat(kinds(last(approved, arrived, missing))).containsExactly("QUANTITY_MISMATCH");
        assertThat(kinds(last(approved, missing, arrived))).containsExactly("QUANTITY_MISMATCH");
        assertThat(last(approved, arrived, missing).next().lines())
                .isEqualTo(last(approved, missing, arrived).next().lines());
    }

    @Test
    void theRefundIsDueAtTheMomentThatTheTermsName() {
        assertThat(told(last(fresh, judged(APPROVE, APPROVAL)))).contains(Milestone.RESOLVING);
        assertThat(told(last(fresh, judged(APPROVE, FIRST_SCAN), moves()))).contains(Milestone.RESOLVING);
        assertThat(told(last(fresh, judged(APPROVE, FIRST_SCAN), received(piece("1", "A")))))
                .contains(Milestone.RESOLVING);
        assertThat(told(last(fresh, judged(APPROVE, RECEIPT), received(piece("1", "A")))))
                .doesNotContain(Milestone.RESOLVING);
        assertThat(told(last(
                        fresh,
                        judged(APPROVE, RECEIPT),
                        received(piece("1", "A"), piece("2", "A")),
                        inspected(graded("3", "B", NOT_RECEIVED)))))
                .contains(Milestone.RESOLVING);
        assertThat(told(last(fresh, judged(APPROVE, INSPECTION), allReceived))).doesNotContain(Milestone.RESOLVING);
        assertThat(told(last(fresh, judged(APPROVE, INSPECTION), allSellable))).contains(Milestone.RESOLVING);
    }

    @Test
    void missingPiecesAreNotRefundedWhenTheRefundWaitsForTheGoods() {
        Return due = last(
                        fresh,
                        judged(APPROVE, INSPECTION),
                        inspected(graded("1", "A", RESTOCK), graded("2", "A", NOT_RECEIVED), graded("3", "B", RESTOCK)))
                .next();

        assertThat(due.settlement().refund()).isEqualTo(eur("20.00"));
    }

    @Test
    void aRefundBeforeInspectionPaysForAllAndMissingPiecesAreAProblem() {
        Outcome outcome = last(fresh, judged(APPROVE, APPROVAL), inspected(graded("1", "A", NOT_RECEIVED)));

        assertThat(outcome.next().settlement().refund()).isEqualTo(eur("30.00"));
        assertThat(kinds(outcome)).containsExactly("AMOUNT_MISMATCH");
    }

    @Test
    void aRefundMadeByHandIsNotAskedForAgain() {
        ReturnEvent byHand = new ReturnEvent.RefundIssued(eur("30.00"), true);

        List<Outcome> outcomes = play(fresh, judged(APPROVE, INSPECTION), byHand, allSellable);

        assertThat(told(outcomes))
                .contains(Milestone.REFUNDED, Milestone.BOOKABLE)
                .doesNotContain(Milestone.RESOLVING);
        assertThat(outcomes).flatExtracting(Outcome::problems).isEmpty();
        assertThat(outcomes.get(2).next().has(Milestone.RESOLVING)).isTrue();
    }

    @Test
    void aRefundThatDiffersFromTheSettlementIsAProblemInEitherOrder() {
        ReturnEvent tooMuch = new ReturnEvent.RefundIssued(eur("31.00"), true);

        assertThat(kinds(last(fresh, judged(APPROVE, INSPECTION), tooMuch, allSellable)))
                .containsExactly("AMOUNT_MISMATCH");
        assertThat(kinds(last(fresh, judged(APPROVE, INSPECTION), allSellable, tooMuch)))
                .containsExactly("AMOUNT_MISMATCH");
    }

    @Test
    void aRepeatedRefundIsConfirmedAndAnotherAmountIsAProblem() {
        Return paid = last(fresh, judged(APPROVE, APPROVAL), refunded("30.00")).next();

        Outcome repeated = last(paid, refunded("30.00"));
        assertThat(repeated.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(repeated.next()).isEqualTo(paid);
        assertThat(repeated.problems()).isEmpty();
        assertImpossible(last(paid, refunded("29.00")), paid, "AMOUNT_MISMATCH");
        assertImpossible(
                last(paid, new ReturnEvent.RefundIssued(new Money(3000, "USD"), false)), paid, "AMOUNT_MISMATCH");
        Outcome more = last(paid, refunded("32.00"));
        assertThat(kinds(more)).containsExactly("AMOUNT_MISMATCH");
        assertThat(more.next().money().shopRefund()).isEqualTo(eur("32.00"));
    }

    @Test
    void withNothingToRefundTheReturnGoesOnWithoutMoney() {
        List<Outcome> outcomes = play(
                fresh,
                judged(APPROVE, INSPECTION),
                inspected(
                        graded("1", "A", NOT_RECEIVED), graded("2", "A", NOT_RECEIVED), graded("3", "B", NOT_RECEIVED)),
                everythingDelivered());

        assertThat(told(outcomes))
                .containsExactly(
                        Milestone.APPROVED,
                        Milestone.INSPECTED,
                        Milestone.SHORTENED,
                        Milestone.VOID,
                        Milestone.RESOLVED);
        assertThat(outcomes.get(2).next().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void creditAndBookingMustEqualTheRefund() {
        Return bookable = last(fresh, judged(APPROVE, INSPECTION), allSellable, refunded("30.00"))
                .next();

        Outcome wrong = last(bookable, credited("29.00"));
        assertThat(kinds(wrong)).containsExactly("AMOUNT_MISMATCH");
        assertThat(last(wrong.next(), everythingDelivered()).verdict()).isEqualTo(Verdict.CONFIRMED);
        Outcome corrected = last(wrong.next(), credited("30.00"));
        assertThat(corrected.problems()).isEmpty();
        assertThat(last(corrected.next(), everythingDelivered()).next().status())
                .isEqualTo(Status.RESOLVED);
        assertThat(kinds(last(fresh, judged(APPROVE, APPROVAL), booked("29.00"), refunded("30.00"))))
                .containsExactly("AMOUNT_MISMATCH");
    }

    @Test
    void nothingIsResolvedBeforeGoodsAndMoneyAreBack() {
        Return paid = last(fresh, judged(APPROVE, APPROVAL), refunded("30.00")).next();

        Outcome outcome = last(paid, everythingDelivered());

        assertThat(outcome.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(outcome.next()).isEqualTo(paid);
    }

    @Test
    void aReturnCanBeCancelledUntilGoodsOrMoneyMove() {
        Outcome outcome = last(fresh, judged(APPROVE, INSPECTION), moves(), cancelled());
        assertThat(told(outcome)).containsExactly(Milestone.CANCELLED);
        assertThat(last(outcome.next(), cancelled()).verdict()).isEqualTo(Verdict.CONFIRMED);

        Return arrived = last(fresh, judged(APPROVE, INSPECTION), received(piece("1", "A")))
                .next();
        assertImpossible(last(arrived, cancelled()), arrived, "POLICY_REVIEW");
        Return due = last(fresh, judged(APPROVE, APPROVAL)).next();
        assertImpossible(last(due, cancelled()), due, "POLICY_REVIEW");
    }

    @Test
    void aReturnExpiresOnlyWhileNothingMoves() {
        assertThat(last(fresh, judged(APPROVE, INSPECTION), labelled(), expired())
                        .next()
                        .status())
                .isEqualTo(Status.EXPIRED);
        Outcome late = last(fresh, judged(APPROVE, INSPECTION), moves(), expired());
        assertThat(late.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(late.next().status()).isEqualTo(Status.IN_TRANSIT);
        Return paid = last(fresh, judged(APPROVE, APPROVAL)).next();
        assertImpossible(last(paid, expired()), paid, "STUCK");
    }

    @ParameterizedTest
    @EnumSource(names = {"DECLINED", "CANCELLED", "EXPIRED"})
    void goodsForAReturnThatHasEndedAreShownToAPerson(Status end) {
        Return ended = ended(end);

        assertThat(ended.status()).isEqualTo(end);
        assertImpossible(last(ended, moves()), ended, "STUCK");
        assertImpossible(last(ended, allReceived), ended, "STUCK");
        assertImpossible(last(ended, allSellable), ended, "STUCK");
    }

    @ParameterizedTest
    @EnumSource(names = {"DECLINED", "CANCELLED", "EXPIRED"})
    void moneyForAReturnThatHasEndedIsNotedAndShownToAPerson(Status end) {
        Outcome outcome = last(ended(end), refunded("30.00"));

        assertThat(outcome.next().status()).isEqualTo(end);
        assertThat(outcome.next().money().shopRefund()).isEqualTo(eur("30.00"));
        assertThat(kinds(outcome)).containsExactly("AMOUNT_MISMATCH");
        assertThat(outcome.consequences()).isEmpty();
    }

    @Test
    void goodsThatCameBeforeTheReturnWasDeclinedAreShownToAPerson() {
        assertThat(kinds(last(fresh, allReceived, declined()))).containsExactly("STUCK");
    }

    @Test
    void notesAndConfirmationsChangeNothing() {
        Outcome note = last(fresh, new ReturnEvent.NoteAdded(Cases.ANNA, "Customer called."));
        Outcome confirmation = last(fresh, new ReturnEvent.Confirmed("The shop says approved."));

        assertThat(note.next()).isEqualTo(fresh).isEqualTo(confirmation.next());
        assertThat(note.sentence()).isEqualTo("Customer called.");
        assertThat(confirmation.verdict()).isEqualTo(Verdict.CONFIRMED);
    }

    private Return ended(Status end) {
        Return ended =
                switch (end) {
                    case DECLINED -> last(fresh, declined()).next();
                    case CANCELLED ->
                        last(fresh, judged(APPROVE, INSPECTION), cancelled()).next();
                    default ->
                        last(fresh, judged(APPROVE, INSPECTION), expired()).next();
                };
        return ended;
    }

    private static Lot lot(String orderLine, int quantity, String grade, Disposition disposition) {
        return new Lot("r-" + orderLine, orderLine, "SKU-" + orderLine, quantity, grade, disposition);
    }

    private static void assertImpossible(Outcome outcome, Return unchanged, String kind) {
        assertThat(outcome.verdict()).isEqualTo(Verdict.IMPOSSIBLE);
        assertThat(outcome.next()).isEqualTo(unchanged);
        assertThat(outcome.consequences()).isEmpty();
        assertThat(kinds(outcome)).containsExactly(kind);
    }

    private static List<String> kinds(Outcome outcome) {
        return outcome.problems().stream().map(Problem::kind).toList();
    }

    private static List<Milestone> told(Outcome outcome) {
        return outcome.consequences().stream().map(Consequence::milestone).toList();
    }

    private static List<Milestone> told(List<Outcome> outcomes) {
        List<Milestone> told = new ArrayList<>();
        outcomes.forEach(outcome -> told.addAll(told(outcome)));
        return told;
    }
}
