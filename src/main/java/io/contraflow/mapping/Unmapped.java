package io.contraflow.mapping;

/** A table has no row for a key: an SKU without an ERP item, a status word nobody knows. */
public final class Unmapped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final String key;

    public Unmapped(String table, String key) {
        super(
                key.isEmpty()
                        ? "The table '" + table + "' was asked for an empty key."
                        : "The table '" + table + "' has no row for '" + key + "'.");
        this.table = table;
        this.key = key;
    }

    /** Name of the table, such as {@code sku}. */
    public String table() {
        return table;
    }

    /** What was looked for; empty when the message had nothing there. */
    public String key() {
        return key;
    }
}
