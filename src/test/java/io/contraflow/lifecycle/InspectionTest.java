package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.last;
import static io.contraflow.lifecycle.Cases.order;
import static io.contraflow.lifecycle.Cases.sendsBack;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Authenticity;
import io.contraflow.model.Decision.Deduction;
import io.contraflow.model.Decision.Disposal;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Evidence;
import io.contraflow.model.Examination;
import io.contraflow.model.Fault;
import io.contraflow.model.Money;
import io.contraflow.model.Piece;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.Settlement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a grade means: for the money of the customer, and for the piece. */
class InspectionTest {

    @Test
    void aWornPieceCostsItsShareAndTheOthersNothing() {
        Settlement settled = settled(RefundMoment.INSPECTION, false, worn("p1", "photo-1.jpg"), fine("p2"));
        assertThat(settled.deductions()).singleElement().satisfies(deducted -> {
            assertThat(deducted.amount())
                    .as("30 % of the first third of 100.00")
                    .isEqualTo(eur("10.00"));
            assertThat(deducted.quantity()).isEqualTo(1);
            assertThat(deducted.words()).isEqualTo("Worn outdoors.");
        });
        assertThat(settled.goods()).isEqualTo(eur("66.66"));
        assertThat(settled.refund()).isEqualTo(eur("56.66"));
    }

    @Test
    void whereTheLawWantsProofAPieceWithoutEvidenceCostsNothing() {
        assertThat(settled(RefundMoment.INSPECTION, true, worn("p1"), fine("p2"))
                        .refund())
                .isEqualTo(eur("66.66"));
        assertThat(settled(RefundMoment.INSPECTION, true, worn("p1", "photo-1.jpg"), fine("p2"))
                        .refund())
                .isEqualTo(eur("56.66"));
    }

    @Test
    void aRefundThatDidNotWaitForTheInspectionKeepsNothing() {
        assertThat(settled(RefundMoment.RECEIPT, false, worn("p1", "photo-1.jpg"), fine("p2"))
                        .refund())
                .isEqualTo(eur("66.66"));
    }

    @Test
    void photosMayComeAfterTheGradeAndAreNotLost() {
        var rma = Cases.open(order("0", bought("A", 1, "10.00")), Siblings.none(EUR), sendsBack("A", 1))
                .next();
        var graded = last(
                rma,
                judged(RefundMoment.APPROVAL, false),
                inspected(worn("p1")),
                inspected(worn("p1", "photo-1.jpg")),
                inspected(worn("p1")));
        assertThat(graded.next().lines().get(0).pieces())
                .extracting(Piece::evidence)
                .containsExactly(List.of("photo-1.jpg"));
    }

    @Test
    void theInspectorDecidesWhatBecomesOfAPieceElseThePolicyElseWhatIsUsual() {
        assertThat(disposition("DAMAGED", Disposition.SCRAP)).isEqualTo(Disposition.SCRAP);
        assertThat(disposition("DAMAGED", null)).isEqualTo(Disposition.REFURBISH);
        assertThat(disposition("WORN", null)).isEqualTo(Disposition.WRITE_OFF);
    }

