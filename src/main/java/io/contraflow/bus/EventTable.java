package io.contraflow.bus;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps canonical events from the transaction that made them until the bus has taken them. */
@Component
class EventTable {
    private final JdbcClient db;

    EventTable(JdbcClient db) {
        this.db = db;
    }

    /**
     * An event that waits.
     *
     * @param seq grows with each event of a return
     * @param key the return's id; for what belongs to no return yet, the subject of its exception
     */
    record Waiting(long seq, String key, String document) {}

    /**
     * How far the bus is behind.
     *
     * @param since when the oldest event that waits was recorded; null when none does
     */
    record Lag(long events, @Nullable Instant since) {
        static final Lag NONE = new Lag(0, null);
    }

    /** Takes part in the running transaction. */
    void add(String key, String document, Instant at) {
        db.sql("insert into bus_event (record_key, document, recorded_at) values (:key, :document, :at)")
                .param("key", key)
                .param("document", document)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The oldest that wait, in order. */
    List<Waiting> next(int most) {
        return db.sql("select seq, record_key, document from bus_event order by seq limit :most")
                .param("most", most)
                .query((row, number) -> new Waiting(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Exactly these: one with a smaller number may be committed later than they. */
    void taken(List<Waiting> events) {
        db.sql("delete from bus_event where seq in (:seqs)")
                .param("seqs", events.stream().map(Waiting::seq).toList())
                .update();
    }

    Lag lag() {
        return db.sql("select count(*), min(recorded_at) from bus_event")
                .query((row, number) -> {
                    OffsetDateTime since = row.getObject(2, OffsetDateTime.class);
                    return new Lag(row.getLong(1), since == null ? null : since.toInstant());
                })
                .single();
    }
}
