package io.contraflow.bench;

import io.contraflow.journal.Journal;
import io.contraflow.story.RunningContraflow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What one slow vendor costs the others, and how much of the concurrency that a connector is configured with is used. Each
 * delivery is a row that is stored, claimed, tried and ended as any other; the vendors only wait before they answer.
 */
final class VendorsBench {
    private static final int DELIVERIES = Integer.getInteger("bench.deliveries", 1_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 2);
    private static final List<String> FAST = List.of("fast-1", "fast-2", "fast-3");
    private static final int CONCURRENCY = 4;
    private static final long FAST_MILLIS = 20;
    private static final long SLOW_MILLIS = 5_000;
    private static final int BATCH = 100;
    private static final int STEADY_AT_ONCE = 8;
    private static final long STEADY_MILLIS = 50;

    private final RunningContraflow running;
    /** When each worker of the steady vendor was answered last, and how long it then did something else, in nanoseconds. */
    private final ThreadLocal<Long> answered = new ThreadLocal<>();

    private final Queue<Long> between = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile long slowMillis = FAST_MILLIS;

    private VendorsBench(RunningContraflow running) {
        this.running = running;
    }

    static void run() throws Exception {
        try (RunningContraflow running = RunningContraflow.start()) {
            VendorsBench bench = new VendorsBench(running);
            bench.addVendors();
            bench.useConcurrency();
            bench.compare();
        }
    }

    private void addVendors() throws Exception {
        running.context().getBean(CamelContext.class).addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String vendor : FAST) {
                    from(source(vendor, CONCURRENCY)).routeId("bench-" + vendor).process(exchange -> {
                        TimeUnit.MILLISECONDS.sleep(FAST_MILLIS);
                        open.countDown();
                    });
                }
                from(source("slow", CONCURRENCY))
                        .routeId("bench-slow")
                        .process(exchange -> TimeUnit.MILLISECONDS.sleep(slowMillis));
                from(source("steady", STEADY_AT_ONCE)).routeId("bench-steady").process(exchange -> {
                    Long before = answered.get();
                    if (before != null) {
                        between.add(System.nanoTime() - before);
                    }
                    TimeUnit.MILLISECONDS.sleep(STEADY_MILLIS);
                    answered.set(System.nanoTime());
                    open.countDown();
                });
            }
        });
    }

    private static String source(String vendor, int concurrency) {
        return "outbox:" + vendor + "/push?concurrency=" + concurrency;
    }

    private void compare() throws Exception {
        others();
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            slowMillis = FAST_MILLIS;
            before.add(others());
            slowMillis = SLOW_MILLIS;
            after.add(others());
        }
        double without = before.stream().mapToDouble(one -> one).average().orElseThrow();
        double with = after.stream().mapToDouble(one -> one).average().orElseThrow();
        System.out.printf(
                "slow vendor:    the other three take %.0f deliveries/s while all answer within %d ms, %.0f while one needs"
                        + " %.0f s, ratio %.2f%n",
                without, FAST_MILLIS, with, SLOW_MILLIS / 1e3, with / without);
    }

    /** Deliveries a second that the fast ones took, while as many as to one of them waited for the slow one. */
    private double others() throws InterruptedException {
        open = new CountDownLatch(FAST.size() * DELIVERIES);
        long begin = System.nanoTime();
        send("slow", DELIVERIES);
        for (String vendor : FAST) {
            send(vendor, DELIVERIES);
        }
        return perSecond(begin, FAST.size() * DELIVERIES);
    }

    /** All are stored before the first is sent, so that storing them is not measured. */
    private void useConcurrency() throws Exception {
        steady();
        between.clear();
        double waiters = waiters();
        double processor = Processor.seconds();
        double taken = steady();
        double millis = (Processor.seconds() - processor) * 1e3 / DELIVERIES;
        double allowed = STEADY_AT_ONCE * 1e3 / STEADY_MILLIS;
        List<Long> nanos = between.stream().sorted().toList();
        System.out.printf(
                "concurrency:    %.0f deliveries/s to a vendor that answers after %d ms, %d at once, which allows %.0f: ratio"
                        + " %.2f; threads that only wait do %.0f here: ratio %.2f; between two calls a worker needs %.1f ms,"
                        + " 90 %% of the time less than %.1f ms; a delivery costs %.1f ms of a processor%n",
                taken,
                STEADY_MILLIS,
                STEADY_AT_ONCE,
                allowed,
                taken / allowed,
                waiters,
                taken / waiters,
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(nanos.size() * 9 / 10) / 1e6,
                millis);
    }

    private double steady() throws InterruptedException {
        Journal journal = running.context().getBean(Journal.class);
        open = new CountDownLatch(DELIVERIES);
        journal.pause("steady", "bench", "until all are stored");
        send("steady", DELIVERIES);
        long begin = System.nanoTime();
        journal.resume("steady");
        return perSecond(begin, DELIVERIES);
    }

    /** What a machine that others use lets as many threads do that have nothing to do but wait. */
    private static double waiters() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(STEADY_AT_ONCE);
        try {
            long begin = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < DELIVERIES; i++) {
                all.add(threads.submit(() -> {
                    TimeUnit.MILLISECONDS.sleep(STEADY_MILLIS);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return DELIVERIES * 1e9 / (System.nanoTime() - begin);
        } finally {
            threads.shutdown();
        }
    }

    private double perSecond(long begin, int deliveries) throws InterruptedException {
        if (!open.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException(open.getCount() + " deliveries are not at the end after 10 minutes");
        }
        return deliveries * 1e9 / (System.nanoTime() - begin);
    }

    private void send(String vendor, int count) {
        Journal journal = running.context().getBean(Journal.class);
        TransactionTemplate transaction = running.context().getBean(TransactionTemplate.class);
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        for (int sent = 0; sent < count; sent += BATCH) {
            transaction.executeWithoutResult(tx -> {
                for (int i = 0; i < BATCH; i++) {
                    journal.send(UUID.randomUUID(), vendor, "shop", "push", payload);
                }
            });
        }
    }
}
