package io.contraflow.story;

import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A warehouse that grades through the API: what a grade costs the customer, and what becomes of the piece. */
class InspectionStoryTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void wearWithAPhotoCostsItsShareInShopBooksAndMail() {
        JsonNode order = portal.bought("SNEAKER-42", 2);
        UUID id = cameIn(order);

        graded(
                id,
                Map.of(
                        "line",
                        "1",
                        "quantity",
                        1,
                        "grade",
                        "WORN",
                        "evidence",
                        List.of("photo-1.jpg"),
                        "remark",
                        "Dirty soles"));

        portal.closed(id);
        Traces traces = traces(order);
        assertThat(amount(traces.shopRefunds().get(0), "amount"))
                .as("89.95 less 30 %")
                .isEqualByComparingTo("62.96");
        assertThat(amount(traces.creditMemos().get(0), "total")).isEqualByComparingTo("62.96");
        assertThat(traces.mails())
                .anySatisfy(mail -> assertThat(mail.path("text").asText())
                        .contains("Loss of value: -26.99 EUR", "used more than trying it on needs"));
    }

    @Test
    void wearWithoutAPhotoCostsNothingWithinThePeriodToWithdraw() {
        JsonNode order = portal.bought("SNEAKER-42", 2);
        UUID id = cameIn(order);

        graded(id, Map.of("line", "1", "quantity", 1, "grade", "WORN"));

        JsonNode whole = portal.closed(id);
        assertThat(amount(traces(order).shopRefunds().get(0), "amount")).isEqualByComparingTo("89.95");
        assertThat(whole.at("/details/lines/0/pieces/0/disposition").asText())
                .as("what mappings/disposition.csv says")
                .isEqualTo("WRITE_OFF");
    }

    @Test
    void valuableGoodsAreRefurbishedAndNotWrittenOff() {
        JsonNode order = portal.bought("HEADSET-X", 1);
        UUID id = cameIn(order);

        graded(id, Map.of("line", "1", "quantity", 1, "grade", "DAMAGED"));

        JsonNode whole = portal.closed(id);
        assertThat(whole.at("/details/lines/0/pieces/0/disposition").asText()).isEqualTo("REFURBISH");
        assertThat(whole.toString()).contains("refurbish-valuable");
    }

    @Test
    void aGradeThatNobodyKnowsIsRefusedWithWhatToDo() {
        JsonNode order = portal.bought("MUG-WHT", 1);
        UUID id = cameIn(order);
        Web.Answer answer = contraflow.act(
                id, "inspect", Map.of("lines", List.of(Map.of("line", "1", "quantity", 1, "grade", "SHINY"))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.toString()).contains("SHINY is not in mappings/disposition.csv");
    }

    private UUID cameIn(JsonNode order) {
        UUID id = portal.asksFor(order, new Wish(1, "TOO_SMALL", null, null));
        portal.awaitStatus(id, "LABEL_ISSUED");
        List.of("drop-off", "receive")
                .forEach(step -> portal.move(step, order.path("name").asText()));
        portal.awaitStatus(id, "RECEIVED");
        return id;
    }

    private void graded(UUID id, Map<String, Object> line) {
        Web.Answer answer = contraflow.act(id, "inspect", Map.of("lines", List.of(line)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private Traces traces(JsonNode order) {
        return Evidence.of(world).about(order.path("name").asText());
    }
}
