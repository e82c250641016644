package io.contraflow.sandbox.netsuite;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** The account's date patterns, all in UTC. */
final class Dates {

    private static final DateTimeFormatter ACCOUNT = DateTimeFormatter.ofPattern("M/d/uuuu");

    private Dates() {}

    static Instant parse(String text, String pattern) {
        try {
            TemporalAccessor read = formatter(pattern).parseBest(text, LocalDateTime::from, LocalDate::from);
            LocalDateTime time = read instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) read;
            return time.toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Tokens.notUnderstood("the date " + text + " by the pattern " + pattern);
        }
    }

    static String format(Instant instant, String pattern) {
        return formatter(pattern).withZone(ZoneOffset.UTC).format(instant);
    }

    static String format(Instant instant) {
        return ACCOUNT.withZone(ZoneOffset.UTC).format(instant);
    }

    private static DateTimeFormatter formatter(String pattern) {
        String java = pattern.replace("YYYY", "uuuu")
                .replace("DD", "dd")
                .replace("HH24", "HH")
                .replace("MI", "mm")
                .replace("SS", "ss")
                .replace('"', '\'');
        try {
            return DateTimeFormatter.ofPattern(java);
        } catch (IllegalArgumentException e) {
            throw Tokens.notUnderstood("the pattern " + pattern);
        }
    }
}
