package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.Fulfillment.FulfillmentLineItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of a return with how far it got. */
final class ReturnLineItem {
    private final long number;
    private final FulfillmentLineItem fulfillmentLineItem;
    private final ReturnReasonDefinition reason;
    private final String reasonNote;
    private final @Nullable String customerNote;
    private final @Nullable BigDecimal feePercentage;
    private int quantity;
    private int processed;
    private int refunded;

    ReturnLineItem(
            long number,
            FulfillmentLineItem fulfillmentLineItem,
            int quantity,
            ReturnReasonDefinition reason,
            String reasonNote,
            @Nullable String customerNote,
            @Nullable BigDecimal feePercentage) {
        this.number = number;
        this.fulfillmentLineItem = fulfillmentLineItem;
        this.quantity = quantity;
        this.reason = reason;
        this.reasonNote = reasonNote;
        this.customerNote = customerNote;
        this.feePercentage = feePercentage;
    }

    long number() {
        return number;
    }

    void remove(int pieces) {
        quantity -= pieces;
    }

    void process(int pieces) {
        processed += pieces;
    }

    void refund(int pieces) {
        refunded += pieces;
    }

    BigDecimal price(int pieces) {
        return fulfillmentLineItem.lineItem().price(pieces);
    }

    BigDecimal fee(int pieces) {
        return feePercentage == null
                ? BigDecimal.ZERO
                : price(pieces).multiply(feePercentage).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
    }

    public String id() {
        return Gid.of("ReturnLineItem", number);
    }

    public FulfillmentLineItem fulfillmentLineItem() {
        return fulfillmentLineItem;
    }

    public int quantity() {
        return quantity;
    }

    public int processedQuantity() {
        return processed;
    }

    public int unprocessedQuantity() {
        return quantity - processed;
    }

    public int processableQuantity() {
        return quantity - processed;
    }

    public int refundedQuantity() {
        return refunded;
    }

    public int refundableQuantity() {
        return quantity - refunded;
    }

    public ReturnReasonDefinition returnReasonDefinition() {
        return reason;
    }

    public String returnReasonNote() {
        return reasonNote;
    }

    public @Nullable String customerNote() {
        return customerNote;
    }

    public @Nullable Map<String, Object> restockingFee() {
        if (feePercentage == null) {
            return null;
        }
        Map<String, Object> fee = new LinkedHashMap<>();
        fee.put("id", Gid.of("Fee", number));
        fee.put("percentage", feePercentage.doubleValue());
        fee.put("amountSet", MoneyBag.of(fee(quantity)));
        return fee;
    }

    public MoneyBag withCodeDiscountedTotalPriceSet() {
        return MoneyBag.of(price(quantity));
    }
}
