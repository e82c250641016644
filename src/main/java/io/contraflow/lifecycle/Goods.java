package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.Decision;
import io.contraflow.model.Disposition;
import io.contraflow.model.Examination;
import io.contraflow.model.Milestone;
import io.contraflow.model.Piece;
import io.contraflow.model.ReturnEvent.ItemsInspected;
import io.contraflow.model.ReturnEvent.ItemsReceived;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.ReturnLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes down what a warehouse or carrier reports of single pieces. */
final class Goods {

    private Goods() {}

    static Verdict received(Draft draft, ItemsReceived event) {
        return each(draft, event.pieces(), Goods::arrived, "arrived");
    }

    static Verdict inspected(Draft draft, ItemsInspected event) {
        return each(
                draft,
                event.pieces(),
                (report, known) -> {
                    Disposition disposition = disposition(draft, report);
                    return disposition == null ? arrived(report, known) : graded(draft, report, disposition, known);
                },
                "inspected");
    }

    /**
     * What the inspector decided, else what the policy says of that grade, else what is usual. What is not genuine, or bears
     * another serial number than the customer showed, is in question, unless it goes back to the customer.
     */
    private static @Nullable Disposition disposition(Draft draft, PieceReport report) {
        ReturnLine line = firstLine(draft, one -> find(one, report.id()).isPresent())
                .or(() -> firstLine(draft, one -> one.orderLineId().equals(report.orderLineId())))
                .orElse(null);
        Examination examination = report.examination();
        if (examination != null && (examination.isFake() || (line != null && examination.isAnother(line.evidence())))) {
            return report.disposition() == Disposition.SEND_BACK ? Disposition.SEND_BACK : Disposition.REVIEW;
        }
        Decision decision = draft.decision;
        if (report.disposition() != null || decision == null) {
            return report.disposition() == null ? report.usual() : report.disposition();
        }
        return decision.terms().dispositions().stream()
                .filter(rule -> line != null
                        && rule.lineId().equals(line.id())
                        && rule.grade().equals(report.grade()))
                .map(Decision.Disposal::disposition)
                .findFirst()
                .orElse(report.usual());
    }

    private static Verdict each(
            Draft draft,
            List<PieceReport> reports,
            BiFunction<PieceReport, Optional<Piece>, Piece> update,
            String what) {
        int changed = 0;
        int problems = draft.problems.size();
        for (PieceReport report : reports) {
            ReturnLine line = lineOf(draft, report);
            if (line != null && put(draft, line, update.apply(report, find(line, report.id())))) {
                changed++;
            }
        }
        draft.say(changed == 1 ? "1 piece " + what + "." : changed + " pieces " + what + ".");
        if (changed > 0) {
            return Verdict.CHANGED;
        }
        return draft.problems.size() > problems ? Verdict.IMPOSSIBLE : Verdict.CONFIRMED;
    }

    private static Piece arrived(PieceReport report, Optional<Piece> known) {
        return known.map(piece -> new Piece(
                        piece.id(),
                        true,
                        piece.grade(),
                        piece.disposition(),
                        piece.evidence(),
                        piece.remark(),
                        piece.examination()))
                .orElseGet(() -> new Piece(report.id(), true, null, null));
    }

    private static Piece graded(Draft draft, PieceReport report, Disposition disposition, Optional<Piece> known) {
        boolean arrived = disposition != Disposition.NOT_RECEIVED
                || known.map(Piece::arrived).orElse(false);
        Piece before = known.filter(Piece::inspected).orElse(null);
        Piece graded = new Piece(
                report.id(),
                arrived,
                report.grade(),
                disposition,
                report.evidence(),
                report.remark(),
                examination(before, report, disposition));
        if (before == null) {
            return graded;
        }
        if (sameGrade(before, graded)) {
            // Photos may come later, and a report without any takes none away.
            Piece proof = graded.evidence().isEmpty() ? before : graded;
            return new Piece(
                    before.id(),
                    before.arrived(),
                    before.grade(),
                    before.disposition(),
                    proof.evidence(),
                    proof.remark(),
                    graded.examination());
        }
        if (before.decided() && graded.inQuestion()) {
            // The question was answered already; it only arrives late.
            return before;
        }
        String change = "Piece " + report.id() + " was " + words(before) + " and is now " + words(graded);
        if (draft.has(Milestone.RESOLVING) && before.decided()) {
            draft.problem(Problem.QUANTITY_MISMATCH, change + ", but its refund is settled.");
            return before;
        }
        draft.say(change + ".");
        return graded;
    }

