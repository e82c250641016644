package io.contraflow.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a failing step is tried again.
 *
 * @param first wait after the first failure
 * @param longest longest wait between two tries
 * @param giveUpAfter age at which a step is declared dead
 * @param longestProbe longest wait between two tries of a connector that fails altogether
 */
@ConfigurationProperties("contraflow.retry")
public record RetryPolicy(
        @DefaultValue("1s") Duration first,
        @DefaultValue("15m") Duration longest,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("30s") Duration longestProbe) {

    boolean givesUp(Instant began, Instant now) {
        return !began.plus(giveUpAfter).isAfter(now);
    }

    /** When to try next: doubled each time, with a quarter of jitter so that many do not come back at once. */
    Instant next(int attempt, Instant now) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 30);
        long wait = Math.min(doubled <= 0 ? Long.MAX_VALUE : doubled, longest.toMillis());
        long jitter = RandomGenerator.getDefault().nextLong(wait / 4 + 1);
        return now.plusMillis(wait - wait / 8 + jitter / 2);
    }
}
