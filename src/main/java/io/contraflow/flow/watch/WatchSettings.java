package io.contraflow.flow.watch;

import io.contraflow.model.Status;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long things may take.
 *
 * @param stages longest stay of a return in a status; one that is not named may stay for ever
 * @param deliveries longest wait of a delivery by operation; {@code default} for those that are not named
 * @param queue when a queue counts as one that only grows
 * @param nodes how long a node may work by other files or another version than the others
 * @param schedules when a schedule counts as late
 * @param volume when a system counts as one that tells less than it usually does
 */
@Validated
@ConfigurationProperties("contraflow.watch")
record WatchSettings(
        @DefaultValue Map<Status, Duration> stages,
        @DefaultValue Map<String, Duration> deliveries,
        @DefaultValue @Valid Queue queue,
        @DefaultValue("10m") Duration nodes,
        @DefaultValue @Valid Schedules schedules,
        @DefaultValue @Valid Volume volume) {
    static final String DEFAULT = "default";

    WatchSettings {
        stages = Map.copyOf(stages);
        deliveries = Map.copyOf(deliveries);
    }

    /**
     * @param least entries that must wait before anybody is told
     * @param looks looks in a row at which it must have grown
     */
    record Queue(
            @DefaultValue("100") @Min(1) int least,
            @DefaultValue("10") @Min(2) int looks) {}

    /**
     * @param late how long a run may be overdue, or fail again and again
     * @param longest how long one run may take
     */
    record Schedules(
            @DefaultValue("5m") Duration late,
            @DefaultValue("1h") Duration longest) {}

    /**
     * @param silence a system may always be silent for so long
     * @param factor how many times its longest silence so far
     * @param window what is compared with the same hours of the weeks before, in whole hours
     * @param weeks how many weeks are looked back
     * @param least events that a window must usually have to be judged
     * @param share of the usual number, below which it is too few
     */
    record Volume(
            @DefaultValue("6h") Duration silence,
            @DefaultValue("2") @Min(1) int factor,
            @DefaultValue("3h") Duration window,
            @DefaultValue("4") @Min(2) @Max(9) int weeks,
            @DefaultValue("30") @Min(1) int least,

            @DefaultValue("0.25") @DecimalMin("0") @DecimalMax("1")
            double share) {}

    Duration delivery(String operation) {
        Duration usual = deliveries.getOrDefault(DEFAULT, Duration.ofHours(1));
        return deliveries.getOrDefault(operation, usual);
    }
}
