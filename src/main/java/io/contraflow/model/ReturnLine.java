package io.contraflow.model;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
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
 * @param evidence what the customer showed, sorted
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
        List<Piece> pieces,
        List<Evidence> evidence) {

    public ReturnLine {
        // Who asks for a return names neither.
        units = units == null ? List.of() : List.copyOf(units);
        pieces = pieces == null ? List.of() : List.copyOf(pieces);
        // Sorted and each once, so that the order in which it came leaves no trace.
        evidence = evidence == null ? List.of() : List.copyOf(new TreeSet<>(evidence));
        // Returns stored before there was a choice name none.
        resolution = resolution == null ? Resolution.REFUND : resolution;
        if (quantity < 1) {
            throw new IllegalArgumentException("return line " + id + " has quantity " + quantity);
        }
    }

    /** A line for which the customer showed nothing. */
    public ReturnLine(
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
        this(id, orderLineId, sku, quantity, units, reason, condition, note, resolution, wantedSku, pieces, List.of());
    }

    public ReturnLine withUnits(List<Integer> given) {
        return with(given, pieces, evidence);
    }

    public ReturnLine withPieces(List<Piece> known) {
        return with(units, known, evidence);
    }

    /** The line with what the customer showed besides. */
    public ReturnLine withEvidence(List<Evidence> more) {
        return with(
                units, pieces, Stream.concat(evidence.stream(), more.stream()).toList());
    }

    private ReturnLine with(List<Integer> taken, List<Piece> known, List<Evidence> shown) {
        return new ReturnLine(
                id, orderLineId, sku, quantity, taken, reason, condition, note, resolution, wantedSku, known, shown);
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
