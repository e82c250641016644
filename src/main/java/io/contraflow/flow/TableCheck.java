package io.contraflow.flow;

import io.contraflow.mapping.Finding;
import io.contraflow.mapping.Lint;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Table;
import io.contraflow.model.Disposition;
import io.contraflow.model.Order;
import io.contraflow.model.ReturnEvent;
import io.contraflow.policy.Policies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tables may say, but hardly mean. Besides {@link Lint}, where a table speaks in our own words: a key that nothing is
 * ever called is a dead row, and a value that is none of our words leads nowhere.
 */
public final class TableCheck {
    private static final int MOST_FINDINGS = 50;

    /** By heading of a column, our words for it. */
    private final Map<String, Set<String>> words = new HashMap<>();

    private TableCheck(Mappings mappings, Policies policies) {
        words.put(
                "disposition",
                names(Stream.of(Disposition.values())
                        .filter(Disposition::isReported)
                        .toArray(Disposition[]::new)));
        words.put("means", names(Order.Means.values()));
        words.put(
                "event",
                Arrays.stream(ReturnEvent.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new)));
        words.put("rule", new TreeSet<>(policies.ruleIds()));
        column(mappings, "disposition", 0).ifPresent(grades -> words.put("grade", grades));
        column(mappings, "reason", 1).ifPresent(reasons -> words.put("reason", reasons));
    }

    /** Findings of all tables, with file and line; empty when nothing is suspicious. */
    public static List<Finding> of(Mappings mappings, Policies policies) {
        TableCheck check = new TableCheck(mappings, policies);
        List<Finding> findings = new ArrayList<>(Lint.of(mappings));
        mappings.tables().forEach(name -> findings.addAll(check.of(mappings.table(name))));
        return findings;
    }

    private List<Finding> of(Table table) {
        String keys = table.columns().get(0);
        String values = table.columns().get(1);
        Set<String> known = words.get(keys);
        Set<String> allowed = words.get(values);
        if (known == null && allowed == null) {
            return List.of();
        }
        return table.rows()
                .flatMap(row -> Stream.concat(
                        known == null ? Stream.empty() : dead(table, row, keys, known),
                        allowed == null ? Stream.empty() : unknown(table, row, values, allowed)))
                .limit(MOST_FINDINGS)
                .toList();
    }

    private static Stream<Finding> dead(Table table, Map<String, String> row, String column, Set<String> known) {
        String key = row.getOrDefault(column, "");
        return known.contains(key)
                ? Stream.empty()
                : Stream.of(new Finding(
                        table.file(),
                        table.lineOf(key),
                        "No " + column + " is ever called '" + key + "', so this row is never used. Correct the key or"
                                + " remove the row."));
    }

    private static Stream<Finding> unknown(Table table, Map<String, String> row, String column, Set<String> allowed) {
        String value = row.getOrDefault(column, "");
        String key = row.getOrDefault(table.columns().get(0), "");
        return allowed.contains(value)
                ? Stream.empty()
                : Stream.of(new Finding(
                        table.file(),
                        table.lineOf(key),
                        "'" + value + "' is no " + column + ". Choose one of " + String.join(", ", allowed) + "."));
    }

    /** All that stands in a column of a table; empty when there is no such table. */
    private static Optional<Set<String>> column(Mappings mappings, String name, int column) {
        if (!mappings.tables().contains(name)) {
            return Optional.empty();
        }
        Table table = mappings.table(name);
        return Optional.of(table.rows()
                .map(row -> row.getOrDefault(table.columns().get(column), ""))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
