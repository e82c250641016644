package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.lifecycle.Lifecycle;
import io.contraflow.lifecycle.Siblings;
import io.contraflow.model.Decision;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Regime;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From decision to cent: whatever a policy wants, whoever asks for what, and in whatever state goods come back, a
 * customer gets at least what the law gives and at most what they paid.
 */
class StatutoryMinimumTest {
    private static final int CASES = 5_000;

    @TempDir
    Path folder;

    @Test
    void neverBelowWhatTheLawGivesAndNeverAboveWhatWasPaid() throws IOException {
        Files.writeString(
                folder.resolve("greedy.yaml"),
                LawTest.GREEDY
                        .replace("days: 3", "days: 30")
                        .replace("accepted: [TOO_BIG]", "accepted: [TOO_BIG, DAMAGED, OTHER]")
                        .replace("refund:\n", LawTest.WEAR + OFFERS + "refund:\n"));
        Policy policy = Policies.open(folder, Path.of("config/regions")).policy("greedy");
        Random random = new Random(20261127);
        Map<Regime, Integer> seen = new HashMap<>();
        int deducted = 0;
        int exchanged = 0;
        int repaired = 0;
        int repairsOff = 0;
        for (int i = 0; i < CASES; i++) {
            Asked asked = Asked.on("2026-07-15")
                    .from(one(random, "DE", "FR", "GB", "US", "AU"))
                    .delivered(random.nextInt(40));
            int lines = 1 + random.nextInt(3);
            for (int line = 0; line < lines; line++) {
                int bought = 1 + random.nextInt(3);
                asked.line(
                        "Mug" + line,
                        1 + random.nextInt(bought),
                        bought,
                        random.nextInt(1, 200) + "." + random.nextInt(10, 100),
                        one(random, "TOO_BIG", "DAMAGED", "OTHER"),
                        one(random, "", "OPENED"),
                        List.of());
            }
            Case wanted = withWishes(random, asked.asCase());
            Return settled = settled(random, wanted, policy.decide(wanted));
            Settlement settlement = settled.settlement();
            assertThat(settlement).as("case %d: %s", i, settled).isNotNull();
            assertBounds(settled, settlement, i);
            deducted += settlement.deducted().isPositive() ? 1 : 0;
            exchanged += settlement.exchanged().isPositive() ? 1 : 0;
            repaired += settled.has(Milestone.REPAIRED) ? 1 : 0;
            repairsOff += settled.has(Milestone.REPAIR_OFF) ? 1 : 0;
            assertNothingMendedIsPaid(settled, settlement);
            settled.decision().rights().forEach(right -> seen.merge(right.regime(), 1, Integer::sum));
        }
        assertThat(seen.keySet()).containsExactlyInAnyOrder(Regime.values());
        assertThat(deducted).isGreaterThan(100);
        assertThat(exchanged).isGreaterThan(100);
        assertThat(repaired).isGreaterThan(100);
        assertThat(repairsOff).isGreaterThan(100);
    }

    private static final String OFFERS = """
            resolutions:
              - id: credit
                offer: store-credit
                bonus-percent: 5
                because: {en: credit, de: Guthaben}
              - id: exchange
                offer: exchange
                because: {en: exchange, de: Umtausch}
              - id: replacement
                offer: replacement
                because: {en: replacement, de: Ersatz}
              - id: gift
                offer: gift-card
                because: {en: gift card, de: Geschenkkarte}
              - id: repair
                offer: repair
                at-most-percent: 50
                within-days: 14
                because: {en: repair, de: Reparatur}
              - id: keep
                offer: keep-item
                because: {en: keep, de: behalten}
            """;

    private static void assertNothingMendedIsPaid(Return rma, Settlement settlement) {
        rma.lines().stream()
                .filter(line -> line.pieces().stream().anyMatch(piece -> piece.asInspected() != null))
                .forEach(line -> assertThat(settlement.lines())
                        .extracting(Settlement.Line::lineId)
                        .doesNotContain(line.id()));
    }

    private static void assertBounds(Return rma, Settlement settlement, int number) {
        Money none = Money.zero("EUR");
        Money given = settlement
                .refund()
                .minus(settlement.bonus())
                .plus(settlement.exchanged())
                .plus(settlement.giftCard());
        assertThat(given)
                .as("case %d: at most what was paid", number)
                .isLessThanOrEqualTo(rma.order().paid());
        assertThat(settlement
                        .goods()
                        .plus(settlement.shipping())
                        .minus(settlement.restockingFee())
                        .minus(settlement.labelFee())
                        .minus(settlement.deducted()))
                .as("case %d: cents add up", number)
                .isEqualTo(given);
        Money least = none;
        for (Settlement.Line line : settlement.lines()) {
            OrderLine bought = rma.order()
                    .line(rma.line(line.lineId()).orElseThrow().orderLineId())
                    .orElseThrow();
            assertThat(line.goods()).isLessThanOrEqualTo(bought.paid());
            boolean byLaw = rma.decision().rights().stream()
                    .anyMatch(right -> right.lineId().equals(line.lineId()) && right.regime() != Regime.GOODWILL);
            Money proven = settlement.deductions().stream()
                    .filter(one -> one.lineId().equals(line.lineId()))
                    .map(Settlement.Deducted::amount)
                    .reduce(none, Money::plus);
            if (byLaw) {
                assertThat(line.fee()).as("case %d: no fee on a right", number).isEqualTo(none);
                assertThat(proven.isPositive())
                        .as("case %d: wear only against evidence, and never of faulty goods", number)
                        .isEqualTo(proven.isPositive() && mayDeduct(rma, line.lineId()));
                least = least.plus(line.goods()).minus(proven);
            }
        }
        assertThat(given).as("case %d: at least what the law gives", number).isGreaterThanOrEqualTo(least);
    }

