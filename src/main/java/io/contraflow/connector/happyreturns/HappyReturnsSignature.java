package io.contraflow.connector.happyreturns;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.connector.Signed;
import io.contraflow.connector.TypeSettings;
import io.contraflow.connector.WebhookProof;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Proves that a webhook comes from Happy Returns: hex HMAC-SHA256 over the raw bytes. */
@Component("happyReturnsSignature")
class HappyReturnsSignature {
    private final TypeSettings settings;
    private final WebhookProof proof;

    HappyReturnsSignature(TypeSettings settings, WebhookProof proof) {
        this.settings = settings;
        this.proof = proof;
    }

    /**
     * Verifies and names the event.
     *
     * @throws io.contraflow.connector.SignatureRejected if the signature is missing or wrong
     */
    public void verify(String connector, Exchange exchange) {
        String header = settings.of(connector, HappyReturnsSettings.class).signatureHeader();
        WebhookProof.Proven webhook = proof.prove(
                connector, exchange, header, (secret, raw) -> HexFormat.of().formatHex(Signed.sha256(secret, raw)));
        JsonNode event = webhook.event();
        String order = event.path("items").path(0).path("orderNumber").asText("");
        // No event id is sent.
        webhook.keepAs(
                event.path("webhookType").asText(event.path("event").asText("unknown")),
                webhook.hash(),
                order.isEmpty() ? webhook.hash() : "order-" + order);
    }
}
