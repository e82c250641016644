package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Piece;
import io.contraflow.model.ReturnLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Turns what is new in a draft into consequences. */
final class Batches {

    private Batches() {}

    static List<Consequence> consequences(Draft draft) {
        List<Consequence> all = new ArrayList<>();
        for (Derivation row : Derivation.values()) {
            Milestone milestone = row.milestone();
            if (milestone == Milestone.RECEIVED) {
                addBatch(all, milestone, arrivedLots(draft));
            } else if (milestone == Milestone.INSPECTED) {
                addBatch(all, milestone, inspectedLots(draft));
            } else if (milestone == Milestone.SHORTENED && isNew(milestone, draft)) {
                all.add(new Consequence(milestone, leftOut(draft)));
            } else if (isNew(milestone, draft) && Derivation.isTold(milestone, draft)) {
                all.add(new Consequence(milestone, List.of()));
            }
        }
        return all;
    }

    private static boolean isNew(Milestone milestone, Draft draft) {
        return draft.has(milestone) && !draft.before.has(milestone);
    }

    /** The pieces that a refund which waits for goods does not pay for. */
    static List<Lot> leftOut(Draft draft) {
        Decision decision = draft.decision;
        return decision == null
                ? List.of()
                : lots(
                        draft,
                        line -> !draft.isKept(line),
                        // What the workshop sends back is not missed by anybody.
                        piece -> piece.asInspected() == null
                                && Settlements.isLeftOut(piece, decision.terms().moment()),
                        true);
    }

    private static void addBatch(List<Consequence> all, Milestone milestone, List<Lot> lots) {
        if (!lots.isEmpty()) {
            all.add(new Consequence(milestone, lots));
        }
    }

    /** Without grades, even when they are known: whether they are depends on which report came first. */
    private static List<Lot> arrivedLots(Draft draft) {
        Map<String, Piece> told = told(draft);
        return lots(
                draft,
                line -> true,
                piece -> {
                    Piece before = told.get(piece.id());
                    return piece.arrived() && (before == null || !before.arrived());
                },
                false);
    }

    private static List<Lot> inspectedLots(Draft draft) {
        Map<String, Piece> told = told(draft);
        return lots(
                draft,
                line -> true,
                piece -> {
                    Piece before = told.get(piece.id());
                    return piece.decided() && (before == null || !before.decided() || isFound(before, piece));
                },
                true);
    }

    /** A piece that was called missing and has turned up is news, unlike any other second look. */
    private static boolean isFound(Piece before, Piece now) {
        return before.disposition() == Disposition.NOT_RECEIVED && now.disposition() != Disposition.NOT_RECEIVED;
    }

    /** Pieces as others know them, by id. Before approval nobody was told. */
    private static Map<String, Piece> told(Draft draft) {
        Map<String, Piece> told = new HashMap<>();
        if (draft.before.has(Milestone.APPROVED)) {
            draft.before.lines().forEach(line -> line.pieces().forEach(piece -> told.put(piece.id(), piece)));
        }
        return told;
    }

    private static List<Lot> lots(Draft draft, Predicate<ReturnLine> wanted, Predicate<Piece> isNew, boolean graded) {
        Map<Lot, Integer> counts = new LinkedHashMap<>();
        if (draft.underWay()) {
            draft.lines.stream().filter(wanted).forEach(line -> line.pieces().stream()
                    .filter(isNew)
                    .forEach(piece -> counts.merge(single(line, piece, graded), 1, Integer::sum)));
        }
        return counts.entrySet().stream()
                .map(lot -> withQuantity(lot.getKey(), lot.getValue()))
                .toList();
    }

    private static Lot single(ReturnLine line, Piece piece, boolean graded) {
        return new Lot(
                line.id(),
                line.orderLineId(),
                line.sku(),
                1,
                graded ? piece.grade() : null,
                graded ? piece.disposition() : null);
    }

    private static Lot withQuantity(Lot lot, int quantity) {
        return new Lot(lot.lineId(), lot.orderLineId(), lot.sku(), quantity, lot.grade(), lot.disposition());
    }
}
