package io.contraflow.connector.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.connector.Connectors;
import io.contraflow.connector.SignatureRejected;
import io.contraflow.connector.Signed;
import io.contraflow.connector.WebhookPayload;
import io.contraflow.journal.JournalVariables;
import java.util.Base64;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Proves that a webhook comes from the store: base64 of HMAC-SHA256 over the raw bytes, keyed with the app's client
 * secret (Shopify, "Verify webhook deliveries").
 */
@Component("shopifySignature")
class ShopifySignature {
    private static final List<List<String>> ORDER_ID = List.of(List.of("order", "id"), List.of("order_id"));
    private final Connectors connectors;
    private final WebhookPayload payload;

    ShopifySignature(Connectors connectors, WebhookPayload payload) {
        this.connectors = connectors;
        this.payload = payload;
    }

    /**
     * Verifies and names the event.
     *
     * @throws SignatureRejected if the signature is missing or wrong
     */
    public void verify(String connector, Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] raw = body == null ? new byte[0] : body;
        String given = header(exchange, "X-Shopify-Hmac-Sha256");
        String secret = connectors.connector(connector).webhookSecret();
        String expected = Base64.getEncoder().encodeToString(Signed.sha256(secret, raw));
        if (secret.isEmpty() || given.isEmpty() || !Signed.same(expected, given)) {
            throw new SignatureRejected(
                    given.isEmpty() ? "X-Shopify-Hmac-Sha256 is missing" : "the signature is wrong");
        }
        JsonNode event = payload.object(raw);
        String topic = header(exchange, "X-Shopify-Topic");
        String id = header(exchange, "X-Shopify-Webhook-Id");
        exchange.setVariable(JournalVariables.TOPIC, topic.isEmpty() ? "unknown" : topic);
        // The same on every retry of one delivery; the topic belongs to it, because one change has several.
        exchange.setVariable(JournalVariables.EVENT_KEY, id.isEmpty() ? WebhookPayload.hash(raw) : topic + "/" + id);
        exchange.setVariable(JournalVariables.LANE, lane(event, id));
        exchange.getMessage().setBody(raw);
    }

    private static String lane(JsonNode event, String otherwise) {
        for (List<String> path : ORDER_ID) {
            JsonNode here = event;
            for (String key : path) {
                here = here.path(key);
            }
            if (here.isIntegralNumber() || here.isTextual()) {
                return "order-" + here.asText();
            }
        }
        return otherwise;
    }

    private static String header(Exchange exchange, String name) {
        String value = exchange.getMessage().getHeader(name, String.class);
        return value == null ? "" : value.trim();
    }
}
