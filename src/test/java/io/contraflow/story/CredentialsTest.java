package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A login that is refused, and one that lacks a right: a person is told once, nothing dies, and all goes on by itself. */
class CredentialsTest extends RunningTest {

    @Test
    void aRefusedLoginPausesTheConnectorOpensOneExceptionAndGoesOnByItself() throws InterruptedException {
        world.fault(Map.of("system", "gorgias", "kind", "status", "status", 401));
        List<String> orders = world.play("happy-path", 20);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(misconfigured()).hasSize(1));
        assertThat(misconfigured()).singleElement().satisfies(one -> assertThat(
                        one.get("sentence").asText())
                .startsWith("The connector gorgias refuses our login (answered 401"));
        assertThat(connector("gorgias").get("state").asText()).isEqualTo("MISCONFIGURED");

        long before = world.lastCall();
        Thread.sleep(6_000);
        assertThat(all(world.calls("gorgias", before)))
                .as("tries within six seconds: one at a time, less and less often")
                .hasSizeLessThan(10);

        world.noFaults();
        contraflow.awaitStatus(orders, "CLOSED");
        assertThat(misconfigured()).isEmpty();
        assertOnceEverywhere(orders);
    }

    @Test
    void aMissingRightStopsOnlyWhatNeedsIt() {
        world.fault(Map.of(
                "system", "netsuite", "operation", "POST *!transform/itemReceipt", "kind", "status", "status", 403));
        List<String> orders = world.play("happy-path", 10);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(misconfigured()).singleElement().satisfies(one -> assertThat(
                            one.get("sentence").asText())
                    .startsWith("Our login at netsuite lacks a right that receive-items needs (answered 403"));
            assertThat(connector("netsuite").get("forbidden")).hasSize(1);
            Evidence evidence = Evidence.of(world);
            assertThat(orders)
                    .allSatisfy(order -> assertThat(evidence.about(order).authorizations())
                            .as("what else the ERP is told of %s", order)
                            .hasSize(1));
            assertThat(orders)
                    .allSatisfy(order -> assertThat(evidence.about(order).shopRefunds())
                            .as("refunds of %s", order)
                            .hasSize(1));
        });
        assertThat(connector("netsuite").get("state").asText()).isEqualTo("OPEN");

        world.noFaults();
        contraflow.awaitStatus(orders, "CLOSED");
        assertThat(misconfigured()).isEmpty();
        assertThat(connector("netsuite").get("forbidden")).isEmpty();
        assertOnceEverywhere(orders);
    }

    private List<JsonNode> misconfigured() {
        return all(contraflow
                .web()
                .get("/api/exceptions?kind=CONFIG_REJECTED&size=500")
                .get("items"));
    }

    private JsonNode connector(String name) {
        return all(contraflow.web().get("/api/connectors")).stream()
                .filter(one -> one.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
