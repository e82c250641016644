package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.flow.reconcile.Tampering;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Entry;
import io.contraflow.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What stopped is one line a cause, can be looked at, rehearsed, corrected and tried again, single or by the thousand. */
class DeadLettersTest extends RunningTest {
    @Autowired
    Journal journal;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CamelContext camel;

    @Autowired
    ProducerTemplate routes;

    @Test
    void tenThousandDeadDeliveriesOfOneCauseAreOneLineAndOneBulkRetryCompletesThem() throws Exception {
        int many = 10_000;
        AtomicInteger works = new AtomicInteger();
        Set<String> effects = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:flood/push?concurrency=8").routeId("flood").process(exchange -> {
                    Entry entry = exchange.getVariable("entry", Entry.class);
                    if (works.get() == 0) {
                        throw DeliveryFailed.rejected(null, "flood answered 422: no such thing as " + entry.key());
                    }
                    if (!effects.add(entry.key())) {
                        twice.incrementAndGet();
                    }
                });
            }
        });
        for (int batch = 0; batch < many / 500; batch++) {
            transaction.executeWithoutResult(tx -> {
                for (int i = 0; i < 500; i++) {
                    journal.send(UUID.randomUUID(), "flood", "shop", "push", "{}".getBytes(StandardCharsets.UTF_8));
                }
            });
        }
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(flood().path("count").asInt()).isEqualTo(many));

        JsonNode group = flood();
        assertThat(all(contraflow.web().get("/api/exceptions/groups").get("items")))
                .filteredOn(line -> line.get("sentence").asText().contains("flood/push"))
                .as("one cause is one line")
                .hasSize(1);
        String cause = group.get("cause").asText();
        assertThat(contraflow
                        .web()
                        .get("/api/exceptions?size=500&page=19&cause=" + cause)
                        .get("items"))
                .hasSize(500);

        works.set(1);
        Web.Answer begun = contraflow.web().send("POST", "/api/jobs", Map.of("action", "RETRY", "cause", cause));
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.body().get("total").asInt()).isEqualTo(many);
        String job = "/api/jobs/" + begun.body().get("id").asText();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> contraflow.web().get(job).get("state").asText().equals("DONE"));

        JsonNode ended = contraflow.web().get(job);
        assertThat(ended.get("done").asInt()).isEqualTo(many);
        assertThat(ended.get("failed").asInt()).isZero();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(flood().isMissingNode()).isTrue());
        assertThat(effects).hasSize(many);
        assertThat(twice).hasValue(0);
        camel.getRouteController().stopRoute("flood");
        camel.removeRoute("flood");
    }

    private JsonNode flood() {
        return all(contraflow.web().get("/api/exceptions/groups").get("items")).stream()
                .filter(line -> line.get("sentence").asText().contains("flood/push"))
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    @Test
    void aDeadDeliveryIsRehearsedWithTodaysMappingBeforeItIsTriedAgain() throws Exception {
        refuse("netsuite", "POST *returnAuthorization");
        String order = world.play("happy-path", 1).get(0);
        JsonNode dead = exceptionOf(order, "DEAD_DELIVERY");
        String item = "/api/exceptions/" + dead.get("id").asText();

        JsonNode letter = contraflow.web().get(item + "/letter");
        assertThat(letter.get("connector").asText()).isEqualTo("netsuite");
        assertThat(letter.get("error").asText()).contains("400");
        assertThat(letter.at("/request/path").asText()).contains("returnAuthorization");

        long since = world.lastCall();
        JsonNode same = rehearsal(item);
        assertThat(same.get("outcome").asText()).isEqualTo("WOULD_SEND");
        assertThat(same.get("differences")).isEmpty();

        Path mapping = MAPPINGS.resolve("netsuite/authorize-return.jsonata");
        String before = Files.readString(mapping);
        try {
            Files.writeString(mapping, before.replace("\"memo\":", "\"memo\": \"Changed \" &"));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(all(contraflow
                            .web()
                            .send("POST", item + "/rehearse", null)
                            .body()
                            .get("differences")))
                    .singleElement()
                    .satisfies(difference -> {
                        assertThat(difference.get("path").asText()).isEqualTo("/body/memo");
                        assertThat(difference.get("now").asText()).startsWith("Changed ");
                    }));
        } finally {
            Files.writeString(mapping, before);
        }
        assertThat(all(world.calls("netsuite", since)))
                .as("a rehearsal only reads")
                // The poll that asks each minute what has changed may come between; it is a query, and no rehearsal's.
                .filteredOn(call -> !call.get("operation").asText().equals("POST suiteql"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.get("operation").asText()).startsWith("GET"));

        world.noFaults();
        assertThat(contraflow.web().send("POST", item + "/retry", null).status())
                .isEqualTo(200);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        assertOnceEverywhere(List.of(order));
        assertThat(contraflow.web().get(item).get("state").asText()).isEqualTo("RESOLVED");
    }

    @Test
    void aRefundThatWasMadeByHandMeanwhileEndsTheDeadDeliveryByItself() {
        refuse("shopify", "returnProcess");
        String order = world.play("happy-path", 1).get(0);
        JsonNode failed = exceptionOf(order, "REFUND_FAILED");
        world.noFaults();

        new Tampering(world, routes).processByHand(contraflow.returnOf(order).orElseThrow());

        contraflow.awaitStatus(List.of(order), "CLOSED");
        assertOnceEverywhere(List.of(order));
        JsonNode item =
                contraflow.web().get("/api/exceptions/" + failed.get("id").asText());
        assertThat(item.get("state").asText()).isEqualTo("RESOLVED");
        assertThat(item.get("resolution").asText()).isEqualTo("It went through in the end.");
    }

    @Test
    void aStoppedEventIsReadWithoutPersonalDataCorrectedRehearsedAndTakesEffect() {
        words(Map.of("inspected", "inspected-v2"));
        String order = world.play("happy-path", 1).get(0);
        JsonNode stopped;
        try {
            stopped = await().atMost(Duration.ofSeconds(60))
                    .until(() -> openAbout("inspected-v2"), found -> found != null);
        } finally {
            words(Map.of("inspected", "inspected"));
        }
        String item = "/api/exceptions/" + stopped.get("id").asText();
        JsonNode letter = letter(stopped);
        assertThat(letter.get("state").asText()).isEqualTo("PARKED");
        assertThat(letter.get("waitsFor").asText()).isEqualTo("status/inspected-v2");
        assertThat(letter.at("/payload/items/0/externalRMAID").asText()).startsWith("RMA-");
        assertThat(rehearsal(item).get("outcome").asText()).isEqualTo("WOULD_FAIL");
        Web.Answer nowhere = edit(item, "/no/such/place", "x");
        assertThat(nowhere.status()).isEqualTo(409);
        assertThat(nowhere.body().get("detail").asText()).isEqualTo("the event has no place /no/such/place");

        String place =
                letter.at("/payload/typeID").asText().equals("inspected-v2") ? "/typeID" : "/otherEvents/0/typeID";
        JsonNode tried = contraflow
                .web()
                .send("POST", item + "/rehearse", Map.of("values", Map.of(place, "inspected")))
                .body();
        assertThat(tried.get("outcome").asText()).as(tried.toString()).isEqualTo("WOULD_APPLY");
        assertThat(tried.get("steps").toString())
                .contains("inspected. A refund of")
                .contains("issue-refund would go to shopify.");
        assertThat(contraflow.statusOf(order)).as("nothing has happened yet").isNotEqualTo("INSPECTED");

        Web.Answer edited = edit(item, place, "inspected");

        assertThat(edited.status()).as(edited.body().toString()).isEqualTo(200);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        assertOnceEverywhere(List.of(order));
        await().untilAsserted(() ->
                assertThat(contraflow.web().get(item).get("state").asText()).isEqualTo("RESOLVED"));
    }

    private void words(Map<String, String> words) {
        assertThat(world.web()
                        .send("PUT", "/sandbox/happy-returns/words", words)
                        .status())
                .isEqualTo(204);
    }

    private JsonNode rehearsal(String item) {
        return contraflow.web().send("POST", item + "/rehearse", null).body();
    }

    private Web.Answer edit(String item, String path, String value) {
        return contraflow.web().send("POST", item + "/edit", Map.of("values", Map.of(path, value)));
    }

    private JsonNode openAbout(String word) {
        return all(contraflow.web().get("/api/exceptions?size=500").get("items")).stream()
                .filter(item -> item.get("sentence").asText().contains(word))
                .findFirst()
                .orElse(null);
    }

    private JsonNode letter(JsonNode item) {
        return contraflow
                .web()
                .send("GET", "/api/exceptions/" + item.get("id").asText() + "/letter", null)
                .body();
    }

    private void refuse(String system, String operation) {
        world.fault(Map.of("system", system, "operation", operation, "kind", "status", "status", 400));
    }

    private JsonNode exceptionOf(String order, String kind) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> contraflow
                                .returnOf(order)
                                .flatMap(whole -> contraflow.openExceptions(whole).stream()
                                        .filter(one -> one.get("kind").asText().equals(kind))
                                        .findFirst())
                                .orElse(null),
                        found -> found != null);
    }
}
