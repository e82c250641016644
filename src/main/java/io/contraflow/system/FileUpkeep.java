package io.contraflow.system;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the file of the embedded database small, and forces it to the disk each second. With {@code WRITE_DELAY=0}, which a
 * commit needs to be durable, H2 does neither: each commit appends the pages it changed, and the file grows to fifty times of
 * what it holds. See {@code MVStore.setAutoCommitDelay}: zero ends the thread that would do it.
 */
final class FileUpkeep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FileUpkeep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Dead pages are kept until what replaced them has certainly been forced to the disk. H2's 45 seconds trust the system. */
    private static final Duration RETENTION = PAUSE.multipliedBy(5);
    /** Parts of the file with less living pages than this many percent are written anew. */
    private static final int FILL_PERCENT = 50;
    /** How much is written anew while others wait. */
    private static final int PORTION_BYTES = 4 << 20;

    private static final Duration LONGEST = Duration.ofMillis(50);
    private static final Duration LAST_STEP = Duration.ofSeconds(15);

    private final DataSource database;
    private @Nullable ScheduledExecutorService thread;
    private boolean failed;

    /** @param database any; only an embedded one in a file needs upkeep */
    FileUpkeep(DataSource database) {
        this.database = database;
    }

    @Override
    public void start() {
        if (!(database instanceof SingleWriter embedded)) {
            return;
        }
        ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "database-upkeep");
            daemon.setDaemon(true);
            return daemon;
        });
        thread = upkeep;
        upkeep.scheduleWithFixedDelay(
                () -> embedded.file().ifPresent(store -> keep(embedded, store)),
                PAUSE.toMillis(),
                PAUSE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void keep(SingleWriter embedded, MVStore store) {
        try {
            store.setRetentionTime(Math.toIntExact(RETENTION.toMillis()));
            step(embedded, store);
            failed = false;
        } catch (RuntimeException e) {
            if (!failed && !store.isClosed()) {
                LOG.warn("the file of the database could not be kept small, trying again: {}", e.toString());
            }
            failed = true;
        }
    }

    /** Forces what is written to the disk, and writes the emptiest parts of the file anew, for a moment. */
    static void step(SingleWriter database, MVStore store) {
        if (store.isClosed()) {
            return;
        }
        store.sync();
        long end = System.nanoTime() + LONGEST.toNanos();
        boolean more = true;
        while (more && System.nanoTime() < end) {
            // A backup copies the file as it grows; what is written anew would only make it longer.
            more = database.alone(() -> !store.isClosed()
                    && store.getFileStore().isSpaceReused()
                    && store.compact(FILL_PERCENT, PORTION_BYTES));
        }
    }

    /** Waits for the step that is on its way: an interrupt amid a write would close the file. */
    @Override
    public void stop() {
        ScheduledExecutorService stopped = thread;
        thread = null;
        if (stopped == null) {
            return;
        }
        stopped.shutdown();
        try {
            if (!stopped.awaitTermination(LAST_STEP.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the upkeep of the database's file does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** First to start and last to stop. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
