package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.util.List;

/** A piece that the customer gets in exchange. */
final class ExchangeLineItem {
    private final long number;
    private final Variant variant;
    private final int quantity;
    private int processed;

    ExchangeLineItem(long number, Variant variant, int quantity) {
        this.number = number;
        this.variant = variant;
        this.quantity = quantity;
    }

    BigDecimal price(int pieces) {
        return variant.price().multiply(BigDecimal.valueOf(pieces));
    }

    void process(int pieces) {
        processed += pieces;
    }

    public String id() {
        return Gid.of("ExchangeLineItem", number);
    }

    public int quantity() {
        return quantity;
    }

    public String variantId() {
        return variant.id();
    }

    public String variantSku() {
        return variant.sku();
    }

    public int processedQuantity() {
        return processed;
    }

    public List<LineItem> lineItems() {
        return List.of();
    }
}
