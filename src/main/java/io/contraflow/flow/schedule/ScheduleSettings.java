package io.contraflow.flow.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How what begins by the clock is shared by nodes.
 *
 * @param store where schedules stand
 * @param checkIn with {@code jdbc}: how often a node's scheduler says that it lives
 * @param threads how many schedules one node runs at once
 */
@ConfigurationProperties("contraflow.schedules")
record ScheduleSettings(
        @DefaultValue("memory") ScheduleStore store,
        @DefaultValue("2s") Duration checkIn,
        @DefaultValue("10") int threads) {
    ScheduleSettings {
        if (checkIn.toMillis() < 500) {
            throw new IllegalArgumentException(
                    "contraflow.schedules.check-in is " + checkIn + "; it must be at least 500ms");
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "contraflow.schedules.threads is " + threads + "; it must be at least 1");
        }
    }
}
