package io.contraflow.flow.reconcile;

import com.fasterxml.uuid.Generators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps runs and what they found. */
@Component
class RunTable {
    /** A run that has not been heard of for so long ended with its process. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int LONGEST = 1000;
    private final JdbcClient db;
    private final Clock clock;

    RunTable(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** How many returns a run compared, put off or could not read, and what it found. */
    record Tally(int compared, int putOff, int unread, int found, int healed) {
        static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);
        static final Tally PUT_OFF = new Tally(0, 1, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(
                    compared + other.compared,
                    putOff + other.putOff,
                    unread + other.unread,
                    found + other.found,
                    healed + other.healed);
        }
    }

    /** @param returnId the only return that is compared; null for all */
    UUID begin(String askedBy, @Nullable UUID returnId) {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        db.sql("insert into reconciliation_run (id, state, asked_by, started_at, seen_at, compared, put_off, unread,"
                        + " found, healed, return_id)"
                        + " values (:id, 'RUNNING', :askedBy, :now, :now, 0, 0, 0, 0, 0, :returnId)")
                .param("returnId", returnId)
                .param("id", id)
                .param("askedBy", askedBy)
                .param("now", now())
                .update();
        return id;
    }

    /** Notes how far a run is; answers whether it still runs, or somebody has stopped it. */
    boolean progress(UUID id, Tally tally) {
        write(id, tally);
        return db.sql("select count(*) from reconciliation_run where id = :id and state = 'RUNNING'")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /**
     * Ends a run.
     *
     * @param error why it could not be finished; null when it was
     */
    void end(UUID id, Tally tally, @Nullable String error) {
        write(id, tally);
        end(id, error == null ? "DONE" : "FAILED", error);
    }

    /** Stops a run; answers whether it ran. */
    boolean stop(UUID id, String actor) {
        return end(id, "STOPPED", "Stopped by " + actor + ".");
    }

    private boolean end(UUID id, String state, @Nullable String error) {
        return db.sql("update reconciliation_run set state = :state, ended_at = :now, error = :error"
                                + " where id = :id and state = 'RUNNING'")
                        .param("state", state)
                        .param("now", now())
                        .param("error", error == null ? null : cut(error))
                        .param("id", id)
                        .update()
                > 0;
    }

    private void write(UUID id, Tally tally) {
        db.sql("update reconciliation_run set seen_at = :now, compared = :compared, put_off = :putOff,"
                        + " unread = :unread, found = :found, healed = :healed where id = :id")
                .param("now", now())
                .param("compared", tally.compared())
                .param("putOff", tally.putOff())
                .param("unread", tally.unread())
                .param("found", tally.found())
                .param("healed", tally.healed())
                .param("id", id)
                .update();
    }

    /** Ends the runs whose process is gone. */
    void endAbandoned() {
        db.sql("update reconciliation_run set state = 'FAILED', ended_at = :now, error = 'The process ended.'"
                        + " where state = 'RUNNING' and seen_at < :silent")
                .param("now", now())
                .param("silent", clock.instant().minus(SILENCE).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The run of all returns that goes on. */
    Optional<UUID> running() {
        return db.sql(
                        "select id from reconciliation_run where state = 'RUNNING' and return_id is null order by started_at desc limit 1")
                .query(UUID.class)
                .optional();
    }

    void add(UUID run, Finding finding) {
        db.sql("insert into reconciliation_finding (run_id, return_id, number, kind, role, sentence, ours, theirs,"
                        + " outcome, at) values (:run, :returnId, :number, :kind, :role, :sentence, :ours, :theirs,"
                        + " :outcome, :at)")
                .param("run", run)
                .param("returnId", finding.returnId())
                .param("number", finding.number())
                .param("kind", finding.kind().name())
                .param("role", finding.role())
                .param("sentence", cut(finding.sentence()))
                .param("ours", cut(finding.ours()))
                .param("theirs", cut(finding.theirs()))
                .param("outcome", finding.outcome().name())
                .param("at", finding.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Whether a difference of that kind was healed for a return not long ago. */
    boolean isHealedSince(UUID returnId, DriftKind kind, String role, Instant since) {
        return db.sql("select count(*) from reconciliation_finding where return_id = :id and kind = :kind"
                                + " and role = :role and outcome = 'HEALED' and at > :since")
                        .param("id", returnId)
                        .param("kind", kind.name())
                        .param("role", role)
                        .param("since", since.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The runs of all returns. */
    List<Run> list(int limit, int offset) {
        return db.sql("select * from reconciliation_run where return_id is null"
                        + " order by started_at desc, id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(RunTable::run)
                .list();
    }

    Optional<Run> find(UUID id) {
        return db.sql("select * from reconciliation_run where id = :id")
                .param("id", id)
                .query(RunTable::run)
                .optional();
    }

    List<Finding> findings(UUID run, int limit, int offset) {
        return db.sql("select * from reconciliation_finding where run_id = :run order by seq limit :limit"
                        + " offset :offset")
                .param("run", run)
                .param("limit", limit)
                .param("offset", offset)
                .query(RunTable::finding)
                .list();
    }

    /** What some runs found about one return. */
    Map<UUID, List<Finding>> findings(UUID returnId, Set<UUID> of) {
        Map<UUID, List<Finding>> byRun = new HashMap<>();
        if (!of.isEmpty()) {
            db.sql("select * from reconciliation_finding where return_id = :id and run_id in (:runs) order by seq")
                    .param("id", returnId)
                    .param("runs", of)
                    .query(row -> {
                        byRun.computeIfAbsent(row.getObject("run_id", UUID.class), run -> new ArrayList<>())
                                .add(finding(row, 0));
                    });
        }
        return byRun;
    }

    Map<DriftKind, Long> kinds(UUID run) {
        Map<DriftKind, Long> kinds = new TreeMap<>();
        db.sql("select kind, count(*) from reconciliation_finding where run_id = :run group by kind")
                .param("run", run)
                .query(row -> {
                    kinds.put(DriftKind.valueOf(row.getString(1)), row.getLong(2));
                });
        return kinds;
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Run(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getString("asked_by"),
                row.getObject("return_id", UUID.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                row.getInt("compared"),
                row.getInt("put_off"),
                row.getInt("unread"),
                row.getInt("found"),
                row.getInt("healed"),
                row.getString("error"));
    }

    private static Finding finding(ResultSet row, int number) throws SQLException {
        return new Finding(
                row.getObject("return_id", UUID.class),
                row.getString("number"),
                DriftKind.valueOf(row.getString("kind")),
                row.getString("role"),
                row.getString("sentence"),
                row.getString("ours"),
                row.getString("theirs"),
                Finding.Outcome.valueOf(row.getString("outcome")),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
