package io.contraflow.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The sandbox's page; it needs nothing but itself. */
final class Page {
    private Page() {}

    static Answer html() {
        return Answer.of(
                        200,
                        "text/html; charset=utf-8",
                        text("/sandbox/page.html").getBytes(UTF_8))
                .header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; img-src 'self' data:");
    }

    /** A page that comes with the program. */
    static String text(String name) {
        try (InputStream file = Page.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
