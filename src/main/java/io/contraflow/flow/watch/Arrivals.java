package io.contraflow.flow.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts how many events each connector brought, by hour, from where it stopped counting. A count may miss an event that
 * became visible late; it is good for comparing hours with hours.
 */
@Component
class Arrivals {
    /** How long counts are kept; longer than any comparison looks back. */
    private static final Duration KEPT = Duration.ofDays(70);

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    Arrivals(JdbcClient db, TransactionTemplate transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    private record Count(String connector, Instant hour, long events, long last) {}

    /** Adds what has come since the last time. */
    void count(Instant now) {
        transaction.executeWithoutResult(tx -> {
            long counted = db.sql("select seq from arrival_counted where id = 1 for update")
                    .query(Long.class)
                    .single();
            List<Count> fresh = db.sql(
                            "select connector, date_trunc('hour', received_at), count(*), max(seq) from inbox"
                                    + " where seq > :counted group by connector, date_trunc('hour', received_at)")
                    .param("counted", counted)
                    .query((row, number) -> new Count(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.HOURS),
                            row.getLong(3),
                            row.getLong(4)))
                    .list();
            fresh.forEach(this::add);
            fresh.stream().mapToLong(Count::last).max().ifPresent(last -> db.sql(
                            "update arrival_counted set seq = :seq where id = 1")
                    .param("seq", last)
                    .update());
            db.sql("delete from arrival where hour_at < :before")
                    .param("before", now.minus(KEPT).atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    private void add(Count count) {
        int known = change(
                count,
                "update arrival set events = events + :events where connector = :connector" + " and hour_at = :hour");
        if (known == 0) {
            change(count, "insert into arrival (connector, hour_at, events) values (:connector, :hour, :events)");
        }
    }

    private int change(Count count, String sql) {
        return db.sql(sql)
                .param("connector", count.connector())
                .param("hour", count.hour().atOffset(ZoneOffset.UTC))
                .param("events", count.events())
                .update();
    }

    /** Events of a connector by hour, without the hours that brought none. */
    NavigableMap<Instant, Long> of(String connector) {
        NavigableMap<Instant, Long> hours = new TreeMap<>();
        db.sql("select hour_at, events from arrival where connector = :connector")
                .param("connector", connector)
                .query(row -> {
                    hours.put(row.getObject(1, OffsetDateTime.class).toInstant(), row.getLong(2));
                });
        return hours;
    }
}
