package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A return of an order: requested, open, then closed, declined or canceled. */
final class Return {
    private final long number;
    private final String name;
    private final Order order;
    private final Instant createdAt;
    private final List<ReturnLineItem> lines;
    private final List<ExchangeLineItem> exchanges;
    private final @Nullable BigDecimal shippingFee;
    private final List<ReverseFulfillmentOrder> reverseFulfillmentOrders = new ArrayList<>();
    private final List<Refund> refunds = new ArrayList<>();
    private Status status;
    private @Nullable Instant requestApprovedAt;
    private @Nullable Instant closedAt;
    private @Nullable Decline decline;

    enum Status {
        REQUESTED,
        OPEN,
        CLOSED,
        DECLINED,
        CANCELED
    }

    record Decline(String reason, @Nullable String note) {}

    Return(
            long number,
            String name,
            Order order,
            Instant createdAt,
            List<ReturnLineItem> lines,
            List<ExchangeLineItem> exchanges,
            @Nullable BigDecimal shippingFee) {
        this.number = number;
        this.name = name;
        this.order = order;
        this.createdAt = createdAt;
        this.lines = new ArrayList<>(lines);
        this.exchanges = exchanges;
        this.shippingFee = shippingFee;
        this.status = Status.REQUESTED;
    }

    long number() {
        return number;
    }

    List<ReturnLineItem> lines() {
        return lines;
    }

    /** Whether its pieces count as spoken for. */
    boolean isAlive() {
        return status != Status.DECLINED && status != Status.CANCELED;
    }

    /** Whether something happened that cannot be taken back. */
    boolean isWorkedOn() {
        return !refunds.isEmpty()
                || lines.stream().anyMatch(line -> line.processedQuantity() > 0)
                || reverseFulfillmentOrders.stream().anyMatch(ReverseFulfillmentOrder::isDisposed);
    }

    Optional<ReturnLineItem> line(long lineNumber) {
        return lines.stream().filter(line -> line.number() == lineNumber).findFirst();
    }

    void open(Instant at, ReverseFulfillmentOrder expected) {
        status = Status.OPEN;
        requestApprovedAt = at;
        reverseFulfillmentOrders.add(expected);
    }

    void decline(String reason, @Nullable String note) {
        status = Status.DECLINED;
        decline = new Decline(reason, note);
    }

    void close(Instant at) {
        status = Status.CLOSED;
        closedAt = at;
    }

    void reopen() {
        status = Status.OPEN;
        closedAt = null;
    }

    void cancel() {
        status = Status.CANCELED;
        reverseFulfillmentOrders.forEach(ReverseFulfillmentOrder::cancel);
    }

    void add(Refund refund) {
        refunds.add(refund);
    }

    BigDecimal shippingFee() {
        return shippingFee == null ? BigDecimal.ZERO : shippingFee;
    }

    public String id() {
        return Gid.of("Return", number);
    }

    public String name() {
        return name;
    }

    public Status status() {
        return status;
    }

    public Order order() {
        return order;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant requestApprovedAt() {
        return requestApprovedAt;
    }

    public @Nullable Instant closedAt() {
        return closedAt;
    }

    public @Nullable Decline decline() {
        return decline;
    }

    public int totalQuantity() {
        return lines.stream().mapToInt(ReturnLineItem::quantity).sum();
    }

    public List<Map<String, Object>> returnShippingFees() {
        return shippingFee == null
                ? List.of()
                : List.of(Map.of("id", Gid.of("Fee", number), "amountSet", MoneyBag.of(shippingFee)));
    }

    public List<ReturnLineItem> returnLineItems() {
        return lines.stream().filter(line -> line.quantity() > 0).toList();
    }

    public List<ExchangeLineItem> exchangeLineItems() {
        return exchanges.stream().filter(item -> item.quantity() > 0).toList();
    }

    public List<ReverseFulfillmentOrder> reverseFulfillmentOrders() {
        return reverseFulfillmentOrders;
    }

    public List<Refund> refunds() {
        return refunds;
    }

    public List<OrderTransaction> transactions() {
        return refunds.stream()
                .flatMap(refund -> refund.transactions().stream())
                .toList();
    }
}
