package io.contraflow.flow.reconcile;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of all returns in the window, or of one return.
 *
 * @param state {@code RUNNING}, {@code DONE}, {@code STOPPED} by a person, or {@code FAILED}
 * @param askedBy who asked for it
 * @param returnId the only return that is compared; null when all are
 * @param endedAt null while it runs
 * @param compared returns that were compared
 * @param putOff returns that were in motion and are left for the next run
 * @param unread returns of which at least one system could not be read
 * @param found differences, in all
 * @param healed differences whose lost step was repeated
 * @param error why it was not finished; null when it was, or runs
 */
public record Run(
        UUID id,
        String state,
        String askedBy,
        @Nullable UUID returnId,
        Instant startedAt,
        @Nullable Instant endedAt,
        int compared,
        int putOff,
        int unread,
        int found,
        int healed,
        @Nullable String error) {}
