package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A portal of the merchant's own: its customers buy in the shop and ask for their return here, at the API. */
public final class Portal {
    private static final BigDecimal VAT = new BigDecimal("1.19");
    private final Contraflow contraflow;
    private final SimulatedWorld world;

    public Portal(Contraflow contraflow, SimulatedWorld world) {
        this.contraflow = contraflow;
        this.world = world;
    }

    /** What the customer wants of one line. */
    public record Wish(
            int quantity,
            String reason,
            @Nullable String resolution,
            @Nullable String wantedSku) {
        public static Wish of(String resolution, int quantity) {
            return new Wish(quantity, "CHANGED_MIND", resolution, null);
        }
    }

    /** An order of one line that was delivered five days ago, as the shop shows it. */
    public JsonNode bought(String sku, int quantity) {
        return bought(sku, quantity, 5);
    }

    /** The same, delivered so many days ago. */
    public JsonNode bought(String sku, int quantity, int deliveredDaysAgo) {
        Web.Answer answer = world.web()
                .send(
                        "POST",
                        "/sandbox/orders",
                        Map.of("sku", sku, "quantity", quantity, "deliveredDaysAgo", deliveredDaysAgo, "locale", "en"));
        return shopOrder(answer.body().path("order").asText());
    }

    /** The same of a customer with that address. */
    JsonNode boughtBy(String email, String sku, int quantity) {
        Web.Answer answer = world.web()
                .send(
                        "POST",
                        "/sandbox/orders",
                        Map.of(
                                "sku",
                                sku,
                                "quantity",
                                quantity,
                                "deliveredDaysAgo",
                                5,
                                "locale",
                                "en",
                                "email",
                                email));
        return shopOrder(answer.body().path("order").asText());
    }

    JsonNode shopOrder(String name) {
        return all(world.state("shopify").path("orders")).stream()
                .filter(order -> name.equals(order.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    /** The same for goods with these tags, in the condition that the customer declares. */
    UUID asksFor(JsonNode order, Wish wish, List<String> tags, String condition) {
        ObjectNode request = new ObjectMapper().valueToTree(request(order, wish));
        ((ObjectNode) request.at("/order/lines/0")).set("tags", new ObjectMapper().valueToTree(tags));
        ((ObjectNode) request.at("/lines/0")).put("condition", condition);
        Web.Answer answer = contraflow
                .web()
                .send("POST", "/api/returns", request, "Idempotency-Key", "portal-" + UUID.randomUUID());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return UUID.fromString(answer.body().path("id").asText());
    }

    public UUID asksFor(JsonNode order, Wish wish) {
        Web.Answer answer = ask(order, wish, "portal-" + UUID.randomUUID());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return UUID.fromString(answer.body().path("id").asText());
    }

    Web.Answer ask(JsonNode order, Wish wish, String key) {
        return contraflow.web().send("POST", "/api/returns", request(order, wish), "Idempotency-Key", key);
    }

    /** The parcel comes back, is found sellable, and the return is closed with no exception open. */
    JsonNode cameBack(UUID id, JsonNode order) {
        String name = order.path("name").asText();
        awaitStatus(id, "LABEL_ISSUED");
        for (String step : List.of("drop-off", "receive", "grade")) {
            move(step, name);
        }
        return closed(id);
    }

    public void move(String step, String order) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(world.web()
                        .send("POST", "/sandbox/parcels/" + step, Map.of("order", order))
                        .status())
                .isLessThan(300));
    }

    public JsonNode closed(UUID id) {
        awaitStatus(id, "CLOSED");
        JsonNode whole = contraflow.whole(id);
        assertThat(contraflow.openExceptions(whole)).isEmpty();
        return whole;
    }

    public void awaitStatus(UUID id, String status) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode whole = contraflow.whole(id);
            assertThat(whole.at("/details/status").asText())
                    .as("%s %s %s", whole.get("timeline"), whole.get("deliveries"), whole.get("exceptions"))
                    .isEqualTo(status);
        });
    }

    Map<String, Object> request(JsonNode order, Wish wish) {
        JsonNode bought = order.path("lines").path(0);
        int quantity = bought.path("quantity").asInt();
        BigDecimal paid = amount(bought, "price").multiply(BigDecimal.valueOf(quantity));
        BigDecimal tax = paid.subtract(paid.divide(VAT, 2, RoundingMode.HALF_UP));
        Map<String, Object> orderLine = Map.of(
                "id", bought.path("id").asText(),
                "sku", bought.path("sku").asText(),
                "title", "An article",
                "category", "",
                "tags", List.of(),
                "quantity", quantity,
                "paid", euros(paid),
                "tax", euros(tax));
        Map<String, Object> line = new HashMap<>(Map.of(
                "id", "1",
                "orderLineId", bought.path("id").asText(),
                "sku", bought.path("sku").asText(),
                "quantity", wish.quantity(),
                "reason", wish.reason(),
                "condition", "",
                "note", ""));
        if (wish.resolution() != null) {
            line.put("resolution", wish.resolution());
        }
        if (wish.wantedSku() != null) {
            line.put("wantedSku", wish.wantedSku());
        }
        return Map.of("channel", "shop-de", "order", order(order, orderLine), "lines", List.of(line));
    }

    private static Map<String, Object> order(JsonNode order, Map<String, Object> line) {
        List<Map<String, Object>> payments = all(order.path("payments")).stream()
                .map(paid -> Map.<String, Object>of(
                        "id", paid.path("id").asText(),
                        "gateway", paid.path("gateway").asText(),
                        "amount", euros(amount(paid, "amount"))))
                .toList();
        Map<String, String> customer =
                Map.of("id", "", "name", "Lea", "email", order.path("email").asText());
        Map<String, Object> whole = new HashMap<>(Map.of(
                "id",
                order.path("id").asText(),
                "name",
                order.path("name").asText(),
                "currency",
                "EUR",
                "country",
                "DE",
                "locale",
                "en",
                "customer",
                customer,
                "placedAt",
                order.path("createdAt").asText(),
                "deliveredAt",
                order.path("deliveredAt").asText(),
                "lines",
                List.of(line),
                "payments",
                payments));
        whole.put("shipping", euros(new BigDecimal("4.90")));
        whole.put("paid", euros(amount(order, "total")));
        whole.put("refunded", euros(BigDecimal.ZERO));
        whole.put("tags", List.of());
        return whole;
    }

    private static Map<String, String> euros(BigDecimal amount) {
        return Map.of("amount", amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString(), "currency", "EUR");
    }
}
