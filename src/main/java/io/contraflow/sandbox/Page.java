package io.contraflow.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The sandbox's page; it needs nothing but itself. */
final class Page {
    private Page() {}

    static Answer html() {
        try (InputStream file = Page.class.getResourceAsStream("/sandbox/page.html")) {
            if (file == null) {
                throw new IllegalStateException("sandbox/page.html is missing");
            }
            return Answer.of(200, "text/html; charset=utf-8", file.readAllBytes())
                    .header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'; img-src 'self' data:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
