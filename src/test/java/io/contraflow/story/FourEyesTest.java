package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A return of very high value goes on when two people have accepted it, and not when one has twice. */
class FourEyesTest extends RunningTest {

    @Test
    void twoPeopleMustAcceptAndOneCannotDoItTwice() {
        String order = world.web()
                .send("POST", "/sandbox/orders", Map.of("sku", "JACKET-PRO", "quantity", 4))
                .body()
                .path("order")
                .asText();
        world.web()
                .send("POST", "/sandbox/returns", Map.of("order", order, "quantity", 4, "reason", "changed-my-mind"));
        await().atMost(Duration.ofSeconds(30)).until(() -> contraflow.statusOf(order), "IN_REVIEW"::equals);
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        assertThat(whole.at("/details/decision/queue").asText()).isEqualTo("finance");
        assertThat(whole.at("/details/decision/approvers").asInt()).isEqualTo(2);
        UUID id = UUID.fromString(whole.at("/details/id").asText());

        assertThat(accept(contraflow.web(), id)).isEqualTo("IN_REVIEW");
        assertThat(accept(contraflow.web(), id)).isEqualTo("IN_REVIEW");
        Web auditor = new Web(URI.create("http://127.0.0.1:" + PORT), "auditor:sandbox");
        assertThat(auditor.send("POST", "/api/returns/" + id + "/approve", Map.of("reason", "fine"))
                        .status())
                .as("who may only look")
                .isEqualTo(403);
        Web lead = new Web(URI.create("http://127.0.0.1:" + PORT), "lead:sandbox");
        assertThat(accept(lead, id)).isEqualTo("APPROVED");
        assertThat(contraflow.whole(id).get("timeline"))
                .anySatisfy(moment -> assertThat(moment.get("sentence").asText())
                        .isEqualTo("admin accepts it (a good customer); it goes on when somebody else does, too."));
    }

    private static String accept(Web who, UUID id) {
        return who.send("POST", "/api/returns/" + id + "/approve", Map.of("reason", "a good customer"))
                .body()
                .path("status")
                .asText();
    }
}
