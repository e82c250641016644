package io.contraflow.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of {@code mappings/}: the first column is the key, the second the value, further ones are free. Keys are
 * compared exactly, case included.
 */
public final class Table {

    private final String name;
    private final String file;
    private final List<String> names;
    private final List<Column> cells;
    private final KeyIndex index;
    private final int[] lines;

    Table(String name, String file, List<String> names, List<Column> cells, KeyIndex index, int[] lines) {
        this.name = name;
        this.file = file;
        this.names = List.copyOf(names);
        this.cells = List.copyOf(cells);
        this.index = index;
        this.lines = lines;
        cells.forEach(Column::trim);
    }

    /** Path below {@code mappings/} without the ending, such as {@code sku}. */
    public String name() {
        return name;
    }

    /** Names of the columns as in the file. */
    public List<String> columns() {
        return names;
    }

    /** The file it was read from, to name in messages. */
    public String file() {
        return file;
    }

    /** The value of that key, if there is a row. */
    public Optional<String> find(String key) {
        int row = index.find(key);
        return row < 0 ? Optional.empty() : Optional.of(cells.get(1).get(row));
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
        int row = index.find(key);
        return row < 0 ? Map.of() : row(row);
    }

    private Map<String, String> row(int row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            values.put(names.get(column), cells.get(column).get(row));
        }
        return values;
    }

    /** Line of the file that has this key, counted from 1; 0 when there is no row. */
    public int lineOf(String key) {
        int row = index.find(key);
        return row < 0 ? 0 : lines[row];
    }

    /** All keys, in the order of the file. */
    public Stream<String> keys() {
        return IntStream.range(0, size()).mapToObj(cells.get(0)::get);
    }

    /** All rows by column name, in the order of the file. */
    public Stream<Map<String, String>> rows() {
        return IntStream.range(0, size()).mapToObj(this::row);
    }

    /** Number of rows. */
    public int size() {
        return lines.length;
    }
}
