package io.contraflow.journal;

import static io.contraflow.journal.Sql.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes what was done long ago from the journal, in small transactions; what is not done stays for ever. */
@Component
public class OldEntries {
    private static final List<EntryState> ENDED = List.of(EntryState.DONE, EntryState.RESOLVED);

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    OldEntries(JdbcClient db, TransactionTemplate transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    /** Removes events that ended before; a twin that came now would be kept as new. Answers how many. */
    public int removeEvents(Instant before, int batch) {
        return walk("inbox", "received_at", before, batch, "delete from inbox");
    }

    /** Removes deliveries that ended before. Answers how many. */
    public int removeDeliveries(Instant before, int batch) {
        return walk("outbox", "created_at", before, batch, "delete from outbox");
    }

    /** Empties the payload of events and deliveries that ended before; that they were done stays known. */
    public int emptyPayloads(Instant before, int batch) {
        return walk(
                        "inbox",
                        "received_at",
                        before,
                        batch,
                        "update inbox set payload = cast(:nothing as bytea), original = null")
                + walk(
                        "outbox",
                        "created_at",
                        before,
                        batch,
                        "update outbox set payload = cast(:nothing as bytea), request = null");
    }

    private record Row(long seq, Instant at, Instant ended, boolean isEmpty) {}

    /**
     * Goes through what has ended, oldest first, as far as something can be old enough: numbers grow with time, so a batch
     * that came after {@code before} has only such behind it.
     */
    private int walk(String table, String begin, Instant before, int batch, String change) {
        boolean empties = change.startsWith("update");
        int changed = 0;
        for (EntryState state : ENDED) {
            long after = Long.MIN_VALUE;
            List<Row> rows;
            do {
                rows = db.sql("select seq, " + begin + " as at, done_at, octet_length(payload) as size from " + table
                                // Named in full, so that the index is read in order.
                                + " where state = :state and seq > :after order by state, seq limit :limit")
                        .param("state", state.name())
                        .param("after", after)
                        .param("limit", batch)
                        .query((row, number) -> new Row(
                                row.getLong("seq"),
                                Optional.ofNullable(Sql.instant(row, "at")).orElse(Instant.MAX),
                                Optional.ofNullable(Sql.instant(row, "done_at")).orElse(Instant.MAX),
                                row.getLong("size") == 0))
                        .list();
                changed += change(
                        change,
                        rows.stream()
                                .filter(row -> row.ended.isBefore(before) && !(empties && row.isEmpty))
                                .map(Row::seq)
                                .toList(),
                        before);
                after = rows.isEmpty() ? after : rows.get(rows.size() - 1).seq;
            } while (rows.size() == batch && rows.stream().anyMatch(row -> row.at.isBefore(before)));
        }
        return changed;
    }

    private int change(String change, List<Long> seqs, Instant before) {
        if (seqs.isEmpty()) {
            return 0;
        }
        // Looked at again: a person may have let one run anew meanwhile.
        JdbcClient.StatementSpec statement = db.sql(
                        change + " where seq in (:seqs) and state in ('DONE', 'RESOLVED') and done_at < :before")
                .param("seqs", seqs)
                .param("before", utc(before));
        Integer count = transaction.execute(
                tx -> (change.contains(":nothing") ? statement.param("nothing", new byte[0]) : statement).update());
        return count == null ? 0 : count;
    }
}
