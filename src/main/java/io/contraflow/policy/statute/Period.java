package io.contraflow.policy.statute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How long a right stands.
 *
 * @param lastDay its last day, which counts to its end; null while the period has not begun or has no end
 * @param because how the day was found, for the agent
 */
public record Period(@Nullable LocalDate lastDay, String because) {

    /** First moment outside the period; null when there is none. */
    public @Nullable Instant endsAt(ZoneId zone) {
        return lastDay == null ? null : lastDay.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whether a declaration that was sent at that moment is in time; when it arrives does not matter. */
    public boolean isOpen(Instant sentAt, ZoneId zone) {
        Instant end = endsAt(zone);
        return end == null || sentAt.isBefore(end);
    }
}
