package io.contraflow.flow.watch;

import io.contraflow.connector.Connectors;
import io.contraflow.flow.schedule.Schedule;
import io.contraflow.flow.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/**
 * Finds systems that tell us less than they usually do. A subscription that was deleted and a poll that looks in the
 * wrong place make no error; they are only silent. What is usual says each system's own past.
 */
@Component
class SilentSources {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Connectors connectors;
    private final Arrivals arrivals;
    private final Schedules schedules;
    private final WatchSettings.Volume settings;

    SilentSources(Connectors connectors, Arrivals arrivals, Schedules schedules, WatchSettings settings) {
        this.connectors = connectors;
        this.arrivals = arrivals;
        this.schedules = schedules;
        this.settings = settings.volume();
    }

    List<Stuck> find(Instant now) {
        arrivals.count(now);
        List<Stuck> found = new ArrayList<>();
        for (String connector : connectors.connectors().keySet()) {
            NavigableMap<Instant, Long> hours = arrivals.of(connector);
            silence(hours, now)
                    .or(() -> breakdown(hours, now))
                    .ifPresent(what -> found.add(new Stuck(
                            "stuck:volume:" + connector, null, connector + " " + what + " " + polls(connector))));
        }
        return found;
    }

    /** Nothing at all for longer than ever before. */
    private Optional<String> silence(NavigableMap<Instant, Long> hours, Instant now) {
        if (hours.isEmpty() || hours.firstKey().isAfter(now.minus(WEEK))) {
            return Optional.empty();
        }
        Duration longest = Duration.ZERO;
        Instant before = hours.firstKey();
        for (Instant hour : hours.keySet()) {
            Duration gap = Duration.between(before, hour);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            before = hour;
        }
        Duration usual = longest.multipliedBy(settings.factor());
        Duration allowed = usual.compareTo(settings.silence()) > 0 ? usual : settings.silence();
        Instant last = hours.lastKey().plus(1, ChronoUnit.HOURS);
        return last.plus(allowed).isBefore(now)
                ? Optional.of("has told nothing since " + last + ", the longest such time before was "
                        + Words.of(longest) + ".")
                : Optional.empty();
    }

    /** Much less than at this time of the week before. */
    private Optional<String> breakdown(NavigableMap<Instant, Long> hours, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.HOURS);
        long[] before = LongStream.rangeClosed(1, settings.weeks())
                .mapToObj(weeks -> end.minus(WEEK.multipliedBy(weeks)))
                .filter(then -> !hours.isEmpty() && !hours.firstKey().isAfter(then.minus(settings.window())))
                .mapToLong(then -> sum(hours, then))
                .sorted()
                .toArray();
        if (before.length < 2) {
            return Optional.empty();
        }
        // Of an even number the lower of the middle two: in doubt nobody is woken.
        long usual = before[(before.length - 1) / 2];
        long here = sum(hours, end);
        return usual >= settings.least() && here < usual * settings.share()
                ? Optional.of("told " + here + " events in the " + Words.of(settings.window()) + " before " + end
                        + "; at this time of the last " + before.length + " weeks it was " + listed(before) + ".")
                : Optional.empty();
    }

    private long sum(NavigableMap<Instant, Long> hours, Instant end) {
        return hours.subMap(end.minus(settings.window()), true, end, false).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String listed(long[] counts) {
        return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(", "));
    }

    private String polls(String connector) {
        String polls = schedules.list().stream()
                .filter(schedule -> connector.equals(schedule.feeds()))
                .map(schedule -> schedule.id() + " (ran last " + ended(schedule) + ")")
                .collect(Collectors.joining(", "));
        return polls.isEmpty()
                ? "Check its webhook subscription."
                : "Check its webhook subscription, if it has one, and its poll " + polls + ".";
    }

    private static String ended(Schedule schedule) {
        Instant ended = schedule.last().endedAt();
        return ended == null ? "never" : "at " + ended;
    }
}
