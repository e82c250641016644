package io.contraflow.sandbox;

import java.math.BigDecimal;

/**
 * An article that shop and ERP both sell.
 *
 * @param price gross unit price in EUR, 19 % VAT included
 * @param erpItemId internal id of the item in the ERP
 */
public record Product(
        String sku,
        String title,
        BigDecimal price,
        String category,
        int erpItemId,
        String erpItemName,
        long variantId) {

    /** The number on the article, the same in both systems. */
    public String barcode() {
        return "4006381" + erpItemId;
    }
}
