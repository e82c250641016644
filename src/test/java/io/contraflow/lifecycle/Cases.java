package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Label;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.ReturnLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Orders, decisions and events for the tests of this package. */
final class Cases {
    static final String EUR = "EUR";
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    static final Actor ANNA = new Actor("person", "anna");
    static final List<Resolution> OFFERED = List.of(
            Resolution.STORE_CREDIT,
            Resolution.GIFT_CARD,
            Resolution.EXCHANGE,
            Resolution.REPLACEMENT,
            Resolution.REPAIR,
            Resolution.KEEP_ITEM);
    static final Label LABEL = new Label("QR", "https://labels.example/1", "1", "", "");

    private Cases() {}

    static Money eur(String amount) {
        return Money.of(amount, EUR);
    }

    static OrderLine bought(String id, int quantity, String paid) {
        return new OrderLine(id, "SKU-" + id, "Thing " + id, "", List.of(), quantity, eur(paid), eur("0"));
    }

    static Order order(String shipping, OrderLine... lines) {
        Money paid = List.of(lines).stream().map(OrderLine::paid).reduce(eur(shipping), Money::plus);
        return new Order(
                "1",
                "#1042",
                EUR,
                "DE",
                "de",
                new Order.Customer("c", "Eve", "eve@example.org"),
                START,
                START,
                List.of(lines),
                eur(shipping),
                paid,
                eur("0"),
                List.of(),
                List.of());
    }

    static Order refundedElsewhere(Order order, String amount) {
        return new Order(
                order.id(),
                order.name(),
                order.currency(),
                order.country(),
                order.locale(),
                order.customer(),
                order.placedAt(),
                order.deliveredAt(),
                order.lines(),
                order.shipping(),
                order.paid(),
                eur(amount),
                order.payments(),
                order.tags());
    }

    /** Paid with one card, payment {@code p1}. */
    static Order paidInOne(Order order) {
        return new Order(
                order.id(),
                order.name(),
                order.currency(),
                order.country(),
                order.locale(),
                order.customer(),
                order.placedAt(),
                order.deliveredAt(),
                order.lines(),
                order.shipping(),
                order.paid(),
                order.refunded(),
                List.of(new Order.Payment("p1", "shopify_payments", Order.Means.ORIGINAL, order.paid())),
                order.tags());
    }

    static ReturnLine sendsBack(String orderLine, int quantity) {
        return sendsBack("r-" + orderLine, orderLine, quantity);
    }

    static ReturnLine sendsBack(String id, String orderLine, int quantity) {
        return new ReturnLine(
                id,
                orderLine,
                "SKU-" + orderLine,
                quantity,
                List.of(),
                "TOO_SMALL",
                "",
                "",
                Resolution.REFUND,
                null,
                List.of());
    }

    static Decision.Terms terms(RefundMoment moment, Decision.Fee... fees) {
        return new Decision.Terms(moment, List.of(fees), eur("0"), "", true, List.of(), List.of(), List.of());
    }

    /** The same terms, and each of these lines may have whatever is not money; store credit has a bonus. */
    static Decision.Terms withOffers(Decision.Terms terms, List<ReturnLine> lines, int bonusBasisPoints) {
        return new Decision.Terms(
                terms.moment(),
                terms.fees(),
                terms.labelFee(),
                terms.labelRule(),
                terms.shippingOnFullReturn(),
                lines.stream()
                        .flatMap(line -> OFFERED.stream()
                                .map(offer -> offer == Resolution.REPAIR
                                        ? repair(line)
                                        : new Decision.Offer(
                                                line.id(),
                                                offer,
                                                offer == Resolution.STORE_CREDIT ? bonusBasisPoints : 0,
                                                "offer")))
                        .toList(),
                List.of(),
                List.of());
    }

    /** A repair for 20 euros at most, within two weeks. */
    static Decision.Offer repair(ReturnLine line) {
        return new Decision.Offer(line.id(), Resolution.REPAIR, 0, "offer", eur("20.00"), 14);
    }

    static ReturnLine asksFor(Resolution resolution, ReturnLine line) {
        return new ReturnLine(
                line.id(),
                line.orderLineId(),
                line.sku(),
                line.quantity(),
                line.units(),
                line.reason(),
                line.condition(),
                line.note(),
                resolution,
                null,
                line.pieces());
    }

    static Decision decision(Verdict verdict, Decision.Terms terms) {
        return new Decision(
                verdict,
                "standard",
                "v1",
                "rule",
                null,
                "It is in the window.",
                "Gern.",
                List.of(),
                terms,
                List.of(),
                null,
                1);
    }

    static ReturnEvent judged(Verdict verdict, RefundMoment moment) {
        return new ReturnEvent.ReturnJudged(decision(verdict, terms(moment)));
    }

    static ReturnEvent approved() {
        return new ReturnEvent.ReturnApproved(ANNA, "fine");
    }

    static ReturnEvent declined() {
        return new ReturnEvent.ReturnDeclined(ANNA, "too late");
    }

    static ReturnEvent cancelled() {
        return new ReturnEvent.ReturnCancelled(ANNA, "");
    }

    static ReturnEvent expired() {
        return new ReturnEvent.ReturnExpired(new Actor("system", "schedule"));
    }

    static ReturnEvent labelled() {
        return new ReturnEvent.LabelIssued(LABEL);
    }

    static ReturnEvent moves() {
        return new ReturnEvent.InTransit("Hamburg");
    }

    static PieceReport piece(String id, String orderLine) {
        return new PieceReport(id, orderLine, null, null, null);
    }

    static PieceReport graded(String id, String orderLine, Disposition disposition) {
        String grade = disposition == Disposition.RESTOCK ? "SELLABLE" : null;
        return new PieceReport(id, orderLine, null, grade, disposition);
    }

    static ReturnEvent received(PieceReport... pieces) {
        return new ReturnEvent.ItemsReceived(List.of(pieces));
    }

    static ReturnEvent inspected(PieceReport... pieces) {
        return new ReturnEvent.ItemsInspected(List.of(pieces));
    }

    static ReturnEvent refunded(String amount) {
        return new ReturnEvent.RefundIssued(eur(amount), false);
    }

    static ReturnEvent credited(String amount) {
        return new ReturnEvent.CreditPosted(eur(amount));
    }

    static ReturnEvent booked(String amount) {
        return new ReturnEvent.RefundBooked(eur(amount));
    }

    static ReturnEvent everythingDelivered() {
        return new ReturnEvent.EverythingDelivered();
    }

    static Outcome open(Order order, Siblings siblings, ReturnLine... lines) {
        var request = new ReturnEvent.ReturnRequested("shop-de", "#1042-R1", order, List.of(lines));
        return Lifecycle.open(new UUID(0, 1), "RMA-1", START, request, siblings);
    }

    /** The outcome of each event, played one after the other an hour apart on a return without siblings. */
    static List<Outcome> play(Return from, ReturnEvent... events) {
        List<Outcome> outcomes = new ArrayList<>();
        Return current = from;
        for (ReturnEvent event : events) {
            Instant at = START.plusSeconds(3600L * (outcomes.size() + 1));
            Outcome outcome = Lifecycle.apply(current, at, event, Siblings.none(EUR));
            outcomes.add(outcome);
            current = outcome.next();
        }
        return outcomes;
    }

    static Outcome last(Return from, ReturnEvent... events) {
        List<Outcome> outcomes = play(from, events);
        return outcomes.get(outcomes.size() - 1);
    }
}
