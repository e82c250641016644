package io.contraflow.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A row that a missing key might mean.
 *
 * @param value what that row maps to
 * @param line its line in the file
 * @param because why it is near
 */
public record Suggestion(String key, String value, int line, String because) {
    private static final int MOST = 5;
    /** Columns in which the shop's and the ERP's goods bear the same number. */
    static final List<String> SHARED = List.of("barcode", "gtin", "ean", "upc");

    /** Rows whose key differs only in case, separators or leading zeros, or that have the key as barcode. */
    public static List<Suggestion> of(Table table, String key) {
        String wanted = plain(key);
        List<Suggestion> near = new ArrayList<>();
        if (wanted.isEmpty()) {
            return near;
        }
        List<String> shared = table.columns().stream().filter(SHARED::contains).toList();
        String keyColumn = table.columns().get(0);
        table.rows().takeWhile(row -> near.size() < MOST).forEach(row -> {
            String theirs = row.getOrDefault(keyColumn, "");
            String barcode = shared.stream()
                    .filter(column -> key.equals(row.get(column)))
                    .findFirst()
                    .orElse("");
            if (!barcode.isEmpty()) {
                near.add(of(table, theirs, "same " + barcode));
            } else if (plain(theirs).equals(wanted)) {
                near.add(of(table, theirs, "differs in case, separators or leading zeros only"));
            }
        });
        return near;
    }

    private static Suggestion of(Table table, String key, String because) {
        return new Suggestion(key, table.lookup(key), table.lineOf(key), because);
    }

    /** The key without case, separators and leading zeros. */
    static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "").replaceFirst("^0+(?=.)", "");
    }
}
