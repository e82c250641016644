package io.contraflow.flow.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a schedule has run so far, on whichever node.
 *
 * @param knownAt when it was there first
 * @param beganAt when its last run began; null before the first
 * @param endedAt when a run ended last; earlier than {@code beganAt} while one is on its way
 * @param succeededAt when a run ended well; null before the first
 * @param failingSince the first failure after the last success; null when the last run ended well
 * @param error how the last run failed, without payload; null when it ended well
 */
public record ScheduleRun(
        Instant knownAt,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        @Nullable Instant succeededAt,
        @Nullable Instant failingSince,
        @Nullable String error) {

    /** Whether a run is on its way, as far as is known. */
    public boolean isRunning() {
        return beganAt != null && (endedAt == null || endedAt.isBefore(beganAt));
    }

    ScheduleRun begun(Instant now) {
        return new ScheduleRun(knownAt, now, endedAt, succeededAt, failingSince, error);
    }

    ScheduleRun succeeded(Instant now) {
        return new ScheduleRun(knownAt, beganAt, now, now, null, null);
    }

    ScheduleRun failed(Instant now, String why) {
        return new ScheduleRun(knownAt, beganAt, now, succeededAt, failingSince == null ? now : failingSince, why);
    }
}
