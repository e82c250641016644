package io.contraflow.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as lists show it.
 *
 * @param dueAt when it is tried next, while it waits
 * @param error why it failed last; null when it did not
 * @param doneAt when it ended; null while it waits
 */
public record DeliveryView(
        UUID id,
        UUID returnId,
        String connector,
        String role,
        String operation,
        EntryState state,
        int attempts,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant doneAt,
        @Nullable String error) {}
