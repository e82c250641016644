package io.contraflow.sandbox.netsuite;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list of locations; none is inactive. */
record LocationTable(Catalog catalog) implements Table<Map.Entry<String, String>> {

    private static final Set<String> COLUMNS = Set.of("id", "name", "fullname", "isinactive");

    @Override
    public Set<String> columns() {
        return COLUMNS;
    }

    @Override
    public Collection<Map.Entry<String, String>> candidates(Query.@Nullable Condition where) {
        return catalog.locations().entrySet();
    }

    @Override
    public @Nullable Object value(Map.Entry<String, String> location, String column) {
        return switch (column) {
            case "id" -> Long.valueOf(location.getKey());
            case "name", "fullname" -> location.getValue();
            case "isinactive" -> "F";
            default -> null;
        };
    }

    @Override
    public @Nullable String display(Map.Entry<String, String> location, String column) {
        return column.equals("id") ? location.getValue() : Objects.toString(value(location, column), null);
    }
}
