package io.contraflow.flow.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Remembers how schedules ran. What this process saw is exact; the database, which other nodes and the next start go by,
 * is told of a schedule that runs every second only now and then.
 */
@Component
class ScheduleRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleRuns.class);
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);
    private static final int LONGEST_ERROR = 400;

    private final JdbcClient db;
    private final Clock clock;
    private final Map<String, ScheduleRun> seen = new ConcurrentHashMap<>();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    ScheduleRuns(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** As exact as every database keeps it, so that what was stored is not later than what was seen. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** How it ran; the later of what this process saw and what the database says. */
    ScheduleRun of(String name) {
        ScheduleRun here = seen.get(name);
        ScheduleRun stored = stored(name);
        if (here == null || (stored != null && isAfter(stored.beganAt(), here.beganAt()))) {
            return stored == null ? new ScheduleRun(now(), null, null, null, null, null) : stored;
        }
        return here;
    }

    /** Notes that there is such a schedule. */
    void know(String name) {
        ScheduleRun stored = stored(name);
        if (stored == null) {
            write(name, new ScheduleRun(now(), null, null, null, null, null));
        }
    }

    void began(String name) {
        note(name, of(name, now()).begun(now()), false);
    }

    void ended(String name, @Nullable Exception failure) {
        Instant now = now();
        ScheduleRun before = of(name, now);
        ScheduleRun after = failure == null ? before.succeeded(now) : before.failed(now, words(failure));
        note(name, after, (before.error() == null) != (after.error() == null));
    }

    /** Without asking the database at each run of a schedule of every second. */
    private ScheduleRun of(String name, Instant now) {
        ScheduleRun here = seen.get(name);
        return here != null
                        && now.isBefore(written.getOrDefault(name, Instant.MIN).plus(NOW_AND_THEN))
                ? here
                : of(name);
    }

    private void note(String name, ScheduleRun run, boolean isNews) {
        seen.put(name, run);
        Instant due = written.getOrDefault(name, Instant.MIN);
        if (isNews || due.equals(Instant.MIN) || now().isAfter(due.plus(NOW_AND_THEN))) {
            write(name, run);
        }
    }

    private void write(String name, ScheduleRun run) {
        try {
            if (store(
                            name,
                            run,
                            "update schedule_run set began_at = :began, ended_at = :ended, succeeded_at = :succeeded,"
                                    + " failing_since = :failing, error = :error where name = :name")
                    == 0) {
                store(
                        name,
                        run,
                        "insert into schedule_run (name, known_at, began_at, ended_at, succeeded_at, failing_since,"
                                + " error) values (:name, :known, :began, :ended, :succeeded, :failing, :error)"
                                + " on conflict do nothing");
            }
            written.put(name, now());
        } catch (DataAccessException | TransactionException away) {
            // A schedule must not fail because its run could not be noted; the next note catches up.
            LOG.debug("the run of {} could not be noted", name, away);
        }
    }

    private int store(String name, ScheduleRun run, String sql) {
        return db.sql(sql)
                .param("name", name)
                .param("known", at(run.knownAt()))
                .param("began", at(run.beganAt()))
                .param("ended", at(run.endedAt()))
                .param("succeeded", at(run.succeededAt()))
                .param("failing", at(run.failingSince()))
                .param("error", run.error())
                .update();
    }

    private @Nullable ScheduleRun stored(String name) {
        try {
            return db.sql("select * from schedule_run where name = :name")
                    .param("name", name)
                    .query(ScheduleRuns::read)
                    .optional()
                    .orElse(null);
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("the runs of {} could not be read", name, away);
            return null;
        }
    }

    private static ScheduleRun read(ResultSet row, int number) throws SQLException {
        return new ScheduleRun(
                row.getObject("known_at", OffsetDateTime.class).toInstant(),
                instant(row, "began_at"),
                instant(row, "ended_at"),
                instant(row, "succeeded_at"),
                instant(row, "failing_since"),
                row.getString("error"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static boolean isAfter(@Nullable Instant one, @Nullable Instant other) {
        return one != null && (other == null || one.isAfter(other));
    }

    private static String words(Exception failure) {
        String text = failure.getMessage();
        String words = text == null ? failure.getClass().getSimpleName() : text.replaceAll("\\p{Cntrl}+", " ");
        return words.length() > LONGEST_ERROR ? words.substring(0, LONGEST_ERROR) : words;
    }
}
