package io.contraflow.model;

import java.util.List;

/**
 * One line of an order.
 *
 * @param id id in the shop
 * @param sku the shop's SKU; may be empty
 * @param category what policies group by, empty when unknown
 * @param quantity pieces bought
 * @param paid what the customer paid for all pieces: after discounts, tax included
 * @param tax tax contained in {@code paid}
 * @param discountPercent what was taken off the list price, in whole percent, rounded down
 */
public record OrderLine(
        String id,
        String sku,
        String title,
        String category,
        List<String> tags,
        int quantity,
        Money paid,
        Money tax,
        Integer discountPercent) {

    public OrderLine {
        tags = List.copyOf(tags);
        // Orders stored before discounts were read name none.
        discountPercent = discountPercent == null ? 0 : discountPercent;
        if (quantity < 1) {
            throw new IllegalArgumentException("order line " + id + " has quantity " + quantity);
        }
    }

    /** A line that was sold at its list price. */
    public OrderLine(
            String id,
            String sku,
            String title,
            String category,
            List<String> tags,
            int quantity,
            Money paid,
            Money tax) {
        this(id, sku, title, category, tags, quantity, paid, tax, 0);
    }
}