    @Test
    void whatIsNotGenuineIsInQuestionWhateverItsGradeAndNothingIsPaidForIt() {
        Outcome outcome = outcome(examined("p1", Disposition.RESTOCK, Authenticity.NO, null), fine("p2"));
        assertThat(pieces(outcome)).filteredOn(piece -> piece.id().equals("p1")).allMatch(Piece::inQuestion);
        assertThat(outcome.next().settlement())
                .as("the refund waits for the answer")
                .isNull();
        assertThat(outcome.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo("WRONG_GOODS");
            assertThat(problem.sentence()).contains("not genuine", "Nothing is paid");
        });
        Settlement settled =
                last(outcome.next(), inspected(sentBack("p1"))).next().settlement();
        assertThat(settled).isNotNull();
        assertThat(settled.refund()).as("the other piece alone").isEqualTo(eur("33.33"));
    }

    @Test
    void whoKeepsAPieceInQuestionSaysThatItIsGenuine() {
        Outcome outcome = outcome(examined("p1", null, Authenticity.NO, Fault.USE), fine("p2"));
        Outcome answered = last(outcome.next(), inspected(fine("p1")));
        assertThat(pieces(answered))
                .filteredOn(piece -> piece.id().equals("p1"))
                .singleElement()
                .satisfies(piece -> assertThat(piece.examination())
                        .isEqualTo(new Examination(Authenticity.UNKNOWN, Fault.USE, null)));
    }

    @ParameterizedTest(name = "shown {0}, on the piece {1}")
    @CsvSource({
        "SN-1, sn 1, false",
        "SN-1, SN-2, true",
        "SN-1, , false",
        ", SN-2, false",
        "'SN-1,SN-2', SN-2, false",
        "'SN-1,SN-2', SN-3, true"
    })
    void aPieceWithAnotherSerialNumberThanTheCustomerShowedIsInQuestion(
            @Nullable String shown, @Nullable String onThePiece, boolean inQuestion) {
        Outcome outcome = read(shown, onThePiece);
        assertThat(pieces(outcome)).singleElement().satisfies(piece -> assertThat(piece.inQuestion())
                .isEqualTo(inQuestion));
        assertThat(outcome.problems())
                .extracting(problem -> problem.sentence().contains("another serial number"))
                .isEqualTo(inQuestion ? List.of(true) : List.of());
    }

    @Test
    void whoKeepsAPieceWithAnotherNumberAnswersTheQuestion() {
        Outcome answered = last(read("SN-1", "SN-2").next(), inspected(fine("p1")));
        assertThat(pieces(answered)).singleElement().satisfies(piece -> assertThat(piece.inQuestion())
                .isFalse());
        assertThat(answered.problems()).isEmpty();
    }

    /** A piece on whose line the customer showed these numbers, separated by commas. */
    private static Outcome read(@Nullable String shown, @Nullable String onThePiece) {
        var rma = Cases.open(order("0", bought("A", 3, "100.00")), Siblings.none(EUR), sendsBack("A", 2))
                .next();
        List<Evidence> evidence = shown == null
                ? List.of(new Evidence(Evidence.Kind.PHOTO, "SN-9.jpg"))
                : Stream.of(shown.split(","))
                        .map(number -> new Evidence(Evidence.Kind.SERIAL_NUMBER, number))
                        .toList();
        return last(
                rma,
                new ReturnEvent.EvidenceGiven(rma.lines().get(0).id(), evidence, Cases.ANNA),
                judged(RefundMoment.INSPECTION, false),
                inspected(new PieceReport(
                        "p1",
                        "A",
                        null,
                        "SELLABLE",
                        Disposition.RESTOCK,
                        null,
                        List.of(),
                        "",
                        new Examination(null, null, onThePiece))));
    }

    @Test
    void aFaultOfTheMakerOrTheCarrierCostsTheCustomerNothing() {
        assertThat(refund(Fault.MANUFACTURING)).isEqualTo(eur("66.66"));
        assertThat(refund(Fault.TRANSPORT)).isEqualTo(eur("66.66"));
    }

    @Test
    void wearByUseCostsWhatTheRulesSay() {
        assertThat(refund(Fault.USE)).isEqualTo(eur("56.66"));
        assertThat(refund(null)).as("when nobody said").isEqualTo(eur("56.66"));
    }

    @Test
    void aCloserLookMayComeAfterTheGradeAndIsNotLost() {
        Outcome outcome =
                outcome(worn("p1", "photo-1.jpg"), examined("p1", Disposition.WRITE_OFF, null, Fault.USE), worn("p1"));
        assertThat(pieces(outcome)).singleElement().satisfies(piece -> {
            assertThat(piece.fault()).isEqualTo(Fault.USE);
            assertThat(piece.evidence()).containsExactly("photo-1.jpg");
        });
    }

    private static Money refund(@Nullable Fault fault) {
        Settlement settlement = outcome(examined("p1", Disposition.WRITE_OFF, Authenticity.YES, fault), fine("p2"))
                .next()
                .settlement();
        assertThat(settlement).isNotNull();
        return settlement.refund();
    }

    private static Outcome outcome(PieceReport... pieces) {
        var rma = Cases.open(order("0", bought("A", 3, "100.00")), Siblings.none(EUR), sendsBack("A", 2))
                .next();
        return last(rma, judged(RefundMoment.INSPECTION, false), inspected(pieces));
    }

    private static List<Piece> pieces(Outcome outcome) {
        return outcome.next().lines().get(0).pieces();
    }

    private static PieceReport examined(
            String id, @Nullable Disposition disposition, @Nullable Authenticity authentic, @Nullable Fault fault) {
        return new PieceReport(
                id, "A", null, "WORN", disposition, null, List.of(), "", new Examination(authentic, fault, null));
    }

    private static PieceReport sentBack(String id) {
        return new PieceReport(id, "A", null, "WORN", Disposition.SEND_BACK);
    }

    private static Disposition disposition(String grade, Disposition byInspector) {
        var rma = Cases.open(order("0", bought("A", 1, "10.00")), Siblings.none(EUR), sendsBack("A", 1))
                .next();
        var report = new PieceReport("p1", "A", null, grade, byInspector, Disposition.WRITE_OFF, List.of(), "");
        return last(rma, judged(RefundMoment.INSPECTION, false), inspected(report))
                .next()
                .lines()
                .get(0)
                .pieces()
                .get(0)
                .disposition();
    }

    private static Settlement settled(RefundMoment moment, boolean needsEvidence, PieceReport... pieces) {
        var rma = Cases.open(order("0", bought("A", 3, "100.00")), Siblings.none(EUR), sendsBack("A", 2))
                .next();
        Settlement settlement = last(rma, judged(moment, needsEvidence), inspected(pieces))
                .next()
                .settlement();
        assertThat(settlement).isNotNull();
        return settlement;
    }

    private static ReturnEvent judged(RefundMoment moment, boolean needsEvidence) {
        Terms terms = new Terms(
                moment,
                List.of(),
                eur("0"),
                "",
                true,
                List.of(),
                List.of(new Deduction("r-A", "WORN", 3_000, "worn", needsEvidence, "Worn outdoors.")),
                List.of(new Disposal("r-A", "DAMAGED", Disposition.REFURBISH, "refurbish")));
        return new ReturnEvent.ReturnJudged(Cases.decision(Verdict.APPROVE, terms));
    }

    private static ReturnEvent inspected(PieceReport... pieces) {
        return Cases.inspected(pieces);
    }

    private static PieceReport worn(String id, String... evidence) {
        return new PieceReport(
                id, "A", null, "WORN", Disposition.WRITE_OFF, null, List.of(evidence), "Soles are dirty");
    }

    private static PieceReport fine(String id) {
        return new PieceReport(id, "A", null, "SELLABLE", Disposition.RESTOCK);
    }
}
