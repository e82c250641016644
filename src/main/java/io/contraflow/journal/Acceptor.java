package io.contraflow.journal;

import static io.contraflow.journal.Sql.utc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores accepted events; those that arrive while a commit runs share the next one. */
final class Acceptor implements AutoCloseable {
    private static final String INSERT =
            "insert into inbox (connector, event_key, topic, lane, payload, state, attempts,"
                    + " due_at, received_at, trace) values (?, ?, ?, ?, ?, 'WAITING', 0, ?, ?, ?) on conflict do nothing";
    private static final int MOST_IN_ONE_COMMIT = 256;
    private static final int MOST_WAITING = 10_000;
    private static final int SECONDS_TO_STORE = 10;
    private static final long LOOK_MILLIS = 250;

    /** An event on its way into the inbox. A sender chooses its names, so they are made to fit the table. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never printed
    record Arrival(
            String connector,
            String key,
            String topic,
            String lane,
            byte[] payload,
            @Nullable String trace) {
        Arrival {
            key = Sql.fit(key, 200);
            topic = Sql.fit(topic, 100);
            lane = Sql.fit(lane, 200);
        }
    }

    private record Pending(Arrival arrival, CompletableFuture<Void> stored) {}

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Consumer<String> wake;
    private final Thread writer = new Thread(this::write, "inbox-writer");
    private volatile boolean running = true;

    Acceptor(JdbcTemplate db, TransactionTemplate transaction, Clock clock, Consumer<String> wake) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
        this.wake = wake;
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Stores the event and returns when it is on disk.
     *
     * @throws CannotStore if it could not be stored; nothing was kept then, or it is a twin of what was kept
     */
    void accept(Arrival arrival) {
        Pending pending = new Pending(arrival, new CompletableFuture<>());
        if (!running || !queue.offer(pending)) {
            throw new CannotStore("too many events at once", null);
        }
        try {
            pending.stored.get(SECONDS_TO_STORE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStore("interrupted while storing", e);
        } catch (ExecutionException e) {
            throw new CannotStore("the database refused", e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new CannotStore("the database did not answer in time", e);
        }
    }

    private void write() {
        List<Pending> batch = new ArrayList<>();
        while (running) {
            try {
                Pending first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_IN_ONE_COMMIT - 1);
                    store(batch);
                }
            } catch (InterruptedException e) {
                running = false;
            }
            batch.clear();
        }
        queue.forEach(left -> left.stored.completeExceptionally(new IllegalStateException("stopping")));
    }

    private void store(List<Pending> batch) {
        try {
            transaction.executeWithoutResult(
                    tx -> insert(db, batch.stream().map(Pending::arrival).toList(), clock.instant()));
            batch.forEach(pending -> pending.stored.complete(null));
            Set<String> connectors =
                    batch.stream().map(pending -> pending.arrival.connector()).collect(Collectors.toSet());
            connectors.forEach(wake);
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1 || (e instanceof RuntimeException failure && Recording.isPassing(failure))) {
                batch.forEach(pending -> pending.stored.completeExceptionally(e));
            } else {
                // One that the database refuses must not take the others with it.
                batch.forEach(pending -> store(List.of(pending)));
            }
        }
    }

    static void insert(JdbcTemplate db, List<Arrival> arrivals, Instant now) {
        db.batchUpdate(INSERT, arrivals, arrivals.size(), (statement, arrival) -> fill(statement, arrival, now));
    }

    private static void fill(PreparedStatement statement, Arrival arrival, Instant now) throws SQLException {
        statement.setString(1, arrival.connector());
        statement.setString(2, arrival.key());
        statement.setString(3, arrival.topic());
        statement.setString(4, arrival.lane());
        statement.setBytes(5, arrival.payload());
        statement.setObject(6, utc(now));
        statement.setObject(7, utc(now));
        statement.setString(8, arrival.trace());
    }

    @Override
    public void close() {
        running = false;
    }
}
