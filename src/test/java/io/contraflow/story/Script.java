package io.contraflow.story;

import io.contraflow.model.Disposition;
import io.contraflow.model.Label;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.ReturnEvent.Dated;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.ReturnLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A return drawn at random, with all that people, carrier and warehouse say of it: one order line or two, some of their
 * pieces sent back, received and graded in batches.
 */
final class Script {
    /** What an inspector may say. */
    private static final List<Disposition> INSPECTED =
            Stream.of(Disposition.values()).filter(Disposition::isReported).toList();

    private static final String EUR = "EUR";
    private static final List<String> SKUS = List.of("TEE-BLK-S", "SNEAKER-42");
    private static final List<String> REASONS = List.of("TOO_SMALL", "CHANGED_MIND", "DAMAGED");
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
    private final List<OrderLine> bought = new ArrayList<>();
    private final List<ReturnLine> sentBack = new ArrayList<>();
    private final List<PieceReport> graded = new ArrayList<>();
    private final List<Dated> events = new ArrayList<>();

    private Script() {}

    static Script draw(Random random) {
        Script script = new Script();
        for (int i = 0; i <= random.nextInt(2); i++) {
            script.drawLine(i, random);
        }
        script.say(new ReturnEvent.ReturnApproved(new Actor("person", "anna"), "fine"));
        script.say(new ReturnEvent.LabelIssued(new Label("QR", "https://labels.example/1", "HR1", "", "")));
        script.say(new ReturnEvent.InTransit("Hamburg"));
        script.sayInBatches(random, false);
        script.sayInBatches(random, true);
        script.decide(random);
        return script;
    }

    private void drawLine(int position, Random random) {
        int quantity = 1 + random.nextInt(2);
        int back = 1 + random.nextInt(quantity);
        String id = "line-" + position;
        String sku = SKUS.get(position);
        Money paid = new Money(quantity * (1_000L + random.nextInt(20_000)), EUR);
        bought.add(new OrderLine(id, sku, sku, "", List.of(), quantity, paid, Money.zero(EUR)));
        String reason = REASONS.get(random.nextInt(REASONS.size()));
        sentBack.add(new ReturnLine(
                "back-" + position, id, sku, back, List.of(), reason, "", "", Resolution.REFUND, null, List.of()));
        for (int piece = 0; piece < back; piece++) {
            Disposition disposition = INSPECTED.get(random.nextInt(INSPECTED.size()));
            graded.add(new PieceReport(id + "-" + piece, id, sku, "SELLABLE", disposition));
        }
    }

    private void sayInBatches(Random random, boolean inspected) {
        List<PieceReport> batch = new ArrayList<>();
        for (PieceReport piece : graded) {
            if (inspected) {
                batch.add(piece);
            } else if (piece.disposition() != Disposition.NOT_RECEIVED) {
                batch.add(new PieceReport(piece.id(), piece.orderLineId(), piece.sku(), null, null));
            }
            if (random.nextInt(3) == 0) {
                say(batch, inspected);
                batch = new ArrayList<>();
            }
        }
        say(batch, inspected);
    }

    /** What is in question is graded again by a person. */
    private void decide(Random random) {
        List<PieceReport> decided = new ArrayList<>();
        for (PieceReport piece : graded) {
            if (piece.disposition() == Disposition.REVIEW) {
                Disposition decision = random.nextBoolean() ? Disposition.RESTOCK : Disposition.SEND_BACK;
                decided.add(new PieceReport(piece.id(), piece.orderLineId(), piece.sku(), "SELLABLE", decision));
            }
        }
        say(decided, true);
    }

    private void say(List<PieceReport> batch, boolean inspected) {
        if (!batch.isEmpty()) {
            say(inspected ? new ReturnEvent.ItemsInspected(batch) : new ReturnEvent.ItemsReceived(batch));
        }
    }

    private void say(ReturnEvent event) {
        events.add(new Dated(start.plusSeconds(events.size()), event));
    }

    /** What is said of the return until it is inspected, in the order in which it happened. */
    List<Dated> events() {
        return events;
    }

    /** What shop and ERP answer when the refund is due. */
    List<Dated> payment(Money refund) {
        Instant paid = start.plusSeconds(1_000);
        return refund.isZero()
                ? List.of()
                : List.of(
                        new Dated(paid, new ReturnEvent.RefundIssued(refund, false)),
                        new Dated(paid, new ReturnEvent.CreditPosted(refund)),
                        new Dated(paid, new ReturnEvent.RefundBooked(refund)));
    }

    /** The request, for an order of that name. */
    ReturnEvent.ReturnRequested request(String channel, String order) {
        Money shipping = Money.of("4.90", EUR);
        Money paid = bought.stream().map(OrderLine::paid).reduce(shipping, Money::plus);
        return new ReturnEvent.ReturnRequested(
                channel,
                order + "-R1",
                new Order(
                        order,
                        order,
                        EUR,
                        "DE",
                        "de",
                        new Order.Customer(order, "Eve", order + "@example.test"),
                        start.minus(Duration.ofDays(8)),
                        start.minus(Duration.ofDays(5)),
                        bought,
                        shipping,
                        paid,
                        Money.zero(EUR),
                        List.of(),
                        List.of()),
                sentBack);
    }
}
