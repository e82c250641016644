package io.contraflow.bench;

import io.contraflow.journal.Journal;
import io.contraflow.story.RunningContraflow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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

    private final RunningContraflow running;
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile long slowMillis = FAST_MILLIS;

    private VendorsBench(RunningContraflow running) {
        this.running = running;
    }

    static void run() throws Exception {
        try (RunningContraflow running = RunningContraflow.start()) {
            VendorsBench bench = new VendorsBench(running);
            bench.addVendors();
            bench.compare();
            bench.useConcurrency();
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
                from(source("steady", 8)).routeId("bench-steady").process(exchange -> {
                    TimeUnit.MILLISECONDS.sleep(50);
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

    private void useConcurrency() throws InterruptedException {
        open = new CountDownLatch(DELIVERIES);
        long begin = System.nanoTime();
        send("steady", DELIVERIES);
        double allowed = 8 / 0.05;
        double taken = perSecond(begin, DELIVERIES);
        System.out.printf(
                "concurrency:    %.0f deliveries/s to a vendor that answers after 50 ms, 8 at once, which allows %.0f: ratio"
                        + " %.2f%n",
                taken, allowed, taken / allowed);
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
