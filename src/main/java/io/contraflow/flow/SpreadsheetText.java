package io.contraflow.flow;

import org.jspecify.annotations.Nullable;

/** Texts of strangers for files that people open in a spreadsheet. */
public final class SpreadsheetText {
    private static final String FORMULA = "=+-@\t\r";

    private SpreadsheetText() {}

    /** The text, with an apostrophe before what a spreadsheet would take for a formula, as OWASP advises; empty for null. */
    public static String harmless(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
