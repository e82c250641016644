package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.order;
import static io.contraflow.lifecycle.Cases.sendsBack;
import static io.contraflow.lifecycle.Cases.terms;
import static io.contraflow.model.Decision.RefundMoment.APPROVAL;
import static io.contraflow.model.Decision.RefundMoment.INSPECTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Piece;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementsTest {
    private static final int SEEDS = 500;

    @Test
    void thePiecesOfALineAddUpToExactlyWhatWasPaid() {
        assertThat(IntStream.range(0, 3).mapToObj(unit -> Settlements.share(eur("10.00"), 3, unit)))
                .containsExactly(eur("3.33"), eur("3.33"), eur("3.34"));
        Random random = new Random(7);
        for (int i = 0; i < SEEDS; i++) {
            Money paid = new Money(random.nextInt(1_000_000), EUR);
            int quantity = 1 + random.nextInt(40);
            Money sum = IntStream.range(0, quantity)
                    .mapToObj(unit -> Settlements.share(paid, quantity, unit))
                    .reduce(Money.zero(EUR), Money::plus);
            assertThat(sum).as("seed 7, %s by %d", paid, quantity).isEqualTo(paid);
        }
    }

    @Test
    void goodsAndTaxAreThoseOfThePiecesSentBack() {
        var taxed = new OrderLine("A", "", "", "", List.of(), 3, eur("10.00"), eur("1.60"));

        Settlement settlement = settle(order("0", taxed), terms(INSPECTION), withUnits("A", 1, 2));

        assertThat(settlement.lines())
                .containsExactly(new Settlement.Line("r-A", 2, eur("6.67"), eur("1.07"), eur("0"), Resolution.REFUND));
        assertThat(settlement.refund()).isEqualTo(eur("6.67"));
    }

    @Test
    void theLastPiecesOfALineAreLeftOutForThoseThatNeverCame() {
        var missing = new Piece("2", false, null, Disposition.NOT_RECEIVED);
        ReturnLine line = withUnits("A", 0, 1, 2).withPieces(List.of(missing));
        Order order = order("0", bought("A", 3, "10.00"));

        assertThat(settle(order, terms(INSPECTION), line).refund()).isEqualTo(eur("6.66"));
        assertThat(settle(order, terms(APPROVAL), line).refund()).isEqualTo(eur("10.00"));
    }

    @ParameterizedTest
    @CsvSource({
        // basis points, fixed, cap, expected fee on two pieces worth 20.01
        "1000,  0,     ,      2.00",
        "1250,  0,     ,      2.50",
        "2500,  0,     ,      5.00",
        "2501,  0,     ,      5.00",
        "1250,  0,     2.00,  2.00",
        "0,     1.50,  ,      3.00",
        "0,     1.50,  2.50,  2.50",
        "0,     50.00, ,      20.01",
        "20000, 0,     ,      20.01"
    })
    void aFeeIsAShareHalfUpOrFixedForEachPieceAndNeverAboveCapOrGoods(
            int basisPoints, String fixed, String cap, String expected) {
        var fee = new Decision.Fee("r-A", "fee", basisPoints, eur(fixed), cap == null ? null : eur(cap));

        Settlement settlement =
                settle(order("0", bought("A", 2, "20.01")), terms(INSPECTION, fee), withUnits("A", 0, 1));

        assertThat(settlement.restockingFee()).isEqualTo(eur(expected));
        assertThat(settlement.refund()).isEqualTo(eur("20.01").minus(eur(expected)));
    }

    @Test
    void halfACentOfAFeeIsRoundedUp() {
        var fee = new Decision.Fee("r-A", "fee", 5_000, eur("0"), null);

        assertThat(settle(order("0", bought("A", 1, "0.05")), terms(INSPECTION, fee), withUnits("A", 0))
                        .restockingFee())
                .isEqualTo(eur("0.03"));
    }

    @Test
    void theLabelIsNeverChargedBeyondWhatIsLeft() {
        var expensive = new Terms(INSPECTION, List.of(), eur("6.00"), "label", false, List.of(), List.of(), List.of());

        assertThat(settle(order("0", bought("A", 1, "20.00")), expensive, withUnits("A", 0))
                        .refund())
                .isEqualTo(eur("14.00"));
        Settlement cheapGoods = settle(order("0", bought("A", 1, "5.00")), expensive, withUnits("A", 0));
        assertThat(cheapGoods.labelFee()).isEqualTo(eur("5.00"));
        assertThat(cheapGoods.refund()).isEqualTo(eur("0"));
    }

    @Test
    void shippingGoesBackOnceWithTheLastPieceOfTheOrder() {
        Order order = order("4.00", bought("A", 2, "20.00"), bought("B", 1, "5.00"));
        var others = Map.of("A", Set.of(0), "B", Set.of(0));
        ReturnLine last = withUnits("A", 1);

        assertThat(settle(order, terms(INSPECTION), last).shipping()).isEqualTo(eur("0"));
        assertThat(settle(order, terms(INSPECTION), siblings("15.00", false, others), last)
                        .shipping())
                .isEqualTo(eur("4.00"));
        assertThat(settle(order, terms(INSPECTION), siblings("15.00", true, others), last)
                        .shipping())
                .isEqualTo(eur("0"));
        var keepsShipping = new Terms(INSPECTION, List.of(), eur("0"), "", false, List.of(), List.of(), List.of());
        assertThat(settle(order, keepsShipping, siblings("15.00", false, others), last)
                        .shipping())
                .isEqualTo(eur("0"));
    }

    @Test
    void theRefundNeverExceedsWhatIsLeftOfTheMoneyPaid() {
        Order order = Cases.refundedElsewhere(order("0", bought("A", 2, "20.00")), "7.00");

        Settlement settlement =
                settle(order, terms(INSPECTION), siblings("5.00", false, Map.of()), withUnits("A", 0, 1));

        assertThat(settlement.goods()).isEqualTo(eur("20.00"));
        assertThat(settlement.refund()).isEqualTo(eur("8.00"));
        assertThat(Settlements.isCapped(settlement)).isTrue();
        assertThat(settle(order, terms(INSPECTION), siblings("19.00", false, Map.of()), withUnits("A", 0))
                        .refund())
                .isEqualTo(eur("0"));
    }

    @Test
    void aReducedRefundIsSaid() {
        Order order = Cases.refundedElsewhere(order("0", bought("A", 1, "20.00")), "7.00");
        Return fresh = Cases.open(order, Siblings.none(EUR), sendsBack("A", 1)).next();

        assertThat(Cases.last(fresh, Cases.judged(Verdict.APPROVE, APPROVAL)).sentence())
                .contains("A refund of 13.00 EUR is due. It was reduced");
    }

    @Test
    void allPiecesReturnedInAnySplitRefundExactlyWhatWasPaid() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Order order = randomOrder(random);

            List<Return> returns = returnUntilNothingIsLeft(order, random, terms(APPROVAL));

            assertThat(refunds(returns)).as("seed %d", seed).isEqualTo(order.paid());
            assertThat(returns.stream()
                            .filter(rma -> rma.settlement().shipping().isPositive()))
                    .as("seed %d", seed)
                    .hasSize(1);
        }
    }

    @Test
    void noSequenceOfPartialReturnsRefundsMoreThanWasPaid() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Order order = randomOrder(random);
            Money elsewhere = new Money(random.nextLong(order.paid().minor() + 1), EUR);
            order = Cases.refundedElsewhere(order, elsewhere.amount().toPlainString());
            List<Return> returns = new ArrayList<>();

            for (int i = 0; i < 8; i++) {
                returns.add(greedyReturn(order, random, returns));
                assertThat(refunds(returns).plus(elsewhere)).as("seed %d", seed).isLessThanOrEqualTo(order.paid());
            }
        }
    }

    @Test
    void partsAddUpToTheCentAndWithoutBonusNoMixOfMoneyAndStoreCreditIsMoreThanWasPaid() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Order order = Cases.paidInOne(randomOrder(random));
            List<Return> returns = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                returns.add(mixedReturn(order, random, returns));
                Siblings all = Siblings.of(EUR, returns);
                assertThat(all.refunded()).as("seed %d", seed).isLessThanOrEqualTo(order.paid());
                assertThat(all.refunded().plus(all.bonuses()))
                        .as("seed %d", seed)
                        .isEqualTo(refunds(returns));
            }
            assertThat(returns).as("seed %d", seed).allSatisfy(rma -> {
                Settlement settled = rma.settlement();
                Money tenders = settled.tenders().stream()
                        .map(Settlement.Tender::amount)
                        .reduce(Money.zero(EUR), Money::plus);
                assertThat(tenders.plus(settled.storeCredit())).isEqualTo(settled.refund());
                assertThat(settled.bonus()).isLessThanOrEqualTo(settled.storeCredit());
            });
        }
    }

    /** Asks for as much as was bought, some of it as store credit, and is accepted at once. */
    private static Return mixedReturn(Order order, Random random, List<Return> others) {
        Siblings siblings = Siblings.of(EUR, others);
        List<ReturnLine> lines = order.lines().stream()
                .map(line -> sendsBack(line.id(), 1 + random.nextInt(line.quantity())))
                .map(line -> random.nextBoolean() ? Cases.asksFor(Resolution.STORE_CREDIT, line) : line)
                .toList();
        Return rma =
                Cases.open(order, siblings, lines.toArray(ReturnLine[]::new)).next();
        Terms terms = Cases.withOffers(terms(APPROVAL), lines, random.nextInt(2_000));
        Return judged = apply(rma, new ReturnEvent.ReturnJudged(Cases.decision(Verdict.APPROVE, terms)), siblings);
        return apply(judged, Cases.approved(), siblings);
    }

    /** Asks for as much as was bought, whatever is left, and is accepted; often refunded, sometimes refunded by hand. */
    private static Return greedyReturn(Order order, Random random, List<Return> others) {
        Siblings siblings = Siblings.of(EUR, others);
        ReturnLine[] lines = order.lines().stream()
                .map(line -> sendsBack(line.id(), 1 + random.nextInt(line.quantity())))
                .toArray(ReturnLine[]::new);
        Return rma = Cases.open(order, siblings, lines).next();
        rma = apply(rma, Cases.judged(Verdict.APPROVE, APPROVAL), siblings);
        rma = apply(rma, Cases.approved(), siblings);
        return random.nextBoolean()
                ? rma
                : apply(rma, new ReturnEvent.RefundIssued(rma.settlement().refund(), true), siblings);
    }

    private static Return apply(Return rma, ReturnEvent event, Siblings siblings) {
        return Lifecycle.apply(rma, Cases.START, event, siblings).next();
    }

    private static List<Return> returnUntilNothingIsLeft(Order order, Random random, Terms terms) {
        List<Return> returns = new ArrayList<>();
        while (true) {
            Siblings siblings = Siblings.of(EUR, returns);
            List<ReturnLine> lines = new ArrayList<>();
            for (OrderLine line : order.lines()) {
                int left = line.quantity()
                        - siblings.unitsTaken()
                                .getOrDefault(line.id(), Set.of())
                                .size();
                if (left > 0 && random.nextBoolean()) {
                    lines.add(sendsBack(line.id(), 1 + random.nextInt(left)));
                }
            }
            if (!lines.isEmpty()) {
                Return rma = Cases.open(order, siblings, lines.toArray(ReturnLine[]::new))
                        .next();
                var judged = new ReturnEvent.ReturnJudged(Cases.decision(Verdict.APPROVE, terms));
                returns.add(apply(rma, judged, siblings));
            }
            Siblings now = Siblings.of(EUR, returns);
            if (order.lines().stream()
                    .allMatch(line ->
                            now.unitsTaken().getOrDefault(line.id(), Set.of()).size() == line.quantity())) {
                return returns;
            }
        }
    }

    private static Money refunds(List<Return> returns) {
        return returns.stream().map(rma -> rma.settlement().refund()).reduce(Money.zero(EUR), Money::plus);
    }

    private static Order randomOrder(Random random) {
        OrderLine[] lines = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> bought(
                        "L" + i,
                        1 + random.nextInt(7),
                        new Money(1 + random.nextInt(30_000), EUR).amount().toPlainString()))
                .toArray(OrderLine[]::new);
        return order("4.90", lines);
    }

    private static ReturnLine withUnits(String orderLine, Integer... units) {
        return sendsBack(orderLine, units.length).withUnits(List.of(units));
    }

    private static Siblings siblings(String refunded, boolean shipping, Map<String, Set<Integer>> units) {
        return new Siblings(units, eur(refunded), eur("0"), eur("0"), shipping, units, Map.of());
    }

    private static Settlement settle(Order order, Terms terms, ReturnLine... lines) {
        return settle(order, terms, Siblings.none(EUR), lines);
    }

    private static Settlement settle(Order order, Terms terms, Siblings siblings, ReturnLine... lines) {
        return Settlements.settle(order, List.of(lines), terms, Said.NOTHING, siblings);
    }
}
