package io.contraflow.flow;

import java.util.Locale;

/** Sizes of files for people. */
final class FileSize {
    private static final int STEP = 1024;

    private FileSize() {}

    /** Such as {@code 812 bytes}, {@code 340 kB} or {@code 2.4 MB}. */
    static String words(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        } else if (bytes < STEP * STEP) {
            return bytes / STEP + " kB";
        }
        return String.format(Locale.ROOT, "%.1f MB", (double) bytes / (STEP * STEP))
                .replace(".0 MB", " MB");
    }
}
