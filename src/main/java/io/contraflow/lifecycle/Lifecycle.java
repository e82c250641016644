package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.ReturnRequested;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What an event does to a return. A return is a growing set of facts, and all else follows from them; so events may come
 * late, repeatedly and in any order. Pure: nothing is read but the arguments.
 */
public final class Lifecycle {

    private Lifecycle() {}

    /**
     * Opens a return. Each line gets the pieces of its order line that no other return has taken; if there are too few, a
     * person reviews it.
     *
     * @param number what people call it, such as {@code RMA-4821773051}
     * @param at when we heard of it; the return began when the customer asked, as far as the event says so
     */
    public static Outcome open(UUID id, String number, Instant at, ReturnRequested event, Siblings siblings) {
        Return fresh = new Return(
                id,
                number,
                event.channel(),
                event.shopName(),
                event.order(),
                allocate(event, siblings),
                Status.REQUESTED,
                null,
                null,
                null,
                Return.MoneyMoved.NONE,
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                event.begunAt(at),
                at);
        Draft draft = new Draft(fresh, at, siblings);
        draft.say("A return was requested for order " + event.order().name() + ".");
        for (ReturnLine line : draft.lines) {
            if (line.units().size() < line.quantity()) {
                draft.problem(Problem.QUANTITY_MISMATCH, shortage(line));
            }
        }
        return derive(draft, Verdict.CHANGED);
    }

    /**
     * Works an event into a return.
     *
     * @param at when it happened, which may be earlier than what is known already
     * @param siblings the other returns of the same order, as they are now
     */
    public static Outcome apply(Return current, Instant at, ReturnEvent event, Siblings siblings) {
        Draft draft = new Draft(current, at, siblings);
        Verdict verdict = Transition.of(event).record(draft, event);
        if (verdict == Verdict.IMPOSSIBLE) {
            return new Outcome(
                    current, verdict, List.of(), String.join(" ", draft.sentences), draft.problems, List.of());
        }
        return derive(draft, verdict);
    }

    private static Outcome derive(Draft draft, Verdict recorded) {
        Return before = draft.before;
        draft.lines = Workshop.seen(draft);
        Derivation.deriveAll(draft);
        Return unchanged = draft.finished(before.updatedAt());
        boolean changed = recorded == Verdict.CHANGED && !unchanged.equals(before);
        Return next = changed ? draft.finished(later(before.updatedAt(), draft.at)) : unchanged;
        if (next.status() != before.status()) {
            draft.say("The return is now " + next.status() + ".");
        }
        Set<Problem> added = new LinkedHashSet<>(Contradictions.in(next));
        Set<Problem> solved = new LinkedHashSet<>(Contradictions.in(before));
        solved.removeAll(added);
        added.removeAll(Contradictions.in(before));
        List<Problem> problems = new ArrayList<>(draft.problems);
        problems.addAll(added);
        return new Outcome(
                next,
                changed ? Verdict.CHANGED : Verdict.CONFIRMED,
                Batches.consequences(draft),
                String.join(" ", draft.sentences),
                problems,
                List.copyOf(solved));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<ReturnLine> allocate(ReturnRequested event, Siblings siblings) {
        Map<String, Set<Integer>> taken = new HashMap<>();
        siblings.unitsTaken().forEach((line, units) -> taken.put(line, new HashSet<>(units)));
        List<ReturnLine> allocated = new ArrayList<>();
        for (ReturnLine line : event.lines()) {
            Set<Integer> gone = taken.computeIfAbsent(line.orderLineId(), any -> new HashSet<>());
            int bought = event.order()
                    .line(line.orderLineId())
                    .map(OrderLine::quantity)
                    .orElse(0);
            List<Integer> units = IntStream.range(0, bought)
                    .filter(unit -> !gone.contains(unit))
                    .limit(line.quantity())
                    .boxed()
                    .toList();
            gone.addAll(units);
            allocated.add(line.withUnits(units));
        }
        return allocated;
    }

    private static String shortage(ReturnLine line) {
        return "Line " + line.id() + " sends back " + line.quantity() + " of order line " + line.orderLineId()
                + ", which has only " + line.units().size() + " left.";
    }
}
