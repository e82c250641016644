package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Expensive goods that came damaged long after the days of withdrawal: the policy wants a photo. */
class EvidenceStoryTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void aReturnWaitsForThePhotoAndGoesOnByItselfWhenItComes() {
        JsonNode order = portal.bought("HEADSET-X", 1, 20);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", null, null));
        portal.awaitStatus(id, "IN_REVIEW");
        assertThat(contraflow.whole(id).at("/details/decision/rule").asText()).isEqualTo("photo-of-damage");
        assertThat(contraflow.whole(id).at("/details/order/customer/groups").toString())
                .as("the shop's tags of the customer")
                .isEqualTo("[]");

        assertThat(show(id, "no such line", "PHOTO").status()).isEqualTo(400);
        assertThat(show(id, "1", "RECEIPT").status()).isEqualTo(200);
        assertThat(contraflow.whole(id).at("/details/status").asText())
                .as("a receipt is not what was asked for")
                .isEqualTo("IN_REVIEW");

        assertThat(show(id, "1", "PHOTO").status()).isEqualTo(200);
        JsonNode closed = portal.cameBack(id, order);

        assertThat(closed.at("/details/lines/0/evidence")).hasSize(2);
        assertThat(closed.path("exceptions"))
                .allSatisfy(one -> assertThat(one.path("state").asText()).isEqualTo("RESOLVED"));
        assertThat(closed.path("timeline").toString()).contains("The customer gave evidence: photo.");
    }

    @Test
    void aSerialNumberBelongsToOnePiece() {
        JsonNode order = portal.bought("HEADSET-X", 1, 20);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", null, null));
        Map<String, Object> two = Map.of("line", "1", "quantity", 2, "grade", "SELLABLE", "serial", "SN-1");

        Web.Answer refused = contraflow.act(id, "inspect", Map.of("lines", List.of(two)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("lines.serial", "one piece");
    }

    private Web.Answer show(UUID id, String line, String kind) {
        return contraflow.act(
                id,
                "evidence",
                Map.of("line", line, "evidence", List.of(Map.of("kind", kind, "reference", "IMG_0001.jpg"))));
    }
}
