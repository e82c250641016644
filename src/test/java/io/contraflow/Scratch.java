package io.contraflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for what tests leave behind; they go with the build's own folder. */
public final class Scratch {
    private static final Path PLACE = Path.of("target", "scratch");

    private Scratch() {}

    /** A new, empty folder whose name begins so. */
    public static Path folder(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(PLACE.toAbsolutePath()), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
