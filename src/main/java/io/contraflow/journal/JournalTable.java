package io.contraflow.journal;

import static io.contraflow.journal.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What inbox and outbox have in common: entries of a lane are taken in order, one at a time. */
final class JournalTable {
    private final JdbcClient db;
    private final String table;
    private final String columns;
    private final String blockedBy;
    private final String kept;
    private final String skipLocked;

    private JournalTable(
            JdbcClient db, String table, String columns, String blockedBy, String kept, String skipLocked) {
        this.db = db;
        this.table = table;
        this.columns = columns;
        this.blockedBy = blockedBy;
        this.kept = kept;
        this.skipLocked = skipLocked;
    }

    /** A dead event holds back nobody: what follows is often just what repairs it. */
    static JournalTable inbox(JdbcClient db, String skipLocked) {
        return new JournalTable(
                db,
                "inbox",
                "seq, connector, topic, event_key as entry_key, lane, null as return_id, payload, attempts,"
                        + " received_at as at, began_at, trace",
                // An event that waits for its return to become known holds back nobody.
                "p.state = 'WAITING' and p.waits_for is null",
                "original, cast(null as varchar) as request",
                skipLocked);
    }

    /** A dead or parked delivery holds back those behind it. */
    static JournalTable outbox(JdbcClient db, String skipLocked) {
        return new JournalTable(
                db,
                "outbox",
                "seq, connector, operation as topic, id as entry_key, lane, return_id, payload, attempts,"
                        + " created_at as at, began_at, trace",
                "p.state in ('WAITING', 'PARKED', 'DEAD')",
                "cast(null as bytea) as original, request",
                skipLocked);
    }

    String name() {
        return table;
    }

    /**
     * Takes up to {@code limit} entries whose turn it is, and counts the try. Needs a transaction.
     *
     * @param until when others may take them
     * @param fresh where new entries are given to nodes: those of this one; null when any node takes any entry
     */
    List<Entry> claim(String connector, int limit, Instant now, Instant until, long node, @Nullable Fresh fresh) {
        List<UUID> given = fresh == null ? List.of() : fresh.given(now);
        List<Entry> entries = db.sql("select " + columns + " from " + table + " e where connector = :connector"
                        + " and state = 'WAITING' and due_at <= :now"
                        + (fresh == null
                                ? ""
                                : " and (attempts > 0 or created_at < :old"
                                        + (given.isEmpty() ? ")" : " or id in (:given))"))
                        + " and (claimed_until is null or claimed_until < :now)"
                        + " and not exists (select 1 from " + table + " p where p.lane = e.lane"
                        + " and " + blockedBy + " and p.seq < e.seq)"
                        // Named in full, H2 reads the index in order and stops at the limit; else it sorts the backlog.
                        + " order by connector, state, priority, seq limit :limit" + skipLocked)
                .param("connector", connector)
                .param("now", utc(now))
                .param("limit", limit)
                .param("old", utc(now.minus(Fresh.GRACE)))
                .param("given", given)
                .query((row, number) -> entry(row, now, node))
                .list();
        if (fresh != null) {
            fresh.taken(entries);
        }
        if (!entries.isEmpty()) {
            db.sql("update " + table + " set claimed_until = :until, claimed_by = :node, attempts = attempts + 1,"
                            + " began_at = coalesce(began_at, :now) where seq in (:seqs)")
                    .param("until", utc(until))
                    .param("node", node)
                    .param("now", utc(now))
                    .param("seqs", entries.stream().map(Entry::seq).toList())
                    .update();
        }
        return entries;
    }

    private static Entry entry(ResultSet row, Instant now, @Nullable Long node) throws SQLException {
        return new Entry(
                row.getLong("seq"),
                row.getString("connector"),
                row.getString("topic"),
                row.getString("entry_key"),
                row.getString("lane"),
                row.getObject("return_id", UUID.class),
                row.getBytes("payload"),
                row.getInt("attempts") + 1,
                Optional.ofNullable(Sql.instant(row, "at")).orElse(now),
                Optional.ofNullable(Sql.instant(row, "began_at")).orElse(now),
                node,
                row.getString("trace"));
    }

