package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece that the customer gets in exchange. */
final class ExchangeLineItem {
    private final long number;
    private final Variant variant;
    private final BigDecimal discount;
    private int quantity;
    private int processed;
    private @Nullable LineItem sold;

    /** @param discount for all pieces together */
    ExchangeLineItem(long number, Variant variant, int quantity, BigDecimal discount) {
        this.number = number;
        this.variant = variant;
        this.quantity = quantity;
        this.discount = discount;
    }

    /** After the discount, of which each piece has its share. */
    BigDecimal price(int pieces) {
        BigDecimal share = discount.multiply(BigDecimal.valueOf(pieces))
                .divide(BigDecimal.valueOf(quantity), 2, RoundingMode.HALF_UP);
        return variant.price()
                .multiply(BigDecimal.valueOf(pieces))
                .subtract(share)
                .max(BigDecimal.ZERO);
    }

    /** The pieces are sold with the order, and leave the stock. */
    void process(int pieces, Order order, long lineNumber) {
        processed += pieces;
        variant.restock(Location.MAIN, -pieces);
        LineItem line = new LineItem(lineNumber, variant, pieces);
        sold = sold == null ? line : sold;
        order.exchanged(line, price(pieces));
    }

    void remove(int pieces) {
        quantity -= pieces;
    }

    Variant variant() {
        return variant;
    }

    public int processableQuantity() {
        return quantity - processed;
    }

    public int unprocessedQuantity() {
        return quantity - processed;
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
        return sold == null ? List.of() : List.of(sold);
    }
}
