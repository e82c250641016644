package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.ExchangeItem;
import io.contraflow.model.Money;
import io.contraflow.model.ReturnEvent.ExchangeReleased;
import io.contraflow.model.ReturnEvent.ExchangeReserved;
import io.contraflow.model.ReturnEvent.ExchangeUnavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes down what the shop says about goods that go out in exchange. What was said stays, in whatever order it came. */
final class Swaps {

    private Swaps() {}

    static Verdict reserved(Draft draft, ExchangeReserved event) {
        if (isUnknown(draft, event.lineId())) {
            return Verdict.IMPOSSIBLE;
        }
        boolean changed = change(
                draft,
                event.lineId(),
                item -> new ExchangeItem(
                        item.lineId(),
                        lower(item.price(), event.price()),
                        item.unavailable(),
                        item.soldOut(),
                        item.released()));
        draft.say("The shop holds the goods for line " + event.lineId() + " at " + event.price() + " apiece.");
        return changed ? Verdict.CHANGED : Verdict.CONFIRMED;
    }

    static Verdict unavailable(Draft draft, ExchangeUnavailable event) {
        if (isUnknown(draft, event.lineId())) {
            return Verdict.IMPOSSIBLE;
        }
        boolean changed = change(
                draft,
                event.lineId(),
                item -> new ExchangeItem(
                        item.lineId(),
                        item.price(),
                        first(item.unavailable(), event.why()),
                        item.soldOut() || event.soldOut(),
                        item.released()));
        draft.say("The goods for line " + event.lineId() + " cannot be had: " + event.why());
        return changed ? Verdict.CHANGED : Verdict.CONFIRMED;
    }

    static Verdict released(Draft draft, ExchangeReleased event) {
        if (event.lineIds().stream().anyMatch(id -> isUnknown(draft, id))) {
            return Verdict.IMPOSSIBLE;
        }
        boolean changed = false;
        for (String id : event.lineIds()) {
            changed |= change(
                    draft,
                    id,
                    item -> new ExchangeItem(item.lineId(), item.price(), item.unavailable(), item.soldOut(), true));
        }
        draft.say("The goods in exchange are on their way.");
        return changed ? Verdict.CHANGED : Verdict.CONFIRMED;
    }

    private static boolean isUnknown(Draft draft, String lineId) {
        boolean unknown = draft.lines.stream().noneMatch(line -> line.id().equals(lineId));
        if (unknown) {
            draft.problem(
                    Problem.QUANTITY_MISMATCH,
                    "Goods in exchange belong to line " + lineId + ", which this" + " return does not have.");
        }
        return unknown;
    }

    private static boolean change(Draft draft, String lineId, UnaryOperator<ExchangeItem> change) {
        ExchangeItem before = draft.exchanges.stream()
                .filter(item -> item.lineId().equals(lineId))
                .findFirst()
                .orElse(new ExchangeItem(lineId, null, null, false, false));
        ExchangeItem after = change.apply(before);
        List<ExchangeItem> all = new ArrayList<>(draft.exchanges);
        all.remove(before);
        all.add(after);
        all.sort(Comparator.comparing(ExchangeItem::lineId));
        boolean changed = !all.equals(draft.exchanges);
        draft.exchanges = List.copyOf(all);
        return changed;
    }

    /** A price that is told again may have risen meanwhile, which is not the customer's fault. */
    private static Money lower(@Nullable Money known, Money told) {
        return known == null ? told : known.min(told);
    }

    /** Of two reasons, the one that does not depend on which came first. */
    private static String first(@Nullable String known, String told) {
        return known == null || told.compareTo(Objects.requireNonNull(known)) < 0 ? told : known;
    }
}
