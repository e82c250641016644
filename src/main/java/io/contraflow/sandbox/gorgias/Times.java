package io.contraflow.sandbox.gorgias;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as the helpdesk writes them: microseconds, in UTC. */
final class Times {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

    private Times() {}

    static @Nullable String show(@Nullable Instant instant) {
        return instant == null ? null : SHOWN.format(instant);
    }

    /** With or without a zone; without one it is UTC. */
    static Instant read(String text, String path) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutZone) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw Refused.field(path, "Not a valid datetime.");
            }
        }
    }
}