    private static boolean mayDeduct(Return rma, String lineId) {
        ReturnLine line = rma.line(lineId).orElseThrow();
        return !line.reason().equals("DAMAGED")
                && line.pieces().stream()
                        .anyMatch(piece -> "WORN".equals(piece.grade())
                                && !piece.evidence().isEmpty());
    }

    private static Case withWishes(Random random, Case asked) {
        List<Resolution> wishes = List.of(
                Resolution.REFUND,
                Resolution.REFUND,
                Resolution.STORE_CREDIT,
                Resolution.EXCHANGE,
                Resolution.REPLACEMENT,
                Resolution.GIFT_CARD,
                Resolution.REPAIR,
                Resolution.KEEP_ITEM);
        List<ReturnLine> lines = asked.lines().stream()
                .map(line -> new ReturnLine(
                        line.id(),
                        line.orderLineId(),
                        line.sku(),
                        line.quantity(),
                        line.units(),
                        line.reason(),
                        line.condition(),
                        line.note(),
                        wishes.get(random.nextInt(wishes.size())),
                        null,
                        List.of()))
                .toList();
        return new Case(asked.channel(), asked.order(), lines, asked.returnsBefore(), asked.at(), asked.zone());
    }

    private static Return settled(Random random, Case asked, Decision decision) {
        var siblings = Siblings.none("EUR");
        var requested = new ReturnEvent.ReturnRequested("shop-de", "", asked.order(), asked.lines());
        Return rma = Lifecycle.open(new UUID(0, 1), "RMA-1", asked.at(), requested, siblings)
                .next();
        List<ReturnEvent> events = new ArrayList<>(List.of(
                // First, so that what the policy would decline is settled, too.
                new ReturnEvent.ReturnApproved(new ReturnEvent.Actor("person", "anna"), "fine"),
                new ReturnEvent.ReturnJudged(decision)));
        for (ReturnLine line : asked.lines()) {
            if (line.resolution().sendsGoods() || line.resolution() == Resolution.REPAIR) {
                events.add(
                        random.nextInt(4) == 0
                                ? new ReturnEvent.ExchangeUnavailable(line.id(), "Sold out.", true)
                                : new ReturnEvent.ExchangeReserved(
                                        line.id(), Money.of(random.nextInt(150) + ".00", "EUR")));
            }
        }
        events.add(new ReturnEvent.ItemsInspected(asked.lines().stream()
                .flatMap(line -> IntStream.range(0, line.quantity())
                        .mapToObj(piece -> graded(random, line.id() + "-" + piece, line.orderLineId())))
                .toList()));
        asked.lines().stream()
                .filter(line -> line.resolution() == Resolution.REPAIR)
                .forEach(line -> events.addAll(workshop(random, line.id())));
        for (ReturnEvent event : events) {
            rma = Lifecycle.apply(rma, asked.at(), event, siblings).next();
        }
        return rma;
    }

    /** A quote within the limits or beyond, and unless it is off, a repair. */
    private static List<ReturnEvent> workshop(Random random, String line) {
        var mechanic = new ReturnEvent.Actor("person", "mechanic");
        return List.of(
                new ReturnEvent.RepairQuoted(
                        line, Money.of(random.nextInt(100) + ".00", "EUR"), random.nextInt(20), mechanic),
                random.nextInt(3) == 0
                        ? new ReturnEvent.RepairFailed(line, "No spare parts.", mechanic)
                        : new ReturnEvent.RepairFinished(line, mechanic));
    }

    private static PieceReport graded(Random random, String id, String orderLine) {
        return switch (random.nextInt(5)) {
            case 0 -> new PieceReport(id, orderLine, null, "WORN", Disposition.REFURBISH);
            case 1 ->
                new PieceReport(
                        id,
                        orderLine,
                        null,
                        "WORN",
                        null,
                        Disposition.WRITE_OFF,
                        List.of("photo-1.jpg"),
                        "Dirty soles");
            case 2 -> new PieceReport(id, orderLine, null, "MISSING", Disposition.NOT_RECEIVED);
            default -> new PieceReport(id, orderLine, null, "SELLABLE", Disposition.RESTOCK);
        };
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
