package io.contraflow.alert;

import io.contraflow.exception.ExceptionKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of one cause, as people are told about them.
 *
 * @param sentence the newest one, without personal data
 * @param state {@code OPEN} or {@code OVER}
 * @param open how many of its exceptions are open
 * @param total how often it happened in all
 * @param example one of its open exceptions; null when none is
 */
public record Alert(
        UUID id,
        ExceptionKind kind,
        Severity severity,
        String queue,
        String sentence,
        String state,
        int open,
        int total,
        Instant firstAt,
        Instant lastAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant overAt,
        @Nullable UUID example) {

    /** What can be done. */
    public String action() {
        return kind.action();
    }
}
