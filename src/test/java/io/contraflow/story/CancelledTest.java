package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A return that is called off, at each stage where that may happen and at the first where it may not. */
class CancelledTest extends RunningTest {

    @Test
    void inReviewItEndsBeforeAnybodyElseHeardOfIt() {
        String order = asked("JACKET-PRO");
        UUID id = reaches(order, "IN_REVIEW");

        assertThat(cancel(id)).isEqualTo(200);

        // The shop cannot cancel what it never approved; a request ends there as declined.
        JsonNode whole = ended(order, "DECLINED");
        Traces traces = Evidence.of(world).about(order);
        assertThat(traces.parcels()).isEmpty();
        assertThat(traces.authorizations()).isEmpty();
        assertThat(traces.shopRefunds()).isEmpty();
        assertThat(contraflow.openExceptions(whole)).isEmpty();
    }

    @Test
    void withALabelItIsUndoneInShopErpAndAtTheCarrier() {
        String order = asked("MUG-WHT");
        UUID id = reaches(order, "LABEL_ISSUED");

        assertThat(cancel(id)).isEqualTo(200);

        ended(order, "CANCELED");
        Traces traces = Evidence.of(world).about(order);
        assertThat(traces.parcels())
                .singleElement()
                .satisfies(parcel -> assertThat(parcel.get("status").asText()).isEqualTo("expired"));
        assertThat(traces.authorizations())
                .singleElement()
                .satisfies(one -> assertThat(one.get("status").asText()).isEqualTo("H"));
    }

    @Test
    void onItsWayItIsStillCancelledAndTheLabelIsLeftAlone() {
        String order = asked("MUG-WHT");
        reaches(order, "LABEL_ISSUED");
        move(order, "drop-off");
        UUID id = reaches(order, "IN_TRANSIT");

        assertThat(cancel(id)).isEqualTo(200);

        ended(order, "CANCELED");
        assertThat(Evidence.of(world).about(order).shopRefunds()).isEmpty();
    }

    @Test
    void onceAPieceArrivedItCannotBeCancelledAndGoesOn() {
        String order = asked("MUG-WHT");
        reaches(order, "LABEL_ISSUED");
        move(order, "drop-off");
        move(order, "receive");
        UUID id = reaches(order, "RECEIVED");

        assertThat(cancel(id)).isEqualTo(409);

        move(order, "grade");
        reaches(order, "CLOSED");
        new OnceEverywhere(
                        contraflow.returnOf(order).orElseThrow(),
                        Evidence.of(world).about(order))
                .check();
    }

    private String asked(String sku) {
        String order = world.web()
                .send("POST", "/sandbox/orders", Map.of("sku", sku))
                .body()
                .get("order")
                .asText();
        assertThat(world.web()
                        .send("POST", "/sandbox/returns", Map.of("order", order))
                        .status())
                .isEqualTo(202);
        return order;
    }

    private void move(String order, String how) {
        assertThat(world.web()
                        .send("POST", "/sandbox/parcels/" + how, Map.of("order", order))
                        .status())
                .isEqualTo(202);
    }

    private int cancel(UUID id) {
        return contraflow
                .act(id, "cancel", Map.of("reason", "The customer keeps it"))
                .status();
    }

    private UUID reaches(String order, String status) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(contraflow.statusOf(order)).isEqualTo(status));
        return UUID.fromString(
                contraflow.returnOf(order).orElseThrow().at("/details/id").asText());
    }

    private JsonNode ended(String order, String inTheShop) {
        reaches(order, "CANCELLED");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        all(contraflow.returnOf(order).orElseThrow().get("deliveries")))
                .allSatisfy(delivery -> assertThat(delivery.get("state").asText())
                        .as("%s", delivery)
                        .isEqualTo("DONE")));
        assertThat(Evidence.of(world).about(order).shopReturns())
                .singleElement()
                .satisfies(back -> assertThat(back.get("status").asText()).isEqualTo(inTheShop));
        return contraflow.returnOf(order).orElseThrow();
    }
}
