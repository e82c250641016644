package io.contraflow.mapping;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.csv.CSVFormat;

/** One table as it stands on the disk now, to change it row by row; comments and all other lines stay as they are. */
public final class TableFile {

    private final Path path;
    private final String text;
    private final Table table;

    private TableFile(Path path, String text, Table table) {
        this.path = path;
        this.text = text;
        this.table = table;
    }

    /**
     * Reads the file of a table.
     *
     * @param folder the folder {@code mappings/}
     * @param name a table that is known, such as {@code sku}
     * @throws FilesRejected if the file on the disk has a mistake
     */
    public static TableFile read(Path folder, String name) throws IOException {
        Path path = folder.resolve(name + ".csv");
        String text = Files.readString(path);
        return new TableFile(path, text, parse(name, folder.getFileName() + "/" + name + ".csv", text));
    }

    /**
     * A change of one row that is not saved yet.
     *
     * @param line line in the file that the row has afterwards, counted from 1
     * @param before the row as it was; empty for a new one
     * @param after the row as it will be
     * @param version version of the file afterwards
     * @param text what the file will say
     */
    public record Change(
            String file, int line, Map<String, String> before, Map<String, String> after, String version, String text) {
        public Change {
            before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
            after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
        }
    }

    /** SHA-256 of the content, hexadecimal. */
    public String version() {
        return DigestUtils.sha256Hex(text);
    }

    /** What the file says. */
    public Table table() {
        return table;
    }

    /**
     * The file with one more row at its end.
     *
     * @param values by column; the first two columns are needed, others may be left out
     * @throws FilesRejected if the row cannot stand in the file
     */
    public Change add(Map<String, String> values) {
        Map<String, String> row = row(values, Map.of());
        String key = key(row);
        if (table.lineOf(key) > 0) {
            throw refused(table.lineOf(key), "The key '" + key + "' is already here. Change that row instead.");
        }
        String start = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        return change(key, Map.of(), row, start + line(row) + "\n", table.size() + 1);
    }

    /**
     * The file with one row changed; columns that are left out stay as they are.
     *
     * @param values by column, the key among them
     * @throws FilesRejected if there is no such row or the new one cannot stand in the file
     */
    public Change replace(Map<String, String> values) {
        String key = key(row(values, Map.of()));
        int place = table.lineOf(key);
        if (place == 0) {
            throw refused(0, "There is no row with the key '" + key + "'. Add it instead.");
        }
        Map<String, String> before = table.row(key);
        Map<String, String> row = row(values, before);
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        lines.set(place - 1, line(row) + (lines.get(place - 1).endsWith("\r") ? "\r" : ""));
        return change(key, before, row, String.join("\n", lines), table.size());
    }

    /** Puts a change in the place of the file: whole or not at all. */
    public void save(Change change) throws IOException {
        Path draft = path.resolveSibling("." + path.getFileName() + ".new");
        try {
            try (FileChannel file = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(change.text().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Change change(String key, Map<String, String> before, Map<String, String> after, String changed, int rows) {
        Table then = parse(table.name(), table.file(), changed);
        // A row that spans several lines would be cut in two; what is read back must be what was meant.
        if (then.size() != rows || !then.row(key).equals(after)) {
            throw refused(table.lineOf(key), "This row cannot be changed here. Change it in the file.");
        }
        return new Change(table.file(), then.lineOf(key), before, after, DigestUtils.sha256Hex(changed), changed);
    }

    private Map<String, String> row(Map<String, String> values, Map<String, String> before) {
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (!table.columns().contains(value.getKey())) {
                throw refused(
                        0,
                        "There is no column '" + value.getKey() + "'. The columns are "
                                + String.join(", ", table.columns()) + ".");
            }
            if (value.getValue().chars().anyMatch(Character::isISOControl)) {
                throw refused(0, "The column '" + value.getKey() + "' has a line break or control character.");
            }
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (String column : table.columns()) {
            row.put(
                    column,
                    values.getOrDefault(column, before.getOrDefault(column, "")).strip());
        }
        return row;
    }

    private String key(Map<String, String> row) {
        String column = table.columns().get(0);
        String key = row.getOrDefault(column, "");
        if (key.isEmpty()) {
            throw refused(0, "The key (column '" + column + "') is empty. Fill it in.");
        }
        return key;
    }

    private FilesRejected refused(int line, String message) {
        return new FilesRejected(List.of(new Finding(table.file(), line, message)));
    }

    private static String line(Map<String, String> row) {
        return CSVFormat.DEFAULT.format(row.values().toArray());
    }

    private static Table parse(String name, String file, String text) {
        return TableReader.read(name, new LastGood.Source(name + ".csv", file, text, DigestUtils.sha256Hex(text)));
    }
}
