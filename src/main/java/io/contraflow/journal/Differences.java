package io.contraflow.journal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.journal.Rehearsal.Difference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two documents value by value. */
final class Differences {
    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> between(JsonNode before, JsonNode now) {
        Differences differences = new Differences();
        differences.compare(JsonPointer.empty(), before, now);
        return differences.found;
    }

    private void compare(JsonPointer at, @Nullable JsonNode before, @Nullable JsonNode now) {
        if (before != null && now != null && before.isObject() && now.isObject()) {
            Set<String> fields = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(fields::add);
            now.fieldNames().forEachRemaining(fields::add);
            fields.forEach(field -> compare(at.appendProperty(field), before.get(field), now.get(field)));
        } else if (before != null && now != null && before.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
                compare(at.appendIndex(i), before.get(i), now.get(i));
            }
        } else if (before == null ? now != null : !before.equals(now)) {
            found.add(new Difference(at.toString(), before, now));
        }
    }
}
