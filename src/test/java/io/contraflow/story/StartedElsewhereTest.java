package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A return that another system starts at the API instead of a customer in the shop. */
class StartedElsewhereTest extends RunningTest {

    @Test
    void theSameKeyGivesTheSameReturnAndTheShopGetsItOnApproval() throws Exception {
        JsonNode order = bought();
        Map<String, Object> request = request(order);
        String key = "portal-" + UUID.randomUUID();
        Web.Answer first = contraflow.web().send("POST", "/api/returns", request, "Idempotency-Key", key);
        Web.Answer again = contraflow.web().send("POST", "/api/returns", request, "Idempotency-Key", key);
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        UUID id = UUID.fromString(first.body().path("id").asText());
        assertThat(again.body().path("id").asText()).isEqualTo(id.toString());

        Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        contraflow.whole(id).at("/details/status").asText())
                .isEqualTo("LABEL_ISSUED"));
        JsonNode returns = shopOrder(order.path("name").asText()).path("returns");
        assertThat(returns).hasSize(1);
        assertThat(returns.path(0).path("status").asText()).isEqualTo("OPEN");
    }

    @Test
    void whatIsMissingIsNamed() {
        Map<String, Object> request = new HashMap<>(Map.of("channel", "shop-de"));
        assertRefused(request, "the field order");
        request.put("channel", "nowhere");
        assertRefused(request, "the field channel");
    }

    private void assertRefused(Map<String, Object> request, String why) {
        Web.Answer answer = contraflow.web().send("POST", "/api/returns", request, "Idempotency-Key", "k");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.toString()).contains(why);
    }

    private JsonNode bought() {
        Web.Answer answer = world.web()
                .send(
                        "POST",
                        "/sandbox/orders",
                        Map.of("sku", "MUG-WHT", "quantity", 2, "deliveredDaysAgo", 5, "locale", "en"));
        return shopOrder(answer.body().path("order").asText());
    }

    private JsonNode shopOrder(String name) {
        for (JsonNode order : world.state("shopify").path("orders")) {
            if (name.equals(order.path("name").asText())) {
                return order;
            }
        }
        throw new AssertionError("the shop has no order " + name);
    }

    private static Map<String, Object> request(JsonNode order) {
        JsonNode bought = order.path("lines").path(0);
        Map<String, Object> line = Map.of(
                "id",
                bought.path("id").asText(),
                "sku",
                "MUG-WHT",
                "title",
                "Mug white",
                "category",
                "",
                "tags",
                List.of(),
                "quantity",
                2,
                "paid",
                euros("25.00"),
                "tax",
                euros("3.99"));
        return Map.of(
                "channel",
                "shop-de",
                "order",
                Map.ofEntries(
                        Map.entry("id", order.path("id").asText()),
                        Map.entry("name", order.path("name").asText()),
                        Map.entry("currency", "EUR"),
                        Map.entry("country", "DE"),
                        Map.entry("locale", "en"),
                        Map.entry(
                                "customer",
                                Map.of(
                                        "id",
                                        "",
                                        "name",
                                        "Lea",
                                        "email",
                                        order.path("email").asText())),
                        Map.entry("placedAt", order.path("createdAt").asText()),
                        Map.entry("deliveredAt", order.path("deliveredAt").asText()),
                        Map.entry("lines", List.of(line)),
                        Map.entry("shipping", euros("4.90")),
                        Map.entry("paid", euros("29.90")),
                        Map.entry("refunded", euros("0.00")),
                        Map.entry("payments", List.of()),
                        Map.entry("tags", List.of())),
                "lines",
                List.of(Map.of(
                        "id", "1",
                        "orderLineId", bought.path("id").asText(),
                        "sku", "MUG-WHT",
                        "quantity", 1,
                        "reason", "TOO_SMALL",
                        "condition", "",
                        "note", "")));
    }

    private static Map<String, String> euros(String amount) {
        return Map.of("amount", amount, "currency", "EUR");
    }
}
