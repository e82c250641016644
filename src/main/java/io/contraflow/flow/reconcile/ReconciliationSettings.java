package io.contraflow.flow.reconcile;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is compared, and how fast.
 *
 * @param window returns that ended longer ago are not compared any more
 * @param grace returns that changed within this time are left for the next run
 * @param perSecond most returns that are compared in a second, so that the systems keep room for deliveries
 * @param pageSize returns that are held in memory at once
 */
@Validated
@ConfigurationProperties("contraflow.reconciliation")
record ReconciliationSettings(
        @DefaultValue("7d") @NotNull Duration window,
        @DefaultValue("15m") @NotNull Duration grace,
        @DefaultValue("5") @Min(1) int perSecond,
        @DefaultValue("100") @Min(1) int pageSize) {}
