package io.contraflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Journal;
import io.contraflow.story.Contraflow;
import io.contraflow.story.RunningContraflow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long the work list takes to answer with many dead deliveries of one cause, compared with a hundred of them, and how
 * long a bulk retry of all takes until the last one is delivered.
 */
final class DeadLettersBench {
    private static final int MANY = Integer.getInteger("bench.dead", 10_000);
    private static final int FEW = 100;
    private static final int ASKED = 50;

    private DeadLettersBench() {}

    static void run() throws Exception {
        try (RunningContraflow running = RunningContraflow.start()) {
            AtomicBoolean works = new AtomicBoolean();
            running.context().getBean(CamelContext.class).addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("outbox:flood/push?concurrency=8").routeId("flood").process(exchange -> {
                        if (!works.get()) {
                            throw DeliveryFailed.rejected(null, "flood answered 422");
                        }
                    });
                }
            });
            Contraflow asked = new Contraflow(running.address());
            send(running, FEW);
            await(() -> dead(asked) == FEW);
            for (int warm = 0; warm < 10; warm++) {
                ask(running, asked, "/api/exceptions/groups");
                ask(running, asked, "/api/exceptions");
            }
            double fewGroups = ask(running, asked, "/api/exceptions/groups");
            double fewList = ask(running, asked, "/api/exceptions");

            send(running, MANY - FEW);
            await(() -> dead(asked) == MANY);
            System.out.printf(
                    "dead letters:   groups %.1f ms (of %d: %.1f ms), first page %.1f ms (of %d: %.1f ms), last page of"
                            + " one cause %.1f ms, with %d dead%n",
                    ask(running, asked, "/api/exceptions/groups"),
                    FEW,
                    fewGroups,
                    ask(running, asked, "/api/exceptions"),
                    FEW,
                    fewList,
                    ask(running, asked, "/api/exceptions?cause=" + cause(asked) + "&page=" + (MANY / 50 - 1)),
                    MANY);

            works.set(true);
            long begin = System.nanoTime();
            JsonNode job = asked.web()
                    .send("POST", "/api/jobs", Map.of("action", "RETRY", "cause", cause(asked)))
                    .body();
            String path = "/api/jobs/" + job.get("id").asText();
            await(() -> asked.web().get(path).get("state").asText().equals("DONE"));
            double ended = (System.nanoTime() - begin) / 1e9;
            await(() -> dead(asked) == 0);
            double delivered = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    "bulk retry:     %d work items, job done after %.1f s, all delivered after %.1f s%n",
                    asked.web().get(path).get("done").asInt(), ended, delivered);
        }
    }

    private static void send(RunningContraflow running, int count) {
        Journal journal = running.context().getBean(Journal.class);
        TransactionTemplate transaction = running.context().getBean(TransactionTemplate.class);
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        for (int sent = 0; sent < count; sent += FEW) {
            transaction.executeWithoutResult(tx -> {
                for (int i = 0; i < FEW; i++) {
                    journal.send(UUID.randomUUID(), "flood", "shop", "push", payload);
                }
            });
        }
    }

    /** Median of many answers, in milliseconds; the data change before each, for H2 gives the same answer again otherwise. */
    private static double ask(RunningContraflow running, Contraflow asked, String path) {
        JdbcClient db = running.context().getBean(JdbcClient.class);
        double[] millis = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            db.sql(
                            "update exception_case set last_at = current_timestamp where id = (select max(id) from exception_case)")
                    .update();
            long begin = System.nanoTime();
            if (!asked.web().get(path).has("items")) {
                throw new IllegalStateException("no answer to " + path);
            }
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        return millis[ASKED / 2];
    }

    private static int dead(Contraflow asked) {
        JsonNode groups = asked.web().get("/api/exceptions/groups").get("items");
        return groups.isEmpty() ? 0 : groups.get(0).get("count").asInt();
    }

    private static String cause(Contraflow asked) {
        return asked.web().get("/api/exceptions/groups").at("/items/0/cause").asText();
    }

    private static void await(BooleanSupplier there) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not there after 5 minutes");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
