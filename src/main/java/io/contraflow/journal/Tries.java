package io.contraflow.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the latest deliveries to each connector were like: how long they took and how they failed. In memory, of this node,
 * since its start.
 */
@Component
public class Tries {
    /** The newest of a connector that are remembered. */
    private static final int MOST = 500;

    private static final int FAILURES = 5;
    private static final Duration RECENT = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Latest> latest = new ConcurrentHashMap<>();

    Tries(Clock clock) {
        this.clock = clock;
    }

    /**
     * A delivery that failed.
     *
     * @param operation what was to be done, such as {@code issue-label}
     * @param error in words, without payload
     */
    public record FailedTry(Instant at, String operation, String error) {}

    /**
     * The tries of the last hour, at most the newest 500.
     *
     * @param tries how many there were
     * @param failed how many of them failed
     * @param half milliseconds within which half of them ended; null without tries
     * @param most milliseconds within which 19 of 20 ended; null without tries
     * @param failures the newest that failed since the start of this node, the newest first
     */
    public record Recent(
            int tries,
            int failed,
            @Nullable Long half,
            @Nullable Long most,
            List<FailedTry> failures) {}

    private record Try(Instant at, long millis, boolean failed) {}

    private static final class Latest {
        private final Deque<Try> tries = new ArrayDeque<>();
        private final Deque<FailedTry> failures = new ArrayDeque<>();

        private synchronized void add(Try one) {
            tries.addLast(one);
            if (tries.size() > MOST) {
                tries.removeFirst();
            }
        }

        private synchronized void add(FailedTry one) {
            failures.addFirst(one);
            if (failures.size() > FAILURES) {
                failures.removeLast();
            }
        }

        private synchronized Recent since(Instant begin) {
            List<Try> counted =
                    tries.stream().filter(one -> !one.at.isBefore(begin)).toList();
            List<Long> times = counted.stream()
                    .map(Try::millis)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            return new Recent(
                    counted.size(),
                    (int) counted.stream().filter(Try::failed).count(),
                    within(times, 50),
                    within(times, 95),
                    List.copyOf(failures));
        }

        private static @Nullable Long within(List<Long> sorted, int percent) {
            return sorted.isEmpty() ? null : sorted.get((sorted.size() * percent + 99) / 100 - 1);
        }
    }

    void tried(String connector, Duration took, boolean failed) {
        of(connector).add(new Try(clock.instant(), took.toMillis(), failed));
    }

    void failed(Entry entry, String error) {
        of(entry.connector()).add(new FailedTry(clock.instant(), entry.topic(), error));
    }

    /** How deliveries to a connector went on this node lately. */
    public Recent recent(String connector) {
        return of(connector).since(clock.instant().minus(RECENT));
    }

    private Latest of(String connector) {
        return latest.computeIfAbsent(connector, name -> new Latest());
    }
}
