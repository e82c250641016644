package io.contraflow.flow;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what has ended is kept, counted from its end. What has not ended, returns and timelines are kept for ever.
 *
 * @param payloads what an event said and what a delivery asked
 * @param events that an event came; a repeat after that time counts as new. At least seven days
 * @param deliveries that a delivery was made
 * @param exceptions resolved exceptions
 * @param alerts alerts that are over, with their messages
 * @param reconciliation reports of reconciliation
 * @param jobs bulk jobs
 * @param documents photos and papers of a return, counted from its end
 * @param batch rows that are changed in one transaction
 */
@Validated
@ConfigurationProperties("contraflow.retention")
record RetentionSettings(
        @DefaultValue("30d") Duration payloads,
        @DefaultValue("90d") Duration events,
        @DefaultValue("400d") Duration deliveries,
        @DefaultValue("400d") Duration exceptions,
        @DefaultValue("90d") Duration alerts,
        @DefaultValue("90d") Duration reconciliation,
        @DefaultValue("90d") Duration jobs,
        @DefaultValue("400d") Duration documents,
        @DefaultValue("500") @Min(1) @Max(10_000) int batch) {
    /** Systems repeat a webhook that was not answered for days; Shopify for two, others longer. */
    private static final Duration REPEATS = Duration.ofDays(7);

    RetentionSettings {
        least("events", events, REPEATS);
        least("payloads", payloads, Duration.ofHours(1));
        least("deliveries", deliveries, Duration.ofDays(1));
        least("exceptions", exceptions, Duration.ofDays(1));
        least("alerts", alerts, Duration.ofDays(1));
        least("reconciliation", reconciliation, Duration.ofDays(1));
        least("jobs", jobs, Duration.ofHours(1));
        least("documents", documents, Duration.ofDays(1));
    }

    private static void least(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "contraflow.retention." + name + " is " + value + "; it must be at least " + least);
        }
    }
}
