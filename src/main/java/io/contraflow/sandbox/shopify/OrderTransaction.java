package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A movement of money. */
final class OrderTransaction {
    static final String STORE_CREDIT = "shopify_store_credit";

    private final long number;
    private final Order order;
    private final String kind;
    private final String gateway;
    private final BigDecimal amount;
    private final Instant createdAt;
    private final @Nullable OrderTransaction parent;
    private BigDecimal refunded = BigDecimal.ZERO;

    private OrderTransaction(
            long number,
            Order order,
            String kind,
            String gateway,
            BigDecimal amount,
            Instant at,
            @Nullable OrderTransaction parent) {
        this.number = number;
        this.order = order;
        this.kind = kind;
        this.gateway = gateway;
        this.amount = amount;
        this.createdAt = at;
        this.parent = parent;
    }

    static OrderTransaction sale(long number, Order order, String gateway, BigDecimal amount, Instant at) {
        return new OrderTransaction(number, order, "SALE", gateway, amount, at, null);
    }

    /** Money back on the way it came. */
    OrderTransaction refund(long refundNumber, BigDecimal back, Instant at) {
        refunded = refunded.add(back);
        return new OrderTransaction(refundNumber, order, "REFUND", gateway, back, at, this);
    }

    /** Money back as credit in the shop's account of the customer. */
    static OrderTransaction storeCredit(long number, Order order, BigDecimal back, Instant at) {
        return new OrderTransaction(number, order, "REFUND", STORE_CREDIT, back, at, null);
    }

    long number() {
        return number;
    }

    BigDecimal amount() {
        return amount;
    }

    BigDecimal refundable() {
        return amount.subtract(refunded);
    }

    public String id() {
        return Gid.of("OrderTransaction", number);
    }

    public Order order() {
        return order;
    }

    public String kind() {
        return kind;
    }

    public String status() {
        return "SUCCESS";
    }

    public String gateway() {
        return gateway;
    }

    public boolean test() {
        return true;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant processedAt() {
        return createdAt;
    }

    public MoneyBag amountSet() {
        return MoneyBag.of(amount);
    }

    public MoneyBag.@Nullable MoneyV2 maximumRefundableV2() {
        return kind.equals("SALE") ? MoneyBag.money(refundable()) : null;
    }

    public @Nullable OrderTransaction parentTransaction() {
        return parent;
    }
}
