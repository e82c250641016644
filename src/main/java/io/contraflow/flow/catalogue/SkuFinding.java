package io.contraflow.flow.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Something that does not agree.
 *
 * @param key the shop's SKU, or the ERP's item for {@link Kind#AMBIGUOUS_ITEM}
 * @param line line of the table; 0 when it has no row
 * @param sentence for the integration engineer
 * @param suggestion the ERP's item that it probably is; null when none is near
 */
public record SkuFinding(
        Kind kind,
        String key,
        int line,
        String sentence,
        @Nullable Suggestion suggestion) {

    /** In the order of urgency. */
    public enum Kind {
        /** On sale in the shop, without a row: its return would wait. */
        UNMAPPED,
        /** The row's item is not in the ERP, or inactive there: its return would be refused. */
        ORPHANED_ITEM,
        /** Several articles of the shop bear the SKU: which of them comes back cannot be told. */
        AMBIGUOUS_SKU,
        /** Several SKUs lead to one item: what comes back is booked on the same stock. */
        AMBIGUOUS_ITEM,
        /** The row's SKU is not in the shop: nothing can come back any more, the row is dead. */
        ORPHANED_SKU
    }

    /**
     * An item that a row could name.
     *
     * @param because why it is near
     */
    public record Suggestion(String item, String name, String because) {}
}
