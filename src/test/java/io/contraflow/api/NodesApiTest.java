package io.contraflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.RunningTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The nodes as operators see them. */
class NodesApiTest extends RunningTest {
    @Test
    void aProcessThatIsAloneLeadsAndSaysWhatItWorksBy() {
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            JsonNode nodes = contraflow.web().send("GET", "/api/nodes", null).body();
            assertThat(nodes).hasSize(1);
            JsonNode node = nodes.get(0);
            assertThat(node.path("state").asText()).isEqualTo("LIVING");
            assertThat(node.path("leads").asBoolean()).isTrue();
            assertThat(node.path("answers").asBoolean()).isTrue();
            assertThat(node.path("differsIn")).isEmpty();
            assertThat(node.path("configuration").fieldNames())
                    .toIterable()
                    .containsExactly("connectors", "mappings", "policies", "routes");
        });
    }
}