    /** Gives back entries that were taken and not begun. */
    void handBack(List<Entry> entries) {
        if (!entries.isEmpty()) {
            db.sql("update " + table + " set claimed_until = null, claimed_by = null, attempts = attempts - 1"
                            + " where seq in (:seqs) and claimed_by = :node")
                    .param("node", entries.get(0).node())
                    .param("seqs", entries.stream().map(Entry::seq).toList())
                    .update();
        }
    }

    /**
     * Gives back a batch of which the taker never heard, because the answer to its claim was lost.
     *
     * @param until what the claim said
     */
    void handBack(String connector, Instant until, long node) {
        db.sql("update " + table + " set claimed_until = null, claimed_by = null, attempts = attempts - 1"
                        + " where connector = :connector and state = 'WAITING' and claimed_until = :until"
                        + " and claimed_by = :node")
                .param("connector", connector)
                .param("until", utc(until))
                .param("node", node)
                .update();
    }

    /** Lets somebody take up again, at once, an entry whose try could not be ended. */
    void letGo(Entry entry) {
        db.sql("update " + table + " set claimed_until = null, claimed_by = null where seq = :seq and state = 'WAITING'"
                        + " and claimed_by = :node and attempts = :attempt")
                .param("seq", entry.seq())
                .param("node", entry.node())
                .param("attempt", entry.attempt())
                .update();
    }

    /** Frees what was left behind at work: by whoever, where this process is alone; else by nodes that are no more. */
    int recover(Instant now) {
        boolean alone = skipLocked.isEmpty();
        return db.sql("update " + table + " set claimed_until = null, claimed_by = null where claimed_until is not null"
                        + " and state = 'WAITING' and (:alone or claimed_until < :now"
                        + " or claimed_by not in (select id from node))")
                .param("alone", alone)
                .param("now", utc(now))
                .update();
    }

    /** Whether a node has anything at work. */
    boolean isAtWork(long node) {
        return !db.sql("select seq from " + table + " where state = 'WAITING' and claimed_by = :node limit 1")
                .param("node", node)
                .query(Long.class)
                .list()
                .isEmpty();
    }

    /**
     * Ends an entry well.
     *
     * @throws ClaimLost if another node has taken it over
     */
    void done(Entry entry, Instant now) {
        end(entry, EntryState.DONE, null, null, now);
    }

    /** Remembers what a try asked the other system to do. */
    void asked(long seq, String request) {
        db.sql("update " + table + " set request = :request where seq = :seq")
                .param("request", request)
                .param("seq", seq)
                .update();
    }

    /** Gives an event another payload; that which it came with is kept. */
    void correct(long seq, byte[] payload) {
        db.sql("update " + table + " set original = coalesce(original, payload), payload = :payload where seq = :seq")
                .param("payload", payload)
                .param("seq", seq)
                .update();
    }

    /**
     * Ends an entry; one that is at work only if it still is at work here.
     *
     * @throws ClaimLost if another node has taken it over
     */
    void end(Entry entry, EntryState state, @Nullable String error, @Nullable String waitsFor, Instant now) {
        change(entry, "state = :state, error = :error, waits_for = :waitsFor, done_at = :now", statement -> statement
                .param("state", state.name())
                .param("error", cut(error))
                .param("waitsFor", waitsFor)
                .param("now", utc(now)));
    }

    /**
     * Lets an entry wait for its next try.
     *
     * @param waitsFor what an event waits for that holds back nobody meanwhile; null for any other entry
     * @throws ClaimLost if another node has taken it over
     */
    void later(Entry entry, Instant due, String error, @Nullable String waitsFor) {
        change(entry, "due_at = :due, error = :error, waits_for = :waitsFor", statement -> statement
                .param("due", utc(due))
                .param("error", cut(error))
                .param("waitsFor", waitsFor, java.sql.Types.VARCHAR));
    }

    /** Lets an entry wait that was not tried after all. */
    void putOff(Entry entry, Instant due) {
        change(entry, "due_at = :due, attempts = attempts - 1", statement -> statement.param("due", utc(due)));
    }

