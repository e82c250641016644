package io.contraflow.flow.reconcile;

import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.Returns;
import io.contraflow.model.Return;
import io.contraflow.model.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Compares every open and recently ended return with all systems. The schedule calls it as {@code reconciliation}. */
@Component("reconciliation")
public class Reconciliation implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final RunTable.Tally UNREAD = new RunTable.Tally(0, 0, 1, 0, 0);
    private final Candidates candidates;
    private final Snapshots snapshots;
    private final Verdicts verdicts;
    private final RunTable runs;
    private final ReturnStore store;
    private final Returns returns;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "reconciliation");
        thread.setDaemon(true);
        return thread;
    });

    /** A run is asked to stop, not interrupted: an interrupt in the middle of writing closes the embedded database. */
    private final CountDownLatch stopping = new CountDownLatch(1);

    Reconciliation(
            Candidates candidates,
            Snapshots snapshots,
            Verdicts verdicts,
            RunTable runs,
            ReturnStore store,
            Returns returns,
            ReconciliationSettings settings,
            Clock clock) {
        this.candidates = candidates;
        this.snapshots = snapshots;
        this.verdicts = verdicts;
        this.runs = runs;
        this.store = store;
        this.returns = returns;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A run with a page of what it found.
     *
     * @param kinds how many differences of each kind it found in all
     */
    public record Report(Run run, Map<DriftKind, Long> kinds, List<Finding> findings) {}

    /** Starts the run that nobody asks for. */
    public void scheduled() {
        start("schedule");
    }

    /** Starts a run, unless one is on its way; answers the id of the one that runs now. */
    public synchronized UUID start(String askedBy) {
        runs.endAbandoned();
        Optional<UUID> running = runs.running();
        if (running.isPresent()) {
            return running.get();
        }
        UUID run = runs.begin(askedBy, null);
        worker.execute(() -> run(run));
        return run;
    }

    /**
     * Compares one return at once, whenever it changed last, as a run of its own.
     *
     * @return the run, which has ended; empty when there is no such return
     */
    public Optional<Run> compare(UUID id, String askedBy) {
        if (store.find(id).isEmpty()) {
            return Optional.empty();
        }
        UUID run = runs.begin(askedBy, id);
        RunTable.Tally tally = UNREAD;
        try {
            tally = compareOne(run, id);
        } finally {
            runs.end(run, tally, null);
        }
        return runs.find(run);
    }

    /** Stops a run after the return it is at, on whichever node it is; answers whether it ran. */
    public boolean stop(UUID run, String actor) {
        return runs.stop(run, actor);
    }

    /** The runs, newest first. */
    public List<Run> list(int limit, int offset) {
        return runs.list(limit, offset);
    }

    /** What a run found, if there is such a run. */
    public Optional<Report> report(UUID run, int limit, int offset) {
        return runs.find(run).map(found -> new Report(found, runs.kinds(run), runs.findings(run, limit, offset)));
    }

    private void run(UUID run) {
        Pass pass = new Pass(run);
        String error = null;
        try {
            pass.all();
        } catch (CancellationException e) {
            error = "The process ended.";
        } catch (RuntimeException e) {
            LOG.error("reconciliation {} could not be finished", run, e);
            error = e.toString();
        } finally {
            runs.end(run, pass.tally, error);
            LOG.info("reconciliation {}: {}", run, pass.tally);
        }
    }

    /** One return that cannot be compared must not keep the others from it. */
    private RunTable.Tally compareOne(UUID run, UUID id) {
        try {
            return compared(run, id);
        } catch (RuntimeException e) {
            LOG.warn("return {} could not be compared", id, e);
            return UNREAD;
        }
    }

    private RunTable.Tally compared(UUID run, UUID id) {
        Optional<Return> ours = store.find(id);
        if (ours.isEmpty() || returns.expectsAnswers(id)) {
            return RunTable.Tally.PUT_OFF;
        }
        Snapshots.Reading reading = snapshots.read(ours.get());
        RunTable.Tally judged = verdicts.judge(run, reading, Comparison.of(reading.picture()));
        return reading.isUnread() ? judged.plus(UNREAD) : judged;
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping.countDown();
        worker.shutdown();
        if (!worker.awaitTermination(20, TimeUnit.SECONDS)) {
            LOG.warn("a reconciliation did not end in time");
        }
    }

    /** One way through all returns. */
    private final class Pass {
        private final UUID run;
        private final Instant began = clock.instant();
        private RunTable.Tally tally = RunTable.Tally.NOTHING;

        Pass(UUID run) {
            this.run = run;
        }

        void all() {
            Instant windowBegins = began.minus(settings.window());
            for (Status status : Status.values()) {
                pages(status, Candidates.Place.after(status.isFinal() ? windowBegins : Instant.EPOCH));
            }
            for (UUID id : candidates.withOpenDrift(windowBegins)) {
                paced(id);
            }
        }

        private void pages(Status status, Candidates.Place start) {
            Candidates.Place after = start;
            List<Candidates.Place> page;
            do {
                page = candidates.page(status, after, began.minus(settings.grace()), settings.pageSize());
                for (Candidates.Place place : page) {
                    paced(place.id());
                    after = place;
                }
            } while (page.size() == settings.pageSize());
        }

        /** Leaves the systems room to breathe between two returns. */
        private void paced(UUID id) {
            long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1) / settings.perSecond();
            tally = tally.plus(compareOne(run, id));
            if (!runs.progress(run, tally)) {
                // It has ended already, by a person; what that one wrote stays.
                throw new CancellationException();
            }
            try {
                if (stopping.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new CancellationException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }
    }
}
