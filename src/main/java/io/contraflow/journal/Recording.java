package io.contraflow.journal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down how a try ended. What happened in another system cannot be undone, so a database that is away is waited
 * for: otherwise the try would be repeated, and a mail, for one, cannot be looked up before it is sent again.
 */
final class Recording {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final long PAUSE_MILLIS = 200;
    private final TransactionTemplate transaction;
    private final BooleanSupplier goesOn;
    private final Duration longest;

    /**
     * @param goesOn whether there is time to wait; false when the process stops
     * @param longest longest wait; afterwards somebody else may have taken the entry
     */
    Recording(TransactionTemplate transaction, BooleanSupplier goesOn, Duration longest) {
        this.transaction = transaction;
        this.goesOn = goesOn;
        this.longest = longest;
    }

    /**
     * Runs the writes in a transaction, again and again while the database is away.
     *
     * @param what for the log: the table and the entry
     * @throws RuntimeException that of the last try, when waiting makes no sense
     */
    void write(String what, Runnable writes) {
        long end = System.nanoTime() + longest.toNanos();
        for (int tries = 1; ; tries++) {
            try {
                transaction.executeWithoutResult(tx -> writes.run());
                if (tries > 1) {
                    LOG.info("{}: recorded at try {}", what, tries);
                }
                return;
            } catch (RuntimeException e) {
                if (!isPassing(e) || !goesOn.getAsBoolean() || System.nanoTime() - end > 0 || !paused()) {
                    throw e;
                }
                if (tries == 1) {
                    LOG.warn("{}: the database does not take how it ended, waiting for it: {}", what, kind(e));
                }
            }
        }
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the database is away or busy, so that the same may be taken a little later. */
    static boolean isPassing(RuntimeException failure) {
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransactionException;
    }

    /** A failure of the database in a word; what a driver says may hold values. */
    static String kind(RuntimeException failure) {
        return failure.getClass().getSimpleName();
    }
}
