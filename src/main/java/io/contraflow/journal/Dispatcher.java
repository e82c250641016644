package io.contraflow.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the entries of one connector from one table in batches and hands them to a bounded number of workers. */
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** Longest time until an entry is seen that another process wrote, or that became due. */
    private static final long LOOK_MILLIS = 250;
    /** Longest wait for what is at work when stopping. */
    static final int STOP_SECONDS = 20;
    /** After this time another node may take an entry; longer than any call may last. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private final JournalTable table;
    private final String connector;
    private final Consumer<Entry> work;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Gate gate;
    private final LongSupplier node;
    private final @Nullable Fresh fresh;
    private final int concurrency;
    /** Room for what is worked on next, and for as much again. */
    private final BlockingQueue<Entry> taken;

    private final Semaphore signal = new Semaphore(0);
    private final AtomicInteger atWork = new AtomicInteger();
    /** What is still claimed in the database though nobody here has it, each to be freed when the database answers. */
    private final Queue<Runnable> strays = new ConcurrentLinkedQueue<>();

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;
    private volatile boolean stopping;

    Dispatcher(
            JournalTable table,
            String connector,
            int concurrency,
            Consumer<Entry> work,
            TransactionTemplate transaction,
            Clock clock,
            Gate gate,
            LongSupplier node,
            @Nullable Fresh fresh) {
        this.table = table;
        this.connector = connector;
        this.work = work;
        this.transaction = transaction;
        this.clock = clock;
        this.gate = gate;
        this.node = node;
        this.fresh = fresh;
        this.concurrency = concurrency;
        this.taken = new ArrayBlockingQueue<>(2 * concurrency);
        String name = table.name() + "-" + connector;
        threads.add(new Thread(this::take, name));
        for (int i = 1; i <= concurrency; i++) {
            threads.add(new Thread(this::work, name + "-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Says that this node shall do a new delivery. */
    void give(UUID delivery) {
        if (fresh != null) {
            fresh.give(delivery, clock.instant());
            wake();
        }
    }

    /** Says that there may be something to do. */
    void wake() {
        signal.release();
    }

    private void take() {
        boolean waiting = false;
        while (running) {
            try {
                freeStrays();
                int free = gate.admits(room(), clock.instant());
                boolean more = !stopping && free > 0 && claim(free);
                if (waiting && free > 0) {
                    LOG.info("{} {}: the database answers again", table.name(), connector);
                    waiting = false;
                }
                if (!more && signal.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                if (!waiting) {
                    LOG.warn(
                            "{} {}: the database does not answer, waiting for it: {}",
                            table.name(),
                            connector,
                            Recording.kind(e));
                }
                waiting = true;
                rest();
            } catch (RuntimeException | Error e) {
                LOG.error("{} {}: taking entries failed, trying again", table.name(), connector, e);
                rest();
            }
        }
    }

    /** Nothing while there still is one for each worker: a claim then costs once for all of them, and none waits for it. */
    private int room() {
        int room = taken.remainingCapacity();
        return room < concurrency ? 0 : room;
    }

    /** Answers whether the batch was full, so that there may be more. */
    private boolean claim(int free) {
        long self = node.getAsLong();
        Instant now = clock.instant();
        // As precise as a database keeps it, for it names the batch.
        Instant until = now.plus(LEASE).truncatedTo(ChronoUnit.MICROS);
        List<Entry> entries;
        try {
            entries = transaction.execute(tx -> table.claim(connector, free, now, until, self, fresh));
        } catch (DataAccessException | TransactionException e) {
            // The database may have taken it before the answer was lost.
            strays.add(() -> table.handBack(connector, until, self));
            throw e;
        }
        if (entries == null) {
            return false;
        }
        taken.addAll(entries);
        return entries.size() == free;
    }

    /** By the taking thread alone, so that nothing is freed that was taken again meanwhile. */
    private void freeStrays() {
        for (Runnable stray = strays.peek(); stray != null; stray = strays.peek()) {
            Runnable freeing = stray;
            transaction.executeWithoutResult(tx -> freeing.run());
            strays.remove(freeing);
        }
    }

    private void work() {
        while (running) {
            try {
                Entry entry = taken.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (entry == null) {
                    continue;
                }
                atWork.incrementAndGet();
                try {
                    if (gate.lets(clock.instant())) {
                        work.accept(entry);
                    } else {
                        strays.add(() -> table.handBack(List.of(entry)));
                    }
                } catch (DataAccessException | TransactionException e) {
                    notRecorded(entry, e);
                } finally {
                    atWork.decrementAndGet();
                    wake();
                }
            } catch (InterruptedException e) {
                return;
            } catch (ClaimLost e) {
                LOG.warn("{}; how this try ended is left to it", e.getMessage());
            } catch (RuntimeException | Error e) {
                // The entry stays claimed and comes back when its lease ends.
                LOG.error("{} {}: an entry could not be ended", table.name(), connector, e);
            }
        }
    }

    /** When the database was away too long it comes up again at once, else when its lease ends. */
    private void notRecorded(Entry entry, RuntimeException cause) {
        if (Recording.isPassing(cause)) {
            strays.add(() -> table.letGo(entry));
        }
        LOG.warn(
                "{} {}: how an entry ended could not be recorded, it is taken up again: {}",
                table.name(),
                connector,
                Recording.kind(cause));
    }

    private static void rest() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes nothing more; what was taken and not begun is given back. */
    void stopTaking() {
        stopping = true;
        giveBack();
    }

    private void giveBack() {
        List<Entry> unstarted = new ArrayList<>();
        taken.drainTo(unstarted);
        if (unstarted.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(tx -> table.handBack(unstarted));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} {}: {} entries come back at the next start", table.name(), connector, unstarted.size());
        }
    }

    /**
     * Ends what is at work. Nothing is interrupted: an interrupt amid a write would close the embedded database.
     *
     * @param deadline {@link System#nanoTime} until which to wait
     */
    void finish(long deadline) {
        while (atWork.get() > 0 && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        running = false;
        giveBack();
        try {
            freeStrays();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} {}: {} entries come back at the next start", table.name(), connector, strays.size());
        }
    }

    @Override
    public void close() {
        stopTaking();
        finish(System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS));
    }
}
