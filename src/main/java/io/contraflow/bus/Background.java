package io.contraflow.bus;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread that works until it is told to end; may be started again afterwards. */
final class Background {
    private static final long STOP_SECONDS = 15;
    private final String name;
    private final Runnable work;
    private volatile CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /** @param work returns soon after {@link #goesOn} is false or {@link #endsWithin} is true */
    Background(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    void start() {
        end = new CountDownLatch(1);
        Thread started = new Thread(work, name);
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    /** Tells it to end and waits for that a while. */
    void stop() {
        Thread stopping = thread;
        end.countDown();
        if (stopping != null) {
            try {
                stopping.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    boolean isRunning() {
        return thread != null;
    }

    boolean goesOn() {
        return end.getCount() > 0;
    }

    /** Rests for so many milliseconds; answers whether it was told to end meanwhile. */
    boolean endsWithin(long millis) throws InterruptedException {
        return end.await(millis, TimeUnit.MILLISECONDS);
    }
}
