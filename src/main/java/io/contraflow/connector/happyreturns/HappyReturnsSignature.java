package io.contraflow.connector.happyreturns;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.connector.Connectors;
import io.contraflow.connector.SignatureRejected;
import io.contraflow.connector.Signed;
import io.contraflow.connector.TypeSettings;
import io.contraflow.connector.WebhookPayload;
import io.contraflow.journal.JournalVariables;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Proves that a webhook comes from Happy Returns: hex HMAC-SHA256 over the raw bytes. */
@Component("happyReturnsSignature")
class HappyReturnsSignature {
    private final Connectors connectors;
    private final TypeSettings settings;
    private final WebhookPayload payload;

    HappyReturnsSignature(Connectors connectors, TypeSettings settings, WebhookPayload payload) {
        this.connectors = connectors;
        this.settings = settings;
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
        String header = settings.of(connector, HappyReturnsSettings.class).signatureHeader();
        String given = exchange.getMessage().getHeader(header, "", String.class).trim();
        String secret = connectors.connector(connector).webhookSecret();
        String expected = HexFormat.of().formatHex(Signed.sha256(secret, raw));
        if (secret.isEmpty() || given.isEmpty() || !Signed.same(expected, given)) {
            throw new SignatureRejected(given.isEmpty() ? header + " is missing" : "the signature is wrong");
        }
        JsonNode event = payload.object(raw);
        // No event id is sent: a repeated delivery has the same bytes.
        exchange.setVariable(JournalVariables.EVENT_KEY, WebhookPayload.hash(raw));
        exchange.setVariable(
                JournalVariables.TOPIC,
                event.path("webhookType").asText(event.path("event").asText("unknown")));
        String order = event.path("items").path(0).path("orderNumber").asText("");
        exchange.setVariable(JournalVariables.LANE, order.isEmpty() ? WebhookPayload.hash(raw) : "order-" + order);
        exchange.getMessage().setBody(raw);
    }
}
