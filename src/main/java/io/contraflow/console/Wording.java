package io.contraflow.console;

import io.contraflow.flow.reconcile.Agreement;
import io.contraflow.model.Money;
import io.contraflow.model.Status;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How times, amounts and states are written on all pages. Templates call it as {@code @wording}. */
@Component("wording")
public class Wording {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private final Clock clock;

    Wording(Clock clock) {
        this.clock = clock;
    }

    /** Such as {@code 27 Nov 2026, 14:05}, in the zone of this machine; a dash when there is none. */
    public String time(@Nullable Instant at) {
        return at == null ? "–" : TIME.format(at.atZone(ZoneId.systemDefault()));
    }

    /** Such as {@code 3 min ago} or {@code in 2 h}; a dash when there is none. */
    public String ago(@Nullable Instant at) {
        if (at == null) {
            return "–";
        }
        Duration since = Duration.between(at, clock.instant());
        String length = length(since.abs());
        return since.isNegative() ? "in " + length : length + " ago";
    }

    /** Whether that is over. */
    public boolean isPast(Instant at) {
        return at.isBefore(clock.instant());
    }

    /** A length of time in its largest unit. */
    public String length(@Nullable Duration time) {
        if (time == null) {
            return "–";
        }
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }

    /** A short time, such as {@code 80 ms} or {@code 1.4 s}. */
    public String millis(long millis) {
        return millis < 1_000
                ? millis + " ms"
                : BigDecimal.valueOf(millis / 100, 1).stripTrailingZeros().toPlainString() + " s";
    }

    /** How often something runs: {@code every PT30S} is {@code every 30 s}; a cron expression stays as it is. */
    public String rhythm(String rhythm) {
        return rhythm.startsWith("every P") ? "every " + length(Duration.parse(rhythm.substring(6))) : rhythm;
    }

    /** A share, such as {@code 12.5 %}; {@code basisPoints} are 1/100 of a percent. */
    public String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + " %";
    }

    /** Such as {@code 12.50 EUR}; a dash when there is none. */
    public String money(@Nullable Money money) {
        return money == null ? "–" : money.toString();
    }

    /** Names of the code as words: {@code LABEL_ISSUED} is {@code label issued}. */
    public String words(@Nullable Object name) {
        return name == null ? "–" : name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The colour of a status: {@code ok}, {@code busy}, {@code wait} or {@code off}. */
    public String tone(Status status) {
        return switch (status) {
            case CLOSED, RESOLVED -> "ok";
            case IN_REVIEW -> "wait";
            case DECLINED, CANCELLED, EXPIRED -> "off";
            case REQUESTED, APPROVED, LABEL_ISSUED, IN_TRANSIT, RECEIVED, INSPECTED, RESOLVING -> "busy";
        };
    }

    /** The colour of whether a system agrees. */
    public String agreement(Agreement agreement) {
        return switch (agreement) {
            case AGREES -> "ok";
            case DIFFERS, STOPPED -> "bad";
            case ACCEPTED, HEALED, WAITS, UNREAD -> "wait";
            case NOTHING, NOT_COMPARED, NOT_COMPARABLE -> "";
        };
    }

    /** What tells an id from others of its kind: {@code gid://shopify/Return/7} is {@code 7}. */
    public String tail(String id) {
        String tail = id.startsWith("gid://") ? id.substring(id.lastIndexOf('/') + 1) : id;
        return tail.isEmpty() ? id : tail;
    }

    /** The colour of a word that the journal or a run has for a state. */
    public String tone(String state) {
        return switch (state) {
            case "DONE", "HEALED", "RESOLVED", "ENDED", "ACCEPTED" -> "ok";
            case "DEAD", "FAILED", "OPENED" -> "bad";
            case "PARKED", "STOPPED", "SKIPPED", "PAUSED", "REFUSED", "UNKNOWN" -> "wait";
            default -> "busy";
        };
    }

    /** The colour of how deliveries to a connector stand. */
    public String gate(String state) {
        return switch (state) {
            case "OPEN" -> "ok";
            case "PAUSED" -> "wait";
            default -> "bad";
        };
    }

    /** How deliveries to a connector stand, for people. */
    public String gateWords(String state) {
        return state.equals("OPEN") ? "working" : words(state);
    }
}
