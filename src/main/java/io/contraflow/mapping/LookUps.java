package io.contraflow.mapping;

/** Is told of each look-up that a transform makes in a table. */
@FunctionalInterface
public interface LookUps {
    /** Tells nobody. */
    LookUps UNHEARD = (table, key, answer) -> {};

    /** What a look-up came to. */
    enum Answer {
        /** There is a row. */
        FOUND,
        /** There is no row, and the transform names what holds then. */
        DEFAULTED,
        /** There is no row, and the return stops. */
        MISSING
    }

    /**
     * Called while a return is worked on: it must be quick, and must not throw.
     *
     * @param table name of the table, such as {@code sku}
     * @param key as the transform gave it
     */
    void looked(String table, String key, Answer answer);
}