    /** A report without a closer look takes none away; but who keeps a piece in question says thereby that it is the right one. */
    private static @Nullable Examination examination(
            @Nullable Piece before, PieceReport report, Disposition disposition) {
        Examination known = before == null ? null : before.examination();
        Examination now = report.examination();
        if (now == null || known == null) {
            return now == null ? kept(before, disposition) : now;
        }
        return new Examination(
                now.authentic(),
                now.fault() == null ? known.fault() : now.fault(),
                now.serial() == null ? known.serial() : now.serial());
    }

    private static @Nullable Examination kept(@Nullable Piece before, Disposition disposition) {
        Examination known = before == null ? null : before.examination();
        if (before == null || known == null) {
            return null;
        }
        return before.inQuestion() && disposition.isKept() ? known.answered() : known;
    }

    private static boolean sameGrade(Piece one, Piece other) {
        return one.disposition() == other.disposition() && Objects.equals(one.grade(), other.grade());
    }

    private static String words(Piece piece) {
        return piece.disposition() + (piece.grade() == null ? "" : " (" + piece.grade() + ")");
    }

    /** The line that the piece belongs to; null with a problem when there is none or no room on it. */
    private static @Nullable ReturnLine lineOf(Draft draft, PieceReport report) {
        Optional<ReturnLine> known =
                firstLine(draft, line -> find(line, report.id()).isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        Predicate<ReturnLine> matches = line -> line.orderLineId().equals(report.orderLineId());
        if (firstLine(draft, matches).isEmpty()) {
            matches = line -> !line.sku().isEmpty() && line.sku().equals(report.sku());
        }
        Predicate<ReturnLine> hasRoom = line -> line.pieces().size() < line.quantity();
        Predicate<ReturnLine> fits = matches.and(hasRoom);
        Optional<ReturnLine> free =
                firstLine(draft, fits.and(line -> !draft.isKept(line))).or(() -> firstLine(draft, fits));
        if (free.isEmpty()) {
            String why = firstLine(draft, matches).isPresent()
                    ? " is one more than announced."
                    : " belongs to no line of this return.";
            draft.problem(Problem.QUANTITY_MISMATCH, "Piece " + report.id() + article(report) + why);
        }
        return free.orElse(null);
    }

    private static String article(PieceReport report) {
        return report.sku() == null ? "" : " (SKU " + report.sku() + ")";
    }

    private static Optional<ReturnLine> firstLine(Draft draft, Predicate<ReturnLine> matches) {
        return draft.lines.stream().filter(matches).findFirst();
    }

    private static Optional<Piece> find(ReturnLine line, String id) {
        return line.pieces().stream().filter(piece -> piece.id().equals(id)).findFirst();
    }

    /** Whether this changed the line. Pieces are kept sorted by id, so that the order of the reports leaves no trace. */
    private static boolean put(Draft draft, ReturnLine line, Piece piece) {
        if (line.pieces().contains(piece)) {
            return false;
        }
        List<Piece> pieces = new ArrayList<>(line.pieces());
        pieces.removeIf(other -> other.id().equals(piece.id()));
        pieces.add(piece);
        pieces.sort(Comparator.comparing(Piece::id));
        ReturnLine updated = line.withPieces(pieces);
        draft.lines = draft.lines.stream()
                .map(other -> other.id().equals(line.id()) ? updated : other)
                .toList();
        return true;
    }
}
