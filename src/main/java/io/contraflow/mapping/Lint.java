package io.contraflow.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a table may say, but hardly means. */
public final class Lint {
    private static final int MOST_FINDINGS = 50;

    private Lint() {}

    /** Findings of all tables, at most 50 a table; empty when nothing is suspicious. */
    public static List<Finding> of(Mappings mappings) {
        List<Finding> findings = new ArrayList<>();
        mappings.tables().forEach(name -> findings.addAll(of(mappings.table(name))));
        return findings;
    }

    /** Two rows with keys that people read as the same, or with one barcode, but with different values. */
    static List<Finding> of(Table table) {
        List<String> columns = table.columns();
        List<String> barcodes =
                columns.stream().filter(Suggestion.SHARED::contains).toList();
        Map<String, Map<String, String>> byKey = new HashMap<>();
        Map<String, Map<String, String>> byBarcode = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        table.rows().takeWhile(row -> findings.size() < MOST_FINDINGS).forEach(row -> {
            String plain = Suggestion.plain(cell(table, row, 0));
            if (!plain.isEmpty()) {
                twin(table, byKey, plain, row, "differ in case, separators or leading zeros only")
                        .ifPresent(findings::add);
            }
            for (String column : barcodes) {
                String code = row.getOrDefault(column, "");
                if (!code.isEmpty()) {
                    twin(table, byBarcode, column + " " + code, row, "have the same " + column)
                            .ifPresent(findings::add);
                }
            }
        });
        return findings;
    }

    private static Optional<Finding> twin(
            Table table, Map<String, Map<String, String>> seen, String by, Map<String, String> row, String because) {
        Map<String, String> first = seen.putIfAbsent(by, row);
        if (first == null || cell(table, first, 1).equals(cell(table, row, 1))) {
            return Optional.empty();
        }
        String key = cell(table, row, 0);
        String other = cell(table, first, 0);
        return Optional.of(new Finding(
                table.file(),
                table.lineOf(key),
                "The keys '" + other + "' (line " + table.lineOf(other) + ") and '" + key + "' " + because
                        + ", but lead to '" + cell(table, first, 1) + "' and '" + cell(table, row, 1)
                        + "'. Correct one of the two."));
    }

    private static String cell(Table table, Map<String, String> row, int column) {
        return row.getOrDefault(table.columns().get(column), "");
    }
}
