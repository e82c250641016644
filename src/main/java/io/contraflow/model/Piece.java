package io.contraflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One physical piece on its way back. Pieces are told apart by the id that the warehouse or carrier gave them, so that
 * a report which comes twice, late or in another order counts once.
 *
 * @param id id of the reporting system
 * @param arrived whether the warehouse has it
 * @param grade the inspector's word in our vocabulary, such as {@code SELLABLE}; null before inspection
 * @param disposition what becomes of it; null before inspection
 * @param evidence where the proof of its state is kept, such as names of photos
 * @param remark the inspector's words about its state; empty when none
 * @param examination what a closer look showed; null when nobody took one
 * @param asInspected what the inspector decided, while the workshop's word stands above it; null otherwise
 */
public record Piece(
        String id,
        boolean arrived,
        @Nullable String grade,
        @Nullable Disposition disposition,
        List<String> evidence,
        String remark,
        @Nullable Examination examination,
        @Nullable Disposition asInspected) {

    public Piece {
        // Pieces stored before there was evidence have none.
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        remark = remark == null ? "" : remark;
    }

    /** A piece of which the workshop has nothing to say. */
    public Piece(
            String id,
            boolean arrived,
            @Nullable String grade,
            @Nullable Disposition disposition,
            List<String> evidence,
            String remark,
            @Nullable Examination examination) {
        this(id, arrived, grade, disposition, evidence, remark, examination, null);
    }

    /** A piece that nobody took a photo of. */
    public Piece(String id, boolean arrived, @Nullable String grade, @Nullable Disposition disposition) {
        this(id, arrived, grade, disposition, List.of(), "", null);
    }

    /** The piece as the workshop has it. */
    public Piece atWorkshop(Disposition said) {
        return new Piece(id, arrived, grade, said, evidence, remark, examination, disposition);
    }

    /** The piece as the inspector has it. */
    public Piece beforeWorkshop() {
        return asInspected == null ? this : new Piece(id, arrived, grade, asInspected, evidence, remark, examination);
    }

    /** Whether somebody graded it, be it only as in question. */
    public boolean inspected() {
        return disposition != null;
    }

    /** Whether it is settled what becomes of it. */
    public boolean decided() {
        return disposition != null && disposition != Disposition.REVIEW && disposition != Disposition.IN_REPAIR;
    }

    /** Where its damage comes from; null when nobody said so. */
    public @Nullable Fault fault() {
        return examination == null ? null : examination.fault();
    }

    /** Whether it is in question: graded, and a person must decide. */
    public boolean inQuestion() {
        // Only the workshop can say that it has a piece.
        return disposition == Disposition.REVIEW || (disposition == Disposition.IN_REPAIR && asInspected == null);
    }
}
