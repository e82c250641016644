package io.contraflow.connector;

import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.DeliveryFailed.Kind;
import io.contraflow.journal.RetryPolicy;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** What HTTP statuses mean, as far as all vendors agree. Each type adds its own. */
@Component("statuses")
public class Statuses {
    private final Clock clock;
    private final Duration longest;

    /** @param retry its longest wait also bounds what vendors ask for: a wrong header must not stop a connector for long */
    Statuses(Clock clock, RetryPolicy retry) {
        this.clock = clock;
        this.longest = retry.longest();
    }

    /**
     * The failure that a status stands for.
     *
     * @param what what the vendor said, without personal data
     * @param effectPossible whether the call could have changed something
     */
    public DeliveryFailed of(int status, String what, boolean effectPossible) {
        String message = "answered " + status + (what.isBlank() ? "" : ": " + what);
        if (status == 401 || status == 402) {
            return new DeliveryFailed(Kind.MISCONFIGURED, message);
        }
        if (status == 403) {
            return new DeliveryFailed(Kind.FORBIDDEN, message);
        }
        if (status == 408 || status == 423 || status == 425) {
            return new DeliveryFailed(Kind.TRANSIENT, message);
        }
        if (status >= 500 || status == 0) {
            return new DeliveryFailed(effectPossible ? Kind.AMBIGUOUS : Kind.TRANSIENT, message);
        }
        return new DeliveryFailed(Kind.REJECTED, message);
    }

    /** Called too often; the wait is in the form of {@code Retry-After} (seconds or a date). */
    public DeliveryFailed throttled(String retryAfter) {
        return DeliveryFailed.throttled("called too often", until(retryAfter));
    }

    private Instant until(String retryAfter) {
        Instant now = clock.instant();
        try {
            if (retryAfter.chars().allMatch(c -> Character.isDigit(c) || c == '.') && !retryAfter.isEmpty()) {
                double millis = Math.min(Double.parseDouble(retryAfter) * 1000, longest.toMillis());
                return now.plusMillis((long) millis);
            }
            Instant named = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Instant latest = now.plus(longest);
            return named.isAfter(latest) ? latest : named;
        } catch (NumberFormatException | DateTimeException e) {
            return now.plusSeconds(1);
        }
    }
}
