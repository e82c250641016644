package io.contraflow.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How much waits in the queues; asked of the database when somebody wants to know, and at most every few seconds. */
@Component
class QueueSample {
    /** The states of what is not done. */
    static final List<EntryState> OPEN =
            Stream.of(EntryState.values()).filter(EntryState::isOpen).toList();

    private static final Logger LOG = LoggerFactory.getLogger(QueueSample.class);
    private static final Duration VALID = Duration.ofSeconds(5);

    private final JdbcClient db;
    private final Clock clock;
    private @Nullable Sample latest;

    private record Key(String queue, String connector, EntryState state) {}

    private record Found(long entries, Instant oldest) {}

    private record Sample(Instant at, boolean known, Map<Key, Found> queues, long nodes) {}

    QueueSample(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** How many there are; not a number while the database does not answer. */
    double entries(String queue, String connector, EntryState state) {
        Sample now = sample();
        Found found = now.queues.get(new Key(queue, connector, state));
        return !now.known ? Double.NaN : found == null ? 0 : found.entries;
    }

    /** Seconds since the oldest that waits arrived, 0 when none does; not a number while the database does not answer. */
    double oldestSeconds(String queue, String connector) {
        Sample now = sample();
        Found found = now.queues.get(new Key(queue, connector, EntryState.WAITING));
        return !now.known
                ? Double.NaN
                : found == null
                        ? 0
                        : Math.max(
                                0,
                                Duration.between(found.oldest, clock.instant()).toMillis() / 1000.0);
    }

    /** How many nodes say that they live; not a number while the database does not answer. */
    double nodes() {
        Sample now = sample();
        return now.known ? now.nodes : Double.NaN;
    }

    private synchronized Sample sample() {
        Instant now = clock.instant();
        Sample known = latest;
        if (known == null || !now.isBefore(known.at.plus(VALID))) {
            known = take(now);
            latest = known;
        }
        return known;
    }

    private Sample take(Instant now) {
        try {
            Map<Key, Found> queues = new HashMap<>();
            count("inbox", "received_at", queues);
            count("outbox", "created_at", queues);
            long nodes = db.sql("select count(*) from node").query(Long.class).single();
            return new Sample(now, true, queues, nodes);
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("the queues could not be counted", away);
            return new Sample(now, false, Map.of(), 0);
        }
    }

    private void count(String table, String arrived, Map<Key, Found> into) {
        db.sql("select connector, state, count(*) as entries, min(" + arrived + ") as oldest from " + table
                        + " where state in ('WAITING', 'PARKED', 'DEAD') group by connector, state")
                .query(row -> {
                    Instant oldest = Sql.instant(row, "oldest");
                    into.put(
                            new Key(table, row.getString("connector"), EntryState.valueOf(row.getString("state"))),
                            new Found(row.getLong("entries"), oldest == null ? Instant.EPOCH : oldest));
                });
    }
}
