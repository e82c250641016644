package io.contraflow.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said to one receiver at one step.
 *
 * @param receiver name in {@code config/alerts.yaml}
 * @param step {@code first}, {@code update-<n>}, {@code escalation-<wait>} or {@code all-clear}
 * @param state {@code WAITING}, {@code SENT}, {@code CANCELLED} when it was no longer needed, or {@code DEAD} when it
 *     was given up
 * @param dueAt when it is tried next
 * @param plannedAt when it was meant to be sent
 * @param error why the last try failed; null when it did not
 */
public record AlertMessage(
        UUID id,
        UUID alert,
        String receiver,
        String step,
        String state,
        int attempts,
        Instant plannedAt,
        Instant dueAt,
        @Nullable Instant sentAt,
        @Nullable String error) {
    static final String FIRST = "first";
    static final String ALL_CLEAR = "all-clear";
    static final String UPDATE = "update-";
    static final String ESCALATION = "escalation-";
}
