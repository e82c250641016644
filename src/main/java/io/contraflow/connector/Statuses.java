package io.contraflow.connector;

import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.DeliveryFailed.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** What HTTP statuses mean, as far as all vendors agree. Each type adds its own. */
@Component("statuses")
public class Statuses {
    private static final int LONGEST_WAIT_SECONDS = 3600;
    private final Clock clock;

    Statuses(Clock clock) {
        this.clock = clock;
    }

    /**
     * The failure that a status stands for.
     *
     * @param what what the vendor said, without personal data
     * @param effectPossible whether the call could have changed something
     */
    public DeliveryFailed of(int status, String what, boolean effectPossible) {
        String message = "answered " + status + (what.isBlank() ? "" : ": " + what);
        if (status == 401) {
            return new DeliveryFailed(Kind.MISCONFIGURED, message);
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
                double seconds = Math.min(Double.parseDouble(retryAfter), LONGEST_WAIT_SECONDS);
                return now.plusMillis((long) (seconds * 1000));
            }
            Instant named = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Instant latest = now.plusSeconds(LONGEST_WAIT_SECONDS);
            return named.isAfter(latest) ? latest : named;
        } catch (NumberFormatException | DateTimeException e) {
            return now.plusSeconds(1);
        }
    }
}
