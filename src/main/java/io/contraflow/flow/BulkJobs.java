package io.contraflow.flow;

import com.fasterxml.uuid.Generators;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.BulkJob.Action;
import io.contraflow.flow.BulkJob.Selection;
import io.contraflow.flow.BulkJob.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Works on many work items, batch by batch; each batch and how far it came are one transaction, so a restart goes on. */
@Component
public class BulkJobs {
    private static final Logger LOG = LoggerFactory.getLogger(BulkJobs.class);
    private static final int BATCH = 100;
    private static final long LOOK_SECONDS = 5;
    private static final long REST_MILLIS = 10;
    private final JdbcClient db;
    private final Exceptions exceptions;
    private final WorkList workList;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running;

    BulkJobs(JdbcClient db, Exceptions exceptions, WorkList workList, TransactionTemplate transaction, Clock clock) {
        this.db = db;
        this.exceptions = exceptions;
        this.workList = workList;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Begins a job on the work items that are open now.
     *
     * @param reason why, or to whom; null for {@link Action#RETRY}
     */
    public BulkJob begin(Action action, Selection selection, String actor, @Nullable String reason) {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        Exceptions.Filter filter = new Exceptions.Filter(selection.cause(), selection.kind(), selection.ids());
        transaction.executeWithoutResult(tx -> db.sql(
                        "insert into bulk_job (id, action, actor, reason, cause, kind, ids, upto, state, total, done,"
                                + " failed, created_at) values (:id, :action, :actor, :reason, :cause, :kind, :ids,"
                                + " :upto, 'RUNNING', :total, 0, 0, :now)")
                .param("id", id)
                .param("action", action.name())
                .param("actor", actor)
                .param("reason", reason, Types.VARCHAR)
                .param("cause", selection.cause(), Types.VARCHAR)
                .param(
                        "kind",
                        selection.kind() == null ? null : selection.kind().name(),
                        Types.VARCHAR)
                .param("ids", written(selection.ids()), Types.VARCHAR)
                // Ids grow with time: what opens later is not meant.
                .param("upto", id)
                .param("total", exceptions.count(filter))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update());
        signal.release();
        return find(id).orElseThrow();
    }

    public Optional<BulkJob> find(UUID id) {
        return db.sql("select * from bulk_job where id = :id")
                .param("id", id)
                .query(BulkJobs::job)
                .optional();
    }

    /** The latest jobs, newest first. */
    public List<BulkJob> latest(int limit) {
        return db.sql("select * from bulk_job order by created_at desc limit :limit")
                .param("limit", limit)
                .query(BulkJobs::job)
                .list();
    }

    /** Stops a job after the batch it is at; answers whether it ran. */
    public boolean stop(UUID id) {
        return end(id, State.STOPPED);
    }

    private boolean end(UUID id, State state) {
        return db.sql("update bulk_job set state = :state, ended_at = :now where id = :id and state = 'RUNNING'")
                        .param("state", state.name())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                > 0;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        running = true;
        Thread worker = new Thread(this::work, "bulk-jobs");
        worker.setDaemon(true);
        worker.start();
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        running = false;
        signal.release();
    }

    private void work() {
        while (running) {
            try {
                if (Boolean.TRUE.equals(transaction.execute(tx -> batch()))) {
                    // A person who stops the job waits for the same row.
                    TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
                } else {
                    signal.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn(
                        "a batch could not be worked on, trying again: {}",
                        e.getClass().getSimpleName());
                pause();
            } catch (RuntimeException e) {
                LOG.error("a batch failed, trying again", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Position(
            BulkJob job,
            Exceptions.Filter filter,
            UUID upto,
            @Nullable UUID after) {}

    /** Answers whether there was a job to work on. */
    private boolean batch() {
        Optional<Position> next = db.sql(
                        "select * from bulk_job where state = 'RUNNING' order by created_at limit 1 for update")
                .query(BulkJobs::position)
                .optional();
        next.ifPresent(this::batch);
        return next.isPresent();
    }

    private void batch(Position at) {
        BulkJob job = at.job;
        List<ExceptionCase> chosen = exceptions.next(at.filter, at.after, at.upto, BATCH);
        int done = 0;
        for (ExceptionCase one : chosen) {
            if (act(job, one)) {
                done++;
            }
        }
        if (!chosen.isEmpty()) {
            db.sql("update bulk_job set position = :position, done = done + :done, failed = failed + :failed"
                            + " where id = :id")
                    .param("position", chosen.get(chosen.size() - 1).id())
                    .param("done", done)
                    .param("failed", chosen.size() - done)
                    .param("id", job.id())
                    .update();
        }
        if (chosen.size() < BATCH) {
            end(job.id(), State.DONE);
            LOG.info("bulk {} by {} is done", job.action(), job.actor());
        }
    }

    private boolean act(BulkJob job, ExceptionCase one) {
        String reason = job.reason() == null ? "" : job.reason();
        return switch (job.action()) {
            case RETRY -> workList.retry(one, job.actor());
            case RESOLVE -> workList.resolve(one, reason, job.actor());
            case ASSIGN -> workList.assign(one, reason, job.actor());
        };
    }

    private static @Nullable String written(@Nullable List<UUID> ids) {
        return ids == null ? null : ids.stream().map(UUID::toString).collect(Collectors.joining(" "));
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        String kind = row.getString("kind");
        String ids = row.getString("ids");
        return new Position(
                job(row, number),
                new Exceptions.Filter(
                        row.getString("cause"),
                        kind == null ? null : io.contraflow.exception.ExceptionKind.valueOf(kind),
                        ids == null
                                ? null
                                : Stream.of(ids.split(" "))
                                        .map(UUID::fromString)
                                        .toList()),
                row.getObject("upto", UUID.class),
                row.getObject("position", UUID.class));
    }

    private static BulkJob job(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new BulkJob(
                row.getObject("id", UUID.class),
                Action.valueOf(row.getString("action")),
                row.getString("actor"),
                row.getString("reason"),
                State.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("done"),
                row.getInt("failed"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
