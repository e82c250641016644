package io.contraflow.connector.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.connector.Connectors;
import io.contraflow.connector.SignatureRejected;
import io.contraflow.connector.Signed;
import io.contraflow.connector.TypeSettings;
import io.contraflow.connector.WebhookPayload;
import io.contraflow.journal.JournalVariables;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Proves that a call comes from one of our HTTP integrations, by a secret header: Gorgias documents no signature, so
 * the body is never believed, only its ids are used.
 */
@Component("gorgiasSignature")
class GorgiasSignature {
    private final Connectors connectors;
    private final TypeSettings settings;
    private final WebhookPayload payload;

    GorgiasSignature(Connectors connectors, TypeSettings settings, WebhookPayload payload) {
        this.connectors = connectors;
        this.settings = settings;
        this.payload = payload;
    }

    /**
     * Verifies and names the event.
     *
     * @throws SignatureRejected if the secret is missing or wrong
     */
    public void verify(String connector, Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] raw = body == null ? new byte[0] : body;
        String header = settings.of(connector, GorgiasSettings.class).webhookHeader();
        String given = exchange.getMessage().getHeader(header, "", String.class).trim();
        String secret = connectors.connector(connector).webhookSecret();
        if (secret.isEmpty() || given.isEmpty() || !Signed.same(secret, given)) {
            throw new SignatureRejected(given.isEmpty() ? header + " is missing" : "the secret is wrong");
        }
        JsonNode event = payload.object(raw);
        String ticket = event.path("ticket_id").asText("");
        String message = event.path("message_id").asText("");
        exchange.setVariable(JournalVariables.TOPIC, event.path("event").asText("unknown"));
        exchange.setVariable(
                JournalVariables.EVENT_KEY,
                ticket.isEmpty() || message.isEmpty() ? WebhookPayload.hash(raw) : ticket + "/" + message);
        exchange.setVariable(JournalVariables.LANE, "ticket-" + ticket);
        exchange.getMessage().setBody(raw);
    }
}
