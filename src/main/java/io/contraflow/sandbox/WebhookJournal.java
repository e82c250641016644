package io.contraflow.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What became of each webhook, oldest dropped first. */
final class WebhookJournal {
    private static final int LIMIT = 200_000;

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private long last;

    enum Fate {
        SENDING,
        DELIVERED,
        DROPPED,
        GIVEN_UP
    }

    /**
     * One webhook.
     *
     * @param status HTTP status of the last answer, 0 when there was none
     */
    record Entry(
            long number,
            Instant at,
            String connector,
            String topic,
            Fate fate,
            int attempts,
            int status,
            @Nullable Instant deliveredAt) {}

    synchronized long open(String connector, String topic) {
        entries.put(++last, new Entry(last, Instant.now(), connector, topic, Fate.SENDING, 0, 0, null));
        if (entries.size() > LIMIT) {
            entries.remove(entries.keySet().iterator().next());
        }
        return last;
    }

    /** Whether it is still wanted; false after a reset. */
    synchronized boolean isOpen(long number) {
        return entries.containsKey(number);
    }

    synchronized Duration age(long number) {
        Entry entry = entries.get(number);
        return entry == null ? Duration.ofDays(1) : Duration.between(entry.at(), Instant.now());
    }

    synchronized void answered(long number, int attempts, int status) {
        boolean taken = status / 100 == 2;
        change(number, taken ? Fate.DELIVERED : Fate.SENDING, attempts, status);
    }

    synchronized void dropped(long number) {
        change(number, Fate.DROPPED, 0, 0);
    }

    synchronized void givenUp(long number) {
        Entry entry = entries.get(number);
        if (entry != null) {
            change(number, Fate.GIVEN_UP, entry.attempts(), entry.status());
        }
    }

    private void change(long number, Fate fate, int attempts, int status) {
        entries.computeIfPresent(
                number,
                (key, entry) -> new Entry(
                        number,
                        entry.at(),
                        entry.connector(),
                        entry.topic(),
                        fate,
                        attempts,
                        status,
                        fate == Fate.DELIVERED ? Instant.now() : null));
    }

    /** The newest {@code limit} entries that match, oldest first. */
    synchronized List<Entry> find(Predicate<Entry> wanted, int limit) {
        List<Entry> found = new ArrayList<>(entries.values());
        found.removeIf(wanted.negate());
        return List.copyOf(found.subList(Math.max(0, found.size() - limit), found.size()));
    }

    synchronized void reset() {
        entries.clear();
    }
}
