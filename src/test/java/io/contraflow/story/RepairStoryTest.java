package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A headset that crackles. The customer wants it mended; the workshop says whether it can, and what that costs. */
class RepairStoryTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void aMendedPieceGoesBackToTheCustomerAndNobodyPaysOrBooksAnything() {
        JsonNode order = portal.bought("HEADSET-X", 1);
        UUID id = atWorkshop(order);

        say(id, Map.of("line", "1", "state", "quoted", "cost", euros("60.00"), "days", 7));
        assertThat(contraflow.whole(id).at("/details/status").asText()).isEqualTo("RECEIVED");
        say(id, Map.of("line", "1", "state", "finished"));

        JsonNode closed = portal.closed(id);
        Traces traces = traces(order);
        assertThat(traces.shopRefunds()).isEmpty();
        assertThat(traces.receipts()).isEmpty();
        assertThat(traces.creditMemos()).isEmpty();
        assertThat(traces.authorizations())
                .singleElement()
                .satisfies(rma ->
                        assertThat(rma.path("status").asText()).as("closed").isEqualTo("H"));
        assertThat(traces.shopReturns()).singleElement().satisfies(back -> {
            assertThat(back.path("status").asText()).isEqualTo("CLOSED");
            assertThat(all(back.path("exchanges")))
                    .as("the piece that was held in case of need")
                    .isEmpty();
        });
        assertThat(closed.at("/details/lines/0/pieces/0/disposition").asText()).isEqualTo("SEND_BACK");
        assertThat(traces.subjects())
                .contains(
                        "Your goods are at our workshop: return " + number(closed),
                        "Your goods are mended: return " + number(closed));
    }

    @Test
    void aRepairThatCostsMoreThanThePolicyAllowsBecomesAReplacement() {
        JsonNode order = portal.bought("HEADSET-X", 1);
        UUID id = atWorkshop(order);

        say(id, Map.of("line", "1", "state", "quoted", "cost", euros("250.00"), "days", 7));

        JsonNode closed = portal.closed(id);
        Traces traces = traces(order);
        assertThat(traces.shopReturns()).singleElement().satisfies(back -> assertThat(all(back.path("exchanges")))
                .singleElement()
                .satisfies(goods -> assertThat(goods.path("sku").asText()).isEqualTo("HEADSET-X")));
        assertThat(traces.receipts()).as("the broken one is ours now").hasSize(1);
        assertThat(traces.mails().toString()).contains("you get the same again, at no cost");
        assertThat(closed.path("timeline").toString())
                .contains("asked for REPAIR, which cannot be had; it is replaced.");
    }

    @Test
    void whatTheWorkshopCannotSayIsRefusedByField() {
        UUID money = portal.asksFor(portal.bought("TEE-BLK-S", 1), Wish.of(null, 1));
        assertRefused(money, Map.of("line", "1", "state", "finished"), "not for a repair");

        UUID id = portal.asksFor(portal.bought("HEADSET-X", 1), new Wish(1, "DAMAGED", "REPAIR", null));
        assertRefused(id, Map.of("line", "7", "state", "finished"), "no line 7");
        assertRefused(id, Map.of("line", "1", "state", "lost"), "state");
        assertRefused(id, Map.of("line", "1", "state", "failed"), "why");
        assertRefused(id, Map.of("line", "1", "state", "quoted", "days", 3), "cost");
        assertRefused(
                id,
                Map.of("line", "1", "state", "quoted", "days", 3, "cost", Map.of("amount", "5", "currency", "USD")),
                "EUR");
    }

    /** The piece was sent in, and the warehouse has handed it to the workshop. */
    private UUID atWorkshop(JsonNode order) {
        String name = order.path("name").asText();
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", "REPAIR", null));
        portal.awaitStatus(id, "LABEL_ISSUED");
        List.of("drop-off", "receive", "grade").forEach(step -> portal.move(step, name));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        contraflow.whole(id).at("/details/milestones").toString())
                .contains("IN_REPAIR"));
        return id;
    }

    private void say(UUID id, Map<String, ?> words) {
        Web.Answer answer = contraflow.act(id, "repairs", words);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private void assertRefused(UUID id, Map<String, ?> words, String why) {
        Web.Answer answer = contraflow.act(id, "repairs", words);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body().toString()).contains(why);
    }

    private static Map<String, String> euros(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }

    private static String number(JsonNode whole) {
        return whole.at("/details/number").asText();
    }

    private Traces traces(JsonNode order) {
        return Evidence.of(world).about(order.path("name").asText());
    }
}
