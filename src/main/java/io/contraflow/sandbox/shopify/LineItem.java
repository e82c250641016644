package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Catalogue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an order. */
final class LineItem {
    private final long number;
    private final Variant variant;
    private final int quantity;
    private int refunded;

    LineItem(long number, Variant variant, int quantity) {
        this.number = number;
        this.variant = variant;
        this.quantity = quantity;
    }

    long number() {
        return number;
    }

    void refund(int more) {
        refunded += more;
    }

    BigDecimal price(int pieces) {
        return variant.price().multiply(BigDecimal.valueOf(pieces));
    }

    public String id() {
        return Gid.of("LineItem", number);
    }

    public Variant variant() {
        return variant;
    }

    public Map<String, Object> product() {
        return variant.product();
    }

    public String sku() {
        return variant.sku();
    }

    public String title() {
        return variant.displayName();
    }

    public @Nullable String variantTitle() {
        return null;
    }

    public int quantity() {
        return quantity;
    }

    public int currentQuantity() {
        return quantity - refunded;
    }

    public int refundableQuantity() {
        return quantity - refunded;
    }

    public boolean isGiftCard() {
        return false;
    }

    public boolean requiresShipping() {
        return true;
    }

    public MoneyBag originalUnitPriceSet() {
        return MoneyBag.of(variant.price());
    }

    public MoneyBag discountedUnitPriceAfterAllDiscountsSet() {
        return MoneyBag.of(variant.price());
    }

    public MoneyBag originalTotalSet() {
        return MoneyBag.of(price(quantity));
    }

    public List<Map<String, Object>> discountAllocations() {
        return List.of();
    }

    public List<Map<String, Object>> taxLines() {
        return List.of(Map.of(
                "title", "DE VAT",
                "rate", Catalogue.VAT_RATE.doubleValue(),
                "ratePercentage", Catalogue.VAT_RATE.movePointRight(2).doubleValue(),
                "priceSet", MoneyBag.of(MoneyBag.taxIn(price(quantity)))));
    }
}
