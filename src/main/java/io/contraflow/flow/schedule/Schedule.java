package io.contraflow.flow.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What runs by the clock.
 *
 * @param id id of its route
 * @param description the route's own words
 * @param rhythm its cron expression, or {@code every <duration>}
 * @param gap from one run to the next; null when it is not scheduled
 * @param nextAt when it runs next; null when it is not scheduled
 * @param feeds the connector whose inbox it fills; null when it is no poll
 * @param last how it ran
 */
public record Schedule(
        String id,
        @Nullable String description,
        String rhythm,
        @Nullable Duration gap,
        @Nullable Instant nextAt,
        @Nullable String feeds,
        ScheduleRun last) {}
