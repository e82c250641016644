package io.contraflow.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all simulated systems share: time, numbers, the catalogue and things that happen later. */
public final class World implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(World.class);
    private static final long BEYOND_DOUBLE = 9_007_199_254_740_993L;
    private static final long START_OF_NAMES = 1_790_000_000L;

    private final Clock clock = Clock.systemUTC();
    private final double speed;
    private final URI uri;
    private final ScheduledExecutorService scheduler =
            Executors.newScheduledThreadPool(2, task -> daemon(task, "sandbox-later"));
    // Numbers begin with the time of the start, so that a restarted sandbox never repeats one the orchestrator knows.
    private final AtomicLong ids = new AtomicLong(clock.millis() * 1000);
    private final AtomicLong orderNumbers = new AtomicLong(clock.millis() / 1000 - START_OF_NAMES);

    World(double speed, URI uri) {
        this.speed = speed;
        this.uri = uri;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Address of the sandbox itself, without a trailing slash. */
    public URI uri() {
        return uri;
    }

    /** A number never given before: 16 digits, every fourth one odd and above 2^53, which a double cannot hold. */
    public long nextId() {
        long next = ids.incrementAndGet();
        return next % 4 == 0 ? BEYOND_DOUBLE + 2 * (next / 4) : next;
    }

    /** Name of the next order, such as {@code #1042}. */
    public String nextOrderName() {
        return "#" + orderNumbers.incrementAndGet();
    }

    /** A delay of the vendor as long as it takes here. */
    public Duration scaled(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() / speed));
    }

    /** Does something later; the delay is taken as it is. */
    public void later(Duration delay, Runnable task) {
        var unused = scheduler.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void every(Duration pause, Runnable task) {
        var unused =
                scheduler.scheduleWithFixedDelay(guarded(task), pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    public Optional<Product> product(String sku) {
        return Catalogue.PRODUCTS.stream()
                .filter(product -> product.sku().equals(sku))
                .findFirst();
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    // An executor drops a repeated task for ever after one exception, and nobody sees the exception of a single one.
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("A task of the sandbox failed", e);
            }
        };
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