    /** What a node that was taken for dead still writes must not undo what its successor did. */
    private void change(Entry entry, String values, UnaryOperator<JdbcClient.StatementSpec> parameters) {
        boolean isHeld = entry.node() != null;
        JdbcClient.StatementSpec statement = db.sql("update " + table + " set " + values
                        + ", claimed_until = null, claimed_by = null where seq = :seq"
                        + (isHeld ? " and claimed_by = :node and attempts = :attempt" : ""))
                .param("seq", entry.seq());
        if (isHeld) {
            statement = statement.param("node", entry.node()).param("attempt", entry.attempt());
        }
        if (parameters.apply(statement).update() == 0 && isHeld) {
            throw new ClaimLost(table + " " + entry);
        }
    }

    /**
     * Makes what waits for its next try due, because the connector works again. What may have happened already still
     * waits, since it may be happening right now.
     */
    void hasten(String connector, Instant now) {
        db.sql("update " + table + " set due_at = :now where connector = :connector and state = 'WAITING'"
                        + " and due_at > :now and (error is null or error not like 'AMBIGUOUS%')")
                .param("now", utc(now))
                .param("connector", connector)
                .update();
    }

    /** Lets dead or parked entries run again; answers how many. */
    int requeue(List<Long> seqs, Instant now) {
        return seqs.isEmpty()
                ? 0
                : db.sql(
                                "update " + table + " set state = 'WAITING', due_at = :now, claimed_until = null,"
                                        + " began_at = :now, waits_for = null, done_at = null where seq in (:seqs) and state in ('DEAD', 'PARKED')")
                        .param("now", utc(now))
                        .param("seqs", seqs)
                        .update();
    }

    /**
     * A dead or parked entry.
     *
     * @param original what an event came with, before it was corrected; null when it was not
     * @param request what a delivery's last try asked; null when it did not come so far
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stopped(
            Entry entry,
            EntryState state,
            @Nullable String error,
            @Nullable String waitsFor,
            byte @Nullable [] original,
            @Nullable String request) {}

    Optional<Stopped> stoppedEntry(List<Long> seq, Instant now) {
        return seq.isEmpty()
                ? Optional.empty()
                : db.sql("select " + columns + ", state, error, waits_for, " + kept + " from " + table
                                + " e where seq = :seq and state in ('DEAD', 'PARKED')")
                        .param("seq", seq.get(0))
                        .query((row, number) -> new Stopped(
                                entry(row, now, null),
                                EntryState.valueOf(row.getString("state")),
                                row.getString("error"),
                                row.getString("waits_for"),
                                row.getBytes("original"),
                                row.getString("request")))
                        .optional();
    }

    /** Dead deliveries of a return to a connector; what it just told us may have made them needless. */
    List<Long> dead(UUID returnId, String connector) {
        return db.sql("select seq from " + table
                        + " where return_id = :id and connector = :connector and state = 'DEAD'")
                .param("id", returnId)
                .param("connector", connector)
                .query(Long.class)
                .list();
    }

    /** The entry of that number, if it is dead or parked. */
    List<Long> stopped(long seq) {
        return db.sql("select seq from " + table + " where seq = :id and state in ('DEAD', 'PARKED')")
                .param("id", seq)
                .query(Long.class)
                .list();
    }

    /** The delivery of that id, if it is dead or parked. */
    List<Long> stopped(UUID id) {
        return db.sql("select seq from " + table + " where id = :id and state in ('DEAD', 'PARKED')")
                .param("id", id)
                .query(Long.class)
                .list();
    }

    /** Ends dead or parked entries without doing them; answers those that were. */
    List<Entry> skip(List<Long> seqs, String why, Instant now) {
        if (seqs.isEmpty()) {
            return List.of();
        }
        List<Entry> entries = db.sql("select " + columns + " from " + table
                        + " e where seq in (:seqs) and state in ('DEAD', 'PARKED') for update")
                .param("seqs", seqs)
                .query((row, number) -> entry(row, now, null))
                .list();
        entries.forEach(entry -> end(entry, EntryState.RESOLVED, why, null, now));
        return entries;
    }

    /** Entries that wait for something outside, by what they wait for. */
    Map<String, List<Long>> parked() {
        record Row(String waitsFor, long seq) {}
        return db
                .sql("select waits_for, seq from " + table + " where state = 'PARKED' and waits_for is not null")
                .query((row, number) -> new Row(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::waitsFor, Collectors.mapping(Row::seq, Collectors.toList())));
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= 2000 ? text : text.substring(0, 2000);
    }
}
