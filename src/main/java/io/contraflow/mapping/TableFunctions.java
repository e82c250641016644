package io.contraflow.mapping;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code $table} and {@code $row} for one evaluation. Remembers its own failure, because JSONata may wrap it. */
final class TableFunctions {

    private final Function<String, Table> tables;
    private final LookUps lookUps;
    private @Nullable RuntimeException failure;

    TableFunctions(Function<String, Table> tables, LookUps lookUps) {
        this.tables = tables;
        this.lookUps = lookUps;
    }

    void bindTo(Jsonata.Frame frame) {
        bind(frame, "table", (table, key) -> table.find(key).orElse(null));
        bind(frame, "row", (table, key) -> {
            Map<String, String> row = table.row(key);
            return row.isEmpty() ? null : row;
        });
    }

    /** What one of the functions threw; null when none did. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    private void bind(Jsonata.Frame frame, String name, Look look) {
        frame.bind(name, new Jsonata.JFunction((input, arguments) -> noted(() -> call(name, arguments, look)), null));
    }

    private @Nullable Object call(String name, @Nullable List<?> arguments, Look look) {
        if (arguments == null || arguments.size() < 2 || arguments.size() > 3) {
            throw new IllegalArgumentException(
                    "$" + name + " takes a table, a key and, if you like, a default for a missing row");
        }
        String key = text(arguments.get(1));
        Table table = tables.apply(text(arguments.get(0)));
        Object found = look.at(table, key);
        if (found != null) {
            lookUps.looked(table.name(), key, LookUps.Answer.FOUND);
            return found;
        }
        if (arguments.size() == 2) {
            lookUps.looked(table.name(), key, LookUps.Answer.MISSING);
            throw new Unmapped(table.name(), key);
        }
        lookUps.looked(table.name(), key, LookUps.Answer.DEFAULTED);
        return arguments.get(2);
    }

    private @Nullable Object noted(Answer answer) {
        try {
            return answer.get();
        } catch (Unmapped | MissingMapping ours) {
            failure = ours;
            throw ours;
        }
    }

    private static String text(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return "";
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return BigDecimal.valueOf(number).setScale(0).toPlainString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof List || value instanceof Map) {
            throw new IllegalArgumentException("a table or key must be one value, not a list or an object");
        }
        return value.toString();
    }

    private interface Look {
        @Nullable
        Object at(Table table, String key);
    }

    private interface Answer {
        @Nullable
        Object get();
    }
}
