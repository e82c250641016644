package io.contraflow.connector.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.connector.Signed;
import io.contraflow.connector.WebhookProof;
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
    private static final String HEADER = "X-Shopify-Hmac-Sha256";
    private static final List<List<String>> ORDER_ID = List.of(List.of("order", "id"), List.of("order_id"));
    private final WebhookProof proof;

    ShopifySignature(WebhookProof proof) {
        this.proof = proof;
    }

    /**
     * Verifies and names the event.
     *
     * @throws io.contraflow.connector.SignatureRejected if the signature is missing or wrong
     */
    public void verify(String connector, Exchange exchange) {
        WebhookProof.Proven webhook = proof.prove(connector, exchange, HEADER, (secret, raw) -> Base64.getEncoder()
                .encodeToString(Signed.sha256(secret, raw)));
        String topic = webhook.header("X-Shopify-Topic");
        String id = webhook.header("X-Shopify-Webhook-Id");
        // The id is the same on every retry of one delivery; the topic belongs to it, because one change has several.
        webhook.keepAs(
                topic.isEmpty() ? "unknown" : topic,
                id.isEmpty() ? webhook.hash() : topic + "/" + id,
                lane(webhook.event(), id));
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
}
