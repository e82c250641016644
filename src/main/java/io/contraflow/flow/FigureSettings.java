package io.contraflow.flow;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What figures are counted against.
 *
 * @param refundTarget time from the customer's request within which the merchant wants the money to be back
 * @param ordersMillis how often the shops are asked how many orders they took, in milliseconds
 */
@Validated
@ConfigurationProperties("contraflow.figures")
record FigureSettings(
        @DefaultValue("10d") @DurationMin(seconds = 1) Duration refundTarget,
        @DefaultValue("3600000") @Min(1000) long ordersMillis) {}
