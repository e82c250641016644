package io.contraflow.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many events come in and deliveries go out, on all nodes together. Each node counts in memory and writes its counts
 * down every ten seconds, so that nothing slows down what is counted; what a killed node had not written yet is missing.
 */
@Component("traffic")
public class Traffic {
    /** One row a node. */
    private static final Duration STEP = Duration.ofSeconds(10);

    private static final int MINUTES = 60;
    private static final Duration KEPT = Duration.ofHours(2);
    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final String node;
    private final Clock clock;
    private final LongAdder events = new LongAdder();
    private final LongAdder deliveries = new LongAdder();

    Traffic(JdbcClient db, TransactionTemplate transaction, NodeSettings settings, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.node = Sql.fit(settings.name(), 200);
        this.clock = clock;
    }

    /** A minute that began then. */
    public record Minute(Instant at, long events, long deliveries) {}

    /**
     * The last hour.
     *
     * @param events that came in within the last minute, repeats among them; up to ten seconds late
     * @param deliveries that were done within the last minute; likewise
     * @param minutes the last 60, the one that runs last
     */
    public record Hour(long events, long deliveries, List<Minute> minutes) {}

    void cameIn() {
        events.increment();
    }

    void wentOut() {
        deliveries.increment();
    }

    /** Writes down what was counted since the last time, and forgets what is old. The schedule of each node calls it. */
    public void write() {
        Instant now = clock.instant();
        long in = events.sumThenReset();
        long out = deliveries.sumThenReset();
        try {
            transaction.executeWithoutResult(tx -> {
                db.sql("delete from traffic where at < :before")
                        .param("before", Sql.utc(now.minus(KEPT)))
                        .update();
                if (in + out > 0) {
                    add(step(now), in, out);
                }
            });
        } catch (DataAccessException | TransactionException away) {
            // Others say that the database is away; the counts wait for it.
            LOG.debug("the traffic could not be written down", away);
            events.add(in);
            deliveries.add(out);
        }
    }

    private void add(Instant at, long in, long out) {
        db.sql("insert into traffic (at, node, events, deliveries) values (:at, :node, 0, 0) on conflict do nothing")
                .param("at", Sql.utc(at))
                .param("node", node)
                .update();
        db.sql(
                        "update traffic set events = events + :in, deliveries = deliveries + :out where at = :at and node = :node")
                .param("in", in)
                .param("out", out)
                .param("at", Sql.utc(at))
                .param("node", node)
                .update();
    }

    private static Instant step(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).plus(STEP.multipliedBy(at.getEpochSecond() % 60 / STEP.toSeconds()));
    }

    /** What went on in the last hour. */
    public Hour lastHour() {
        Instant now = clock.instant();
        Instant last = now.truncatedTo(ChronoUnit.MINUTES);
        Instant first = last.minus(Duration.ofMinutes(MINUTES - 1L));
        NavigableMap<Instant, long[]> steps = new TreeMap<>();
        db.sql(
                        "select at, sum(events) as events, sum(deliveries) as deliveries from traffic where at >= :first group by at")
                .param("first", Sql.utc(first))
                .query(row -> {
                    Instant at = Sql.instant(row, "at");
                    if (at != null) {
                        steps.put(at, new long[] {row.getLong("events"), row.getLong("deliveries")});
                    }
                });
        List<Minute> minutes = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant at = first.plus(Duration.ofMinutes(minute));
            minutes.add(minute(at, steps.subMap(at, at.plus(Duration.ofMinutes(1)))));
        }
        Minute recent = minute(now, steps.tailMap(now.minus(Duration.ofMinutes(1)), false));
        return new Hour(recent.events, recent.deliveries, minutes);
    }

    private static Minute minute(Instant at, SortedMap<Instant, long[]> steps) {
        return new Minute(
                at,
                steps.values().stream().mapToLong(counts -> counts[0]).sum(),
                steps.values().stream().mapToLong(counts -> counts[1]).sum());
    }
}
