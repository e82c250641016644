package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The ERP is away for 48 hours. Time runs 4320 times faster than in life, a day is twenty seconds: every wait is set to
 * its delivered length divided by that, so the outage takes up two thirds of the time after which a step is given up.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class LongOutageTest {
    private static final Place PLACE = new Place();
    private static final Duration OUTAGE = Duration.ofHours(48).dividedBy(4320);
    private static final int CONCURRENCY = 4;

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        registry.add("contraflow.connectors.netsuite.concurrency", () -> CONCURRENCY);
        registry.add("contraflow.retry.first", () -> "100ms");
        registry.add("contraflow.retry.longest", () -> "208ms");
        registry.add("contraflow.retry.ambiguous", () -> "100ms");
        registry.add("contraflow.retry.longest-probe", () -> "100ms");
        registry.add("contraflow.retry.give-up-after", () -> "60s");
        registry.add("contraflow.watch.every-millis", () -> "1000");
        registry.add("contraflow.watch.deliveries.default", () -> "2s");
    }

    @Test
    void nothingDiesEverythingIsDoneAfterwardsAndTheMoneyGoesFirst() throws Exception {
        down("POST *!transform/creditMemo");
        List<String> oweCredit = world.play("happy-path", 12);
        contraflow.awaitStatus(oweCredit, "RESOLVING");
        await().untilAsserted(() -> assertThat(waiting("post-credit")).hasSameSizeAs(oweCredit));
        down("*");
        List<String> unknownToTheErp = world.play("happy-path", 40);

        Thread.sleep(OUTAGE.toMillis());

        assertThat(contraflow.web().get("/api/deliveries?state=DEAD").get("items"))
                .as("dead deliveries")
                .isEmpty();
        assertThat(all(contraflow.web().get("/api/exceptions?size=500").get("items")))
                .as("a person is told what is waited for")
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.get("kind").asText()).isEqualTo("STUCK"));
        assertThat(waiting("authorize-return").size()).isEqualTo(unknownToTheErp.size());

        long since = world.lastCall();
        world.noFaults();
        List<String> everyone = new ArrayList<>(oweCredit);
        everyone.addAll(unknownToTheErp);
        contraflow.awaitStatus(everyone, "CLOSED");

        Evidence evidence = Evidence.of(world);
        for (String order : everyone) {
            new OnceEverywhere(contraflow.returnOf(order).orElseThrow(), evidence.about(order)).check();
        }
        assertThat(authorizationsBeforeTheLastOf(oweCredit.size(), since))
                .as("authorizations made before the credits that were owed longest")
                .isLessThanOrEqualTo(unknownToTheErp.size() / 2);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        contraflow.web().get("/api/exceptions?size=500").get("items"))
                .as("what was stuck moves on")
                .isEmpty());
    }

    private void down(String operation) {
        world.fault(Map.of("system", "netsuite", "operation", operation, "kind", "status", "status", 503));
    }

    private List<JsonNode> waiting(String operation) {
        return all(contraflow
                        .web()
                        .get("/api/deliveries?state=WAITING&size=500")
                        .get("items"))
                .stream()
                .filter(delivery -> delivery.get("operation").asText().equals(operation))
                .toList();
    }

    private long authorizationsBeforeTheLastOf(int credits, long since) {
        int made = 0;
        long authorizations = 0;
        for (JsonNode call : world.calls("netsuite", since)) {
            String operation = call.get("operation").asText();
            boolean good = call.get("status").asInt() / 100 == 2;
            if (good && operation.endsWith("!transform/creditMemo")) {
                made++;
                if (made == credits) {
                    return authorizations;
                }
            }
            if (good && operation.endsWith("!transform/returnAuthorization")) {
                authorizations++;
            }
        }
        return Long.MAX_VALUE;
    }
}
