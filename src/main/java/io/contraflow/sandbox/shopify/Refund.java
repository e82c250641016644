package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of goods and money given back.
 *
 * @param forReturn null for a refund of the order alone
 * @param shipping gross outbound shipping given back
 */
record Refund(
        long number,
        Order order,
        @Nullable Return forReturn,
        Instant createdAt,
        @Nullable String note,
        List<RefundLineItem> refundLineItems,
        BigDecimal shipping,
        List<OrderTransaction> transactions) {
    record RefundLineItem(long number, LineItem lineItem, int quantity, String restockType) {
        public String id() {
            return Gid.of("RefundLineItem", number);
        }

        BigDecimal gross() {
            return lineItem.price(quantity);
        }

        public MoneyBag subtotalSet() {
            return MoneyBag.of(gross());
        }

        public MoneyBag totalTaxSet() {
            return MoneyBag.of(MoneyBag.taxIn(gross()));
        }
    }

    BigDecimal total() {
        return transactions.stream().map(OrderTransaction::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public String id() {
        return Gid.of("Refund", number);
    }

    public long legacyResourceId() {
        return number;
    }

    public Instant updatedAt() {
        return createdAt;
    }

    public @Nullable Return getReturn() {
        return forReturn;
    }

    public MoneyBag totalRefundedSet() {
        return MoneyBag.of(total());
    }

    public List<Map<String, Object>> refundShippingLines() {
        if (shipping.signum() == 0) {
            return List.of();
        }
        return List.of(Map.of(
                "id", Gid.of("RefundShippingLine", number),
                "subtotalAmountSet", MoneyBag.of(shipping),
                "taxAmountSet", MoneyBag.of(MoneyBag.taxIn(shipping))));
    }

    /** Money paid back beyond goods and shipping; below zero when a fee was kept. */
    BigDecimal discrepancy() {
        BigDecimal goods = refundLineItems.stream().map(RefundLineItem::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
        return total().subtract(goods).subtract(shipping);
    }

    public List<Map<String, Object>> orderAdjustments() {
        if (discrepancy().signum() == 0) {
            return List.of();
        }
        return List.of(Map.of(
                "id", Gid.of("OrderAdjustment", number),
                "reason", "REFUND_DISCREPANCY",
                "amountSet", MoneyBag.of(discrepancy().negate()),
                "taxAmountSet", MoneyBag.of(BigDecimal.ZERO)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Refund refund && refund.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
