package io.contraflow.lifecycle;

import io.contraflow.model.Disposition;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of one return line that share a fate.
 *
 * @param lineId the return line
 * @param orderLineId the order line behind it
 * @param sku the shop's SKU; may be empty
 * @param quantity number of pieces, at least 1
 * @param grade our grade, such as {@code SELLABLE}; null in a lot that only arrived
 * @param disposition what becomes of the pieces; null in a lot that only arrived
 */
public record Lot(
        String lineId,
        String orderLineId,
        String sku,
        int quantity,
        @Nullable String grade,
        @Nullable Disposition disposition) {}
