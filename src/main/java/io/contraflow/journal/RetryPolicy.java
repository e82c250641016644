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
 * @param ambiguous shortest wait after a failure that may have had its effect, since it may still be happening
 * @param longestProbe longest wait between two tries of a connector that fails altogether
 * @param unknownAfter age at which a person is told of an event about a return that is not known
 */
@ConfigurationProperties("contraflow.retry")
public record RetryPolicy(
        @DefaultValue("1s") Duration first,
        @DefaultValue("15m") Duration longest,
        @DefaultValue("3d") Duration giveUpAfter,
        @DefaultValue("60s") Duration ambiguous,
        @DefaultValue("30s") Duration longestProbe,
        @DefaultValue("60s") Duration unknownAfter) {

    boolean givesUp(Instant began, Instant now) {
        return !began.plus(giveUpAfter).isAfter(now);
    }

    /** When to try next: not before the other system listens again, nor while a first try may still be at work. */
    Instant next(int attempt, Failure failure, Instant now) {
        Instant next = next(attempt, now);
        if (failure.kind() == DeliveryFailed.Kind.AMBIGUOUS && next.isBefore(now.plus(ambiguous))) {
            next = now.plus(ambiguous);
        }
        Instant listens = failure.notBefore();
        return listens != null && listens.isAfter(next) ? listens : next;
    }

    /** Doubled each time, with a quarter of jitter so that many do not come back at once. */
    Instant next(int attempt, Instant now) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 30);
        long wait = Math.min(doubled <= 0 ? Long.MAX_VALUE : doubled, longest.toMillis());
        long jitter = RandomGenerator.getDefault().nextLong(wait / 4 + 1);
        return now.plusMillis(wait - wait / 8 + jitter / 2);
    }
}
