package io.contraflow.flow;

import io.contraflow.exception.ExceptionKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work on many work items at once.
 *
 * @param reason why, or of {@link Action#ASSIGN} to whom; null for {@link Action#RETRY}
 * @param total open work items that were chosen
 * @param done of how many it is done
 * @param failed with how many nothing could be done, because there was nothing to try again or they had ended
 */
public record BulkJob(
        UUID id,
        Action action,
        String actor,
        @Nullable String reason,
        State state,
        int total,
        int done,
        int failed,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** What is done with each. */
    public enum Action {
        RETRY,
        RESOLVE,
        ASSIGN
    }

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE,
        STOPPED
    }

    /**
     * Which open work items are meant: those that meet everything that is not null.
     *
     * @param cause all of one group
     * @param ids these; at most 10,000
     */
    public record Selection(
            @Nullable String cause,
            @Nullable ExceptionKind kind,
            @Nullable List<UUID> ids) {}
}
