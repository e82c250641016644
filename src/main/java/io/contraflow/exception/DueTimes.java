package io.contraflow.exception;

import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * By when people should have dealt with an exception.
 *
 * @param dueAfter time from its opening, by kind
 * @param otherwiseDueAfter for kinds that are not named
 */
@Validated
@ConfigurationProperties("contraflow.exceptions")
record DueTimes(
        @DefaultValue Map<ExceptionKind, @DurationMin(seconds = 1) Duration> dueAfter,
        @DefaultValue("3d") @DurationMin(seconds = 1) Duration otherwiseDueAfter) {

    Duration of(ExceptionKind kind) {
        return dueAfter.getOrDefault(kind, otherwiseDueAfter);
    }
}
