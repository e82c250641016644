package io.contraflow.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.JournalReader;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Suggestion;
import io.contraflow.mapping.Table;
import io.contraflow.mapping.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes rows of mapping tables in their files, remembers who did it, and puts them in force at once. */
@Component
public class MappingTables {
    private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};
    private final Mappings mappings;
    private final Configuration configuration;
    private final JournalReader journal;
    private final Path folder;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;

    MappingTables(
            Mappings mappings,
            Configuration configuration,
            JournalReader journal,
            @Value("${contraflow.mappings-dir}") Path folder,
            JdbcClient db,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        this.mappings = mappings;
        this.configuration = configuration;
        this.journal = journal;
        this.folder = folder.toAbsolutePath().normalize();
        this.db = db;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A change that was made.
     *
     * @param actor the login of who made it
     * @param before the row as it was; empty for a new one
     * @param version version of the file afterwards
     */
    public record Made(
            Instant at, String actor, Map<String, String> before, Map<String, String> after, String version) {}

    /**
     * Adds a row or changes one.
     *
     * @param isNew whether the row must be missing or must be there
     * @param expected version of the file that the caller looked at; null when any will do
     * @param dryRun whether to answer only what would change
     * @throws io.contraflow.mapping.MissingMapping if there is no such table
     * @throws io.contraflow.mapping.FilesRejected if the file or the row is not in order
     * @throws Impossible if the file is no longer the one that the caller looked at
     */
    public synchronized TableFile.Change change(
            String name,
            Map<String, String> values,
            boolean isNew,
            @Nullable String expected,
            boolean dryRun,
            String actor) {
        TableFile file = read(name);
        if (expected != null && !expected.equals(file.version())) {
            throw new Impossible("the table " + name + " has changed meanwhile; look at it again");
        }
        TableFile.Change change = isNew ? file.add(values) : file.replace(values);
        if (!dryRun && !change.before().equals(change.after())) {
            // The file last: when it cannot be written, nothing is remembered either.
            transaction.executeWithoutResult(status -> {
                remember(name, change, actor);
                save(file, change);
            });
            configuration.reload();
        }
        return change;
    }

    /**
     * A key without a row that somebody waits for.
     *
     * @param waiting how many events and deliveries wait for it; a return waits for a SKU with one event
     * @param suggestions rows that it might mean
     */
    public record UnmappedKey(String table, String key, long waiting, List<Suggestion> suggestions) {}

    /** What is missing in the tables, most wanted first. */
    public List<UnmappedKey> unmapped() {
        Set<String> tables = mappings.tables();
        List<UnmappedKey> unmapped = new ArrayList<>();
        journal.waiting().forEach((waitsFor, count) -> {
            int slash = waitsFor.indexOf('/');
            if (!UnknownReturns.isAwaited(waitsFor) && slash > 0 && tables.contains(waitsFor.substring(0, slash))) {
                Table table = mappings.table(waitsFor.substring(0, slash));
                String key = waitsFor.substring(slash + 1);
                unmapped.add(new UnmappedKey(table.name(), key, count, Suggestion.of(table, key)));
            }
        });
        return unmapped;
    }

    /** Version of a table's file as it stands on the disk. */
    public String version(String name) {
        return read(name).version();
    }

    /** The newest changes of a table that were made through here, newest first. */
    public List<Made> changes(String name, int most) {
        return db.sql("select at, actor, before_row, after_row, file_version from mapping_change"
                        + " where mapping = :mapping order by seq desc limit :most")
                .param("mapping", name)
                .param("most", most)
                .query((row, number) -> new Made(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        parse(row.getString("before_row")),
                        parse(row.getString("after_row")),
                        row.getString("file_version")))
                .list();
    }

    private TableFile read(String name) {
        try {
            return TableFile.read(folder, mappings.table(name).name());
        } catch (IOException e) {
            throw new UncheckedIOException("the file of the table " + name + " cannot be read", e);
        }
    }

    private void remember(String name, TableFile.Change change, String actor) {
        db.sql("insert into mapping_change (at, actor, mapping, before_row, after_row, file_version)"
                        + " values (:at, :actor, :mapping, :before, :after, :version)")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("mapping", name)
                .param("before", write(change.before()))
                .param("after", write(change.after()))
                .param("version", change.version())
                .update();
    }

    private static void save(TableFile file, TableFile.Change change) {
        try {
            file.save(change);
        } catch (IOException e) {
            throw new UncheckedIOException(change.file() + " cannot be written", e);
        }
    }

    private String write(Map<String, String> row) {
        try {
            return json.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> parse(String row) {
        try {
            return json.readValue(row, ROW);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
