package io.contraflow.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of {@code mappings/}: the first column is the key, the second the value, further ones are free. Keys are
 * compared exactly, case included.
 */
public final class Table {

    private final String name;
    private final List<String> columns;
    private final Map<String, Integer> rows;
    // By column, so that a million rows cost no object each.
    private final List<List<String>> cells;
    private final int[] lines;

    Table(String name, List<String> columns, Map<String, Integer> rows, List<List<String>> cells, int[] lines) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.cells = cells;
        this.lines = lines;
    }

    /** Path below {@code mappings/} without the ending, such as {@code sku}. */
    public String name() {
        return name;
    }

    /** Names of the columns as in the file. */
    public List<String> columns() {
        return columns;
    }

    /** The value of that key, if there is a row. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(rows.get(key)).map(row -> cells.get(1).get(row));
    }

    /**
     * The value of that key.
     *
     * @throws Unmapped if there is no row
     */
    public String lookup(String key) {
        return find(key).orElseThrow(() -> new Unmapped(name, key));
    }

    /** All columns of that key by name; empty when there is no row. */
    public Map<String, String> row(String key) {
        Integer row = rows.get(key);
        if (row == null) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            values.put(columns.get(column), cells.get(column).get(row));
        }
        return values;
    }

    /** Line of the file that has this key, counted from 1; 0 when there is no row. */
    public int lineOf(String key) {
        Integer row = rows.get(key);
        return row == null ? 0 : lines[row];
    }

    public Set<String> keys() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }
}
