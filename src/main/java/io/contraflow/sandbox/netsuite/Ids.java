package io.contraflow.sandbox.netsuite;

/** Internal ids as they stand in paths and references. */
final class Ids {

    private Ids() {}

    /** The number, or one that no record has when the text is none. */
    static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
