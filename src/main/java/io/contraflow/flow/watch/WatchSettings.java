package io.contraflow.flow.watch;

import io.contraflow.model.Status;
import jakarta.validation.Valid;
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
 */
@Validated
@ConfigurationProperties("contraflow.watch")
record WatchSettings(
        @DefaultValue Map<Status, Duration> stages,
        @DefaultValue Map<String, Duration> deliveries,
        @DefaultValue @Valid Queue queue) {
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

    Duration delivery(String operation) {
        Duration usual = deliveries.getOrDefault(DEFAULT, Duration.ofHours(1));
        return deliveries.getOrDefault(operation, usual);
    }
}
