package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class HappyPathTest extends RunningTest {
    @Test
    void twentyReturnsRunFromTheShopToTheRefundWithOneOfEverythingEverywhere() {
        List<String> orders = world.play("happy-path", 20);

        contraflow.awaitStatus(orders, "CLOSED");

        assertOnceEverywhere(orders);
    }

    @Test
    void theTimelineTellsTheWholeWayInOrder() {
        List<String> orders = world.play("happy-path", 1);

        contraflow.awaitStatus(orders, "CLOSED");

        JsonNode whole = contraflow.returnOf(orders.get(0)).orElseThrow();
        List<String> sentences = all(whole.get("timeline")).stream()
                .map(moment -> moment.get("sentence").asText())
                .filter(sentence -> sentence.contains("The return is now "))
                .map(sentence -> sentence.replaceAll(".*The return is now ([A-Z_]+)[.].*", "$1"))
                .toList();
        assertThat(sentences)
                .isSubsetOf(
                        "APPROVED",
                        "LABEL_ISSUED",
                        "IN_TRANSIT",
                        "RECEIVED",
                        "INSPECTED",
                        "RESOLVING",
                        "RESOLVED",
                        "CLOSED")
                .doesNotHaveDuplicates()
                .startsWith("APPROVED")
                .endsWith("RESOLVING", "RESOLVED", "CLOSED");
        assertThat(all(whole.get("timeline")).stream()
                        .filter(moment -> moment.get("kind").asText().equals("delivery"))
                        .map(moment -> moment.get("actor").asText()))
                .contains("shopify", "netsuite", "gorgias", "happy-returns", "mail");
    }
}
