package io.contraflow.mapping;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads one CSV file into a table, or refuses it with every line that is wrong. */
final class TableReader {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setCommentMarker('#')
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern LINE_IN_MESSAGE = Pattern.compile("line:? (\\d+)");
    private static final int MOST_FINDINGS = 50;

    private final LastGood.Source source;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<Column> cells = new ArrayList<>();
    private final KeyIndex index;
    private int[] lines = new int[64];
    private int size;

    private TableReader(LastGood.Source source) {
        this.source = source;
        // Keys are the first column of every table.
        Column keys = new Column();
        cells.add(keys);
        this.index = new KeyIndex(keys);
    }

    /** @throws FilesRejected if the file has a mistake */
    static Table read(String name, LastGood.Source source) {
        return new TableReader(source).table(name);
    }

    private Table table(String name) {
        try (CSVParser parser = CSVParser.parse(new StringReader(source.text()), FORMAT)) {
            for (CSVRecord row : parser) {
                take(row, (int) parser.getCurrentLineNumber());
                if (findings.size() >= MOST_FINDINGS || (columns.isEmpty() && !findings.isEmpty())) {
                    break;
                }
            }
            if (columns.isEmpty() && findings.isEmpty()) {
                refuse(1, "The file has no header. Begin it with the names of its columns, such as key,value.");
            }
        } catch (IOException | UncheckedIOException broken) {
            refuseBrokenQuotes(broken);
        }
        if (!findings.isEmpty()) {
            throw new FilesRejected(findings);
        }
        return new Table(name, source.file(), columns, cells, index, Arrays.copyOf(lines, size));
    }

    private void take(CSVRecord row, int line) {
        if (columns.isEmpty()) {
            takeHeader(row.toList(), line);
            return;
        }
        if (row.size() > columns.size()) {
            refuse(
                    line,
                    "The row has " + row.size() + " values, the header names " + columns.size()
                            + ". Put a value that contains a comma in double quotes.");
            return;
        }
        String key = row.get(0).strip();
        String value = row.size() > 1 ? row.get(1).strip() : "";
        if (key.isEmpty() || value.isEmpty()) {
            refuse(
                    line,
                    "The " + (key.isEmpty() ? "key" : "value") + " (column '" + columns.get(key.isEmpty() ? 0 : 1)
                            + "') is empty. Fill it in or remove the row.");
            return;
        }
        int twin = index.find(key);
        if (twin >= 0) {
            refuse(line, "The key '" + key + "' is already in line " + lines[twin] + ". Keep one of the two.");
            return;
        }
        if (size == lines.length) {
            lines = Arrays.copyOf(lines, size + (size >> 1));
        }
        lines[size++] = line;
        for (int column = 0; column < columns.size(); column++) {
            cells.get(column).add(column < row.size() ? row.get(column).strip() : "");
        }
        index.addLast();
    }

    private void takeHeader(List<String> names, int line) {
        List<String> stripped = names.stream().map(String::strip).toList();
        boolean named = stripped.stream().allMatch(name -> COLUMN.matcher(name).matches());
        if (!named || stripped.size() < 2 || new HashSet<>(stripped).size() < stripped.size()) {
            refuse(
                    line,
                    "This should be the header: at least two different column names in lower case, separated by commas,"
                            + " such as shop_sku,erp_item. Found: " + String.join(",", stripped));
            return;
        }
        columns.addAll(stripped);
        stripped.stream().skip(1).forEach(name -> cells.add(new Column()));
    }

    private void refuseBrokenQuotes(Exception broken) {
        Matcher place = LINE_IN_MESSAGE.matcher(String.valueOf(broken.getMessage()));
        int line = place.find() ? Integer.parseInt(place.group(1)) : 0;
        refuse(line, "The quotes are not in order: a value that begins with a double quote must end with one.");
    }

    private void refuse(int line, String message) {
        findings.add(new Finding(source.file(), line, message));
    }
}
