package io.contraflow.connector.gorgias;

import io.contraflow.connector.TypeSettings;
import io.contraflow.connector.WebhookProof;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Proves that a call comes from one of our HTTP integrations, by a secret header: Gorgias documents no signature, so
 * the body is never believed, only its ids are used.
 */
@Component("gorgiasSignature")
class GorgiasSignature {
    private final TypeSettings settings;
    private final WebhookProof proof;

    GorgiasSignature(TypeSettings settings, WebhookProof proof) {
        this.settings = settings;
        this.proof = proof;
    }

    /**
     * Verifies and names the event.
     *
     * @throws io.contraflow.connector.SignatureRejected if the secret is missing or wrong
     */
    public void verify(String connector, Exchange exchange) {
        String header = settings.of(connector, GorgiasSettings.class).webhookHeader();
        WebhookProof.Proven webhook = proof.prove(connector, exchange, header, (secret, raw) -> secret);
        String ticket = webhook.event().path("ticket_id").asText("");
        String message = webhook.event().path("message_id").asText("");
        webhook.keepAs(
                webhook.event().path("event").asText("unknown"),
                ticket.isEmpty() || message.isEmpty() ? webhook.hash() : ticket + "/" + message,
                "ticket-" + ticket);
    }
}
