package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A return that another system starts at the API instead of a customer in the shop. */
class StartedElsewhereTest extends RunningTest {
    private static final Wish MONEY = new Wish(1, "TOO_SMALL", null, null);
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void theSameKeyGivesTheSameReturnAndTheShopGetsItOnApproval() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        String key = "portal-" + UUID.randomUUID();
        Web.Answer first = portal.ask(order, MONEY, key);
        Web.Answer again = portal.ask(order, MONEY, key);
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        UUID id = UUID.fromString(first.body().path("id").asText());
        assertThat(again.body().path("id").asText()).isEqualTo(id.toString());

        portal.awaitStatus(id, "LABEL_ISSUED");
        JsonNode returns = portal.shopOrder(order.path("name").asText()).path("returns");
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
}
