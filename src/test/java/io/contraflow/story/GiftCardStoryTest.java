package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Customers who chose a gift card: one card, however often an answer is lost, and the same in shop, books and mail. */
class GiftCardStoryTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void theGoodsBecomeAGiftCardAndTheShippingGoesBackToTheCard() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(order, Wish.of("GIFT_CARD", 2));

        JsonNode whole = portal.cameBack(id, order);

        assertThat(cards(whole)).containsExactly("25.00");
        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds()).singleElement().satisfies(refund -> assertThat(amount(refund, "amount"))
                .isEqualByComparingTo("4.90"));
        assertThat(amount(whole.at("/details/money/erpCredit"), "amount")).isEqualByComparingTo("29.90");
        assertThat(payouts(traces)).containsExactlyInAnyOrder("128 4.9", "233 25");
        assertThat(traces.subjects())
                .contains("Your gift card for order " + order.path("name").asText());
        assertThat(whole.path("deliveries").toString())
                .as("nobody but the customer gets the code")
                .doesNotContainPattern("\"code\":\"[0-9A-F]{20}");
    }

    @Test
    void whenTheAnswerIsLostThereIsStillOneCard() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(order, Wish.of("GIFT_CARD", 1));
        world.fault(Map.of("system", "shopify", "operation", "giftCardCreate", "kind", "lost-answer", "count", 2));
        world.fault(Map.of("system", "shopify", "operation", "returnProcess", "kind", "lost-answer", "count", 1));

        JsonNode whole = portal.cameBack(id, order);

        assertThat(all(world.faults())).as("faults that never struck").isEmpty();
        assertThat(cards(whole)).containsExactly("12.50");
        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds()).as("money").isEmpty();
        assertThat(payouts(traces)).containsExactly("233 12.5");
    }

    private List<String> cards(JsonNode whole) {
        String rma = whole.at("/details/number").asText();
        return all(world.state("shopify").path("giftCards")).stream()
                .filter(card -> card.path("note").asText().equals("contraflow " + rma))
                .map(card -> card.path("value").asText())
                .toList();
    }

    private static List<String> payouts(Traces traces) {
        return traces.customerRefunds().stream()
                .map(made -> made.path("account").asText() + " "
                        + amount(made, "total").stripTrailingZeros().toPlainString())
                .toList();
    }
}
