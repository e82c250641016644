package io.contraflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a return.
 *
 * @param id id of the line in the system where the return began
 * @param orderLineId which line of the order it sends back
 * @param sku the shop's SKU; may be empty
 * @param quantity pieces that the customer wants to send back
 * @param units which pieces of the order line these are, counted from 0; given when the return is opened, so that
 *     several returns of one line share out its price to the cent. Fewer than {@code quantity} when the order has no
 *     more left; empty before.
 * @param reason our return reason, such as {@code TOO_SMALL}
 * @param condition condition that the customer declared, such as {@code OPENED}; empty when not asked
 * @param note the customer's words; empty when none
 * @param resolution what the customer asked for; {@code REFUND} when not asked
 * @param wantedSku shop's SKU of what the customer wants instead; null unless {@code EXCHANGE}, and null there when it
 *     is the same item
 * @param pieces what happened to each physical piece so far
 */
public record ReturnLine(
        String id,
        String orderLineId,
        String sku,
        int quantity,
        List<Integer> units,
        String reason,
        String condition,
        String note,
        Resolution resolution,
        @Nullable String wantedSku,
        List<Piece> pieces) {

    public ReturnLine {
        // Who asks for a return names neither.
        units = units == null ? List.of() : List.copyOf(units);
        pieces = pieces == null ? List.of() : List.copyOf(pieces);
        // Returns stored before there was a choice name none.
        resolution = resolution == null ? Resolution.REFUND : resolution;
        if (quantity < 1) {
            throw new IllegalArgumentException("return line " + id + " has quantity " + quantity);
        }
    }

    public ReturnLine withUnits(List<Integer> given) {
        return new ReturnLine(
                id, orderLineId, sku, quantity, given, reason, condition, note, resolution, wantedSku, pieces);
    }

    public ReturnLine withPieces(List<Piece> known) {
        return new ReturnLine(
                id, orderLineId, sku, quantity, units, reason, condition, note, resolution, wantedSku, known);
    }

    /** Pieces that reached the warehouse. */
    public int received() {
        return (int) pieces.stream().filter(Piece::arrived).count();
    }

    /** Pieces of which it is settled what becomes of them, those that never arrived included. */
    public int decided() {
        return (int) pieces.stream().filter(Piece::decided).count();
    }

    /** Pieces that somebody graded, those that never arrived included. */
    public int inspected() {
        return (int) pieces.stream().filter(Piece::inspected).count();
    }
}
