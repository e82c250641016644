package io.contraflow.bench;

import io.contraflow.journal.Journal;
import io.contraflow.story.RunningContraflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How long it takes, after a process was killed with many deliveries waiting and some at work, until all are done. */
final class RecoveryBench {
    private static final int DELIVERIES = Integer.getInteger("bench.deliveries", 10_000);
    private static final int BATCH = 100;
    private static final String ACCEPTED = "recovery: accepted";
    private static final String READY = "recovery: ready";
    private static final String DONE = "recovery: done";

    private RecoveryBench() {}

    static void run() throws Exception {
        String folder = RunningContraflow.emptyFolder();
        Process first = start(folder, "accept");
        await(first, ACCEPTED);
        first.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        Process second = start(folder, "deliver");
        await(second, READY);
        double ready = (System.nanoTime() - killed) / 1e9;
        String done = await(second, DONE);
        double all = (System.nanoTime() - killed) / 1e9;
        second.destroyForcibly().waitFor();
        System.out.printf(
                "recovery:       killed with %,d deliveries waiting: up again after %.1f s, all done after %.1f s, that is"
                        + " %.0f deliveries/s once up;%s%n",
                DELIVERIES, ready, all, DELIVERIES / (all - ready), done.substring(DONE.length()));
    }

    private static Process start(String folder, String part) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-Dbench.deliveries=" + DELIVERIES,
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecoveryBench.class.getName(),
                        folder,
                        part)
                .redirectErrorStream(true)
                .start();
    }

    /** The line that begins so. */
    private static String await(Process process, String begin) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(begin)) {
                return line;
            }
        }
        throw new IllegalStateException("the process ended before it said: " + begin);
    }

    /** The process that is killed, and the one that takes over: a folder, and {@code accept} or {@code deliver}. */
    public static void main(String[] arguments) throws Exception {
        boolean delivers = arguments[1].equals("deliver");
        CountDownLatch left = new CountDownLatch(DELIVERIES);
        try (RunningContraflow running = RunningContraflow.startIn(arguments[0], List.of())) {
            running.context().getBean(CamelContext.class).addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:flood/push?concurrency=8").routeId("flood").process(exchange -> {
                        if (!delivers) {
                            // Is at work when the process is killed.
                            TimeUnit.HOURS.sleep(1);
                        }
                        left.countDown();
                    });
                }
            });
            if (delivers) {
                System.out.println(READY);
                left.await();
                System.out.println(DONE + " " + counts(running));
            } else {
                accept(running);
                System.out.println(ACCEPTED);
            }
            TimeUnit.HOURS.sleep(1);
        }
    }

    private static void accept(RunningContraflow running) {
        Journal journal = running.context().getBean(Journal.class);
        TransactionTemplate transaction = running.context().getBean(TransactionTemplate.class);
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        for (int sent = 0; sent < DELIVERIES; sent += BATCH) {
            transaction.executeWithoutResult(tx -> {
                for (int i = 0; i < BATCH; i++) {
                    journal.send(UUID.randomUUID(), "flood", "shop", "push", payload);
                }
            });
        }
    }

    private static String counts(RunningContraflow running) {
        return running.context()
                        .getBean(JdbcClient.class)
                        .sql("select count(*) from outbox where connector = 'flood' and attempts > 1")
                        .query(Long.class)
                        .single()
                + " of them were at work when it was killed";
    }
}
