package io.contraflow.sandbox.netsuite;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT that was understood. Names are lower case and without their table's alias.
 *
 * @param where what the rows must meet, null for all rows
 */
record Query(String table, List<Selected> columns, @Nullable Condition where, List<Order> order) {

    /**
     * A column of the answer.
     *
     * @param column the table's column, "*" for the number of rows
     * @param format pattern that a date is shown in, null for the account's own
     * @param display whether the text for people is wanted instead of the key
     */
    record Selected(String column, String name, @Nullable String format, boolean display) {}

    record Order(String column, boolean descending) {}

    /** What a row must meet. Values are texts, or instants where the query converts them. */
    sealed interface Condition {

        /** The only values that the column can have, when the condition says so. */
        default Optional<List<Object>> only(String column) {
            return Optional.empty();
        }
    }

    record And(List<Condition> parts) implements Condition {

        @Override
        public Optional<List<Object>> only(String column) {
            return parts.stream().flatMap(part -> part.only(column).stream()).findFirst();
        }
    }

    record Or(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    record Compare(String column, String operator, Object value) implements Condition {

        @Override
        public Optional<List<Object>> only(String wanted) {
            return column.equals(wanted) && operator.equals("=") ? Optional.of(List.of(value)) : Optional.empty();
        }
    }

    record In(String column, List<Object> values) implements Condition {

        @Override
        public Optional<List<Object>> only(String wanted) {
            return column.equals(wanted) ? Optional.of(values) : Optional.empty();
        }
    }

    record IsNull(String column) implements Condition {}
}
