package io.contraflow.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The last calls that the simulated systems received, oldest dropped first. */
public final class Journal {
    static final int LIMIT = 200_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    /**
     * One call.
     *
     * @param status HTTP status of the answer, 0 when the connection was dropped without one
     */
    public record Entry(
            long seq,
            Instant at,
            String system,
            String method,
            String path,
            String operation,
            @Nullable String key,
            int status,
            long milliseconds) {}

    synchronized void record(
            Instant at, Call call, String operation, @Nullable String key, int status, long milliseconds) {
        entries.addLast(
                new Entry(++last, at, call.system(), call.method(), call.path(), operation, key, status, milliseconds));
        if (entries.size() > LIMIT) {
            entries.removeFirst();
        }
    }

    /** The newest {@code limit} entries that match, in the order of their arrival. */
    public synchronized List<Entry> find(Predicate<Entry> wanted, int limit) {
        List<Entry> found = new ArrayList<>();
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext() && found.size() < limit) {
            Entry entry = newestFirst.next();
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
        Collections.reverse(found);
        return found;
    }

    synchronized void reset() {
        entries.clear();
    }
}
