package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.Decision;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Piece;
import io.contraflow.model.RepairItem;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent.RepairFailed;
import io.contraflow.model.ReturnEvent.RepairFinished;
import io.contraflow.model.ReturnEvent.RepairQuoted;
import io.contraflow.model.ReturnLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Goods that are to be mended for the customer. They stay the customer's: no book and no stock speaks of them. */
public final class Workshop {

    private Workshop() {}

    /** Whether all that the customer wants is that goods be mended, so that nobody waits for money. */
    public static boolean mendsAll(Return rma) {
        Decision decision = rma.decision();
        return decision != null
                && rma.lines().stream().allMatch(line -> Choices.isMended(line, decision.terms(), Said.of(rma)));
    }

    /** A new quote stands above an older one. */
    static Verdict quoted(Draft draft, RepairQuoted event) {
        draft.say(event.actor().name() + " reports that the workshop mends line " + event.lineId() + " for "
                + event.cost() + " within " + event.days() + " days.");
        return note(draft, event.lineId(), item -> {
            Instant known = item.quotedAt();
            return known != null && known.isAfter(draft.at)
                    ? item
                    : new RepairItem(item.lineId(), event.cost(), event.days(), draft.at, item.failed(), item.done());
        });
    }

    static Verdict finished(Draft draft, RepairFinished event) {
        draft.say(event.actor().name() + " reports that line " + event.lineId()
                + " is mended and on its way back to the customer.");
        return note(
                draft,
                event.lineId(),
                item -> new RepairItem(item.lineId(), item.cost(), item.days(), item.quotedAt(), item.failed(), true));
    }

    static Verdict failed(Draft draft, RepairFailed event) {
        draft.say(event.actor().name() + " reports that line " + event.lineId() + " cannot be mended: " + event.why());
        return note(
                draft,
                event.lineId(),
                item -> new RepairItem(
                        item.lineId(), item.cost(), item.days(), item.quotedAt(), event.why(), item.done()));
    }

    private static Verdict note(Draft draft, String lineId, UnaryOperator<RepairItem> change) {
        ReturnLine line = draft.lines.stream()
                .filter(one -> one.id().equals(lineId))
                .findFirst()
                .orElse(null);
        if (line == null) {
            draft.problem(
                    Problem.QUANTITY_MISMATCH,
                    "The workshop speaks of line " + lineId + ", which this return does not have.");
            return Verdict.IMPOSSIBLE;
        }
        RepairItem before = draft.said().repair(line).orElse(RepairItem.unknown(lineId));
        RepairItem after = change.apply(before);
        if (after.equals(before)) {
            return Verdict.CONFIRMED;
        }
        List<RepairItem> known = draft.repairs;
        boolean wasMended = isMended(line, draft);
        List<RepairItem> all = new ArrayList<>(known);
        all.remove(before);
        all.add(after);
        all.sort(Comparator.comparing(RepairItem::lineId));
        draft.repairs = List.copyOf(all);
        if (draft.has(Milestone.RESOLVING) && isMended(line, draft) != wasMended) {
            draft.repairs = known;
            draft.problem(
                    Problem.POLICY_REVIEW,
                    "The workshop changes its mind about line " + lineId + ", but it is settled already.");
            return Verdict.IMPOSSIBLE;
        }
        return Verdict.CHANGED;
    }

    /** The lines as the inspector has them. */
    static List<ReturnLine> inspected(List<ReturnLine> lines) {
        return lines.stream().map(line -> with(line, Piece::beforeWorkshop)).toList();
    }

    /** The lines with what becomes of each piece, the workshop's word above the inspector's. */
    static List<ReturnLine> seen(Draft draft) {
        return draft.lines.stream()
                .map(line -> isMended(line, draft)
                        ? with(line, piece -> mended(piece, draft.said().isMended(line)))
                        : line)
                .toList();
    }

    private static boolean isMended(ReturnLine line, Draft draft) {
        Decision decision = draft.decision;
        return decision != null && Choices.isMended(line, decision.terms(), draft.said());
    }

    private static Piece mended(Piece piece, boolean isDone) {
        return isOurs(piece) ? piece.atWorkshop(isDone ? Disposition.SEND_BACK : Disposition.IN_REPAIR) : piece;
    }

    private static boolean isOurs(Piece piece) {
        Disposition inspected = piece.disposition();
        return inspected != null && inspected.isKept();
    }

    /** Whether the workshop has, or had, a piece of such a line. */
    static boolean hasGoods(Draft draft) {
        return any(draft, line -> line.pieces().stream().anyMatch(piece -> isOurs(piece.beforeWorkshop())));
    }

    /** Whether it has one now. */
    static boolean isAtWork(Draft draft) {
        return draft.lines.stream()
                .flatMap(line -> line.pieces().stream())
                .anyMatch(piece -> piece.disposition() == Disposition.IN_REPAIR);
    }

    static boolean isOff(Draft draft) {
        Decision decision = draft.decision;
        return decision != null && any(draft, line -> Choices.isOff(line, decision.terms(), draft.said()));
    }

    static boolean anyDone(Draft draft) {
        return any(draft, line -> draft.said().isMended(line));
    }

    /** Whether nothing is left for it to say. Pieces that never came, or are not ours, it need not see. */
    static boolean hasSpoken(Draft draft) {
        return draft.lines.stream()
                .filter(line -> isMended(line, draft))
                .allMatch(line -> draft.said().isMended(line) || line.decided() >= line.quantity());
    }

    private static boolean any(Draft draft, Predicate<ReturnLine> holds) {
        Decision decision = draft.decision;
        return decision != null
                && draft.lines.stream()
                        .filter(line -> Choices.asksForRepair(line, decision.terms()))
                        .anyMatch(holds);
    }

    private static ReturnLine with(ReturnLine line, UnaryOperator<Piece> change) {
        List<Piece> pieces = line.pieces().stream().map(change).toList();
        return pieces.equals(line.pieces()) ? line : line.withPieces(pieces);
    }
}
