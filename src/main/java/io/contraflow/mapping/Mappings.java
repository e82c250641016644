package io.contraflow.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code mappings/}: tables ({@code *.csv}) and transforms ({@code *.jsonata}), named by their path without
 * the ending. Files may change while running: {@link #reload()} takes over each file that is in order and leaves the
 * last good version of any other.
 */
public final class Mappings {

    private static final String TABLE = ".csv";
    private static final String TRANSFORM = ".jsonata";

    /** Tables and transforms by path. */
    private final LastGood<Object> files;

    private final LookUps lookUps;

    private Mappings(LastGood<Object> files, LookUps lookUps) {
        this.files = files;
        this.lookUps = lookUps;
    }

    /**
     * Reads the folder.
     *
     * @throws MappingRejected if a file is broken or the folder cannot be read
     */
    public static Mappings open(Path folder) {
        return open(folder, LookUps.UNHEARD);
    }

    /**
     * Reads the folder.
     *
     * @param lookUps is told of what transforms look up
     * @throws MappingRejected if a file is broken or the folder cannot be read
     */
    public static Mappings open(Path folder, LookUps lookUps) {
        LastGood<Object> files = new LastGood<>(
                folder.toAbsolutePath().normalize(),
                path -> path.endsWith(TABLE) || path.endsWith(TRANSFORM),
                Mappings::read);
        Mappings mappings = new Mappings(files, lookUps);
        List<Finding> findings = mappings.reload();
        if (!findings.isEmpty()) {
            throw new MappingRejected(findings);
        }
        return mappings;
    }

    /** Reads changed files again. Answers why files are refused or cannot work; empty when all is well. */
    public List<Finding> reload() {
        List<Finding> findings = new ArrayList<>(files.reload());
        // A table that is refused is there; its own finding says what is wrong with it.
        Set<String> tables = tables();
        files.paths().stream().filter(path -> path.endsWith(TABLE)).forEach(path -> tables.add(withoutEnding(path)));
        new TreeMap<>(files.contents().byPath()).forEach((path, mapping) -> {
            if (mapping instanceof Transform transform) {
                findings.addAll(transform.missing(tables));
            }
        });
        return findings;
    }

    /** Hash of everything that is in use. */
    public String version() {
        return files.contents().version();
    }

    /**
     * Runs a transform.
     *
     * @param name path below {@code mappings/} without the ending, such as {@code netsuite/authorize-return}
     * @param input maps, lists and scalars
     * @param bindings values that the transform reads as {@code $name}
     * @return plain maps, lists and scalars; null when the transform finds nothing
     * @throws Unmapped if a table has no row that the transform needs
     * @throws ExpressionFailed if the transform fails
     * @throws MissingMapping if there is no such transform, or table that it names
     */
    public @Nullable Object apply(String name, Object input, Map<String, ?> bindings) {
        Map<String, Object> now = files.contents().byPath();
        if (!(now.get(name + TRANSFORM) instanceof Transform transform)) {
            throw new MissingMapping("mappings/" + name + TRANSFORM);
        }
        return transform
                .expression()
                .evaluate(input, bindings, new TableFunctions(table -> table(now, table), lookUps));
    }

    /** The value of a key, if the table has a row for it. */
    public Optional<String> find(String table, String key) {
        return table(table).find(key);
    }

    /** Whether the table has no row for a key that a return needs, so that it stops; counts as a look-up. */
    public boolean isMissing(String table, String key) {
        boolean missing = find(table, key).isEmpty();
        lookUps.looked(table, key, missing ? LookUps.Answer.MISSING : LookUps.Answer.FOUND);
        return missing;
    }

    /**
     * The value of a key.
     *
     * @throws Unmapped if the table has no row for it
     */
    public String lookup(String table, String key) {
        return table(table).lookup(key);
    }

    /**
     * The table of that name.
     *
     * @throws MissingMapping if there is none
     */
    public Table table(String name) {
        return table(files.contents().byPath(), name);
    }

    /** Names of all tables. */
    public SortedSet<String> tables() {
        return names(TABLE);
    }

    /** Names of all transforms. */
    public SortedSet<String> transforms() {
        return names(TRANSFORM);
    }

    private SortedSet<String> names(String ending) {
        SortedSet<String> names = new TreeSet<>();
        for (String path : files.contents().byPath().keySet()) {
            if (path.endsWith(ending)) {
                names.add(withoutEnding(path));
            }
        }
        return names;
    }

    private static Table table(Map<String, Object> now, String name) {
        if (now.get(name + TABLE) instanceof Table found) {
            return found;
        }
        throw new MissingMapping("mappings/" + name + TABLE);
    }

    private static Object read(LastGood.Source source) {
        return source.path().endsWith(TABLE)
                ? TableReader.read(withoutEnding(source.path()), source)
                : Transform.read(source);
    }

    private static String withoutEnding(String path) {
        return path.substring(0, path.lastIndexOf('.'));
    }
}
