package io.contraflow.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.journal.JournalVariables;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Proves who sent a webhook, over the raw bytes and before anything of them is read. */
@Component
public class WebhookProof {
    private final Connectors connectors;
    private final WebhookPayload payload;

    WebhookProof(Connectors connectors, WebhookPayload payload) {
        this.connectors = connectors;
        this.payload = payload;
    }

    /**
     * Compares the proof that came with the one that each secret of the connector gives.
     *
     * @param header the header that carries the proof
     * @param expected makes the proof from a secret and the raw bytes
     * @throws SignatureRejected if the proof is missing or fits no secret
     * @throws PayloadRejected if what was proven is no JSON object
     */
    public Proven prove(
            String connector, Exchange exchange, String header, BiFunction<String, byte[], String> expected) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        byte[] raw = body == null ? new byte[0] : body;
        String given = header(exchange, header);
        if (given.isEmpty()) {
            throw new SignatureRejected(header + " is missing");
        }
        boolean fits = false;
        for (String secret : connectors.connector(connector).webhookSecrets()) {
            // Each is compared, so that the time tells nothing about which one is in use.
            fits |= Signed.same(expected.apply(secret, raw), given);
        }
        if (!fits) {
            throw new SignatureRejected(header + " is wrong");
        }
        return new Proven(exchange, raw, payload.object(raw));
    }

    private static String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, "", String.class).trim();
    }

    /** A webhook that came from whom it says. */
    public static final class Proven {
        private final Exchange exchange;
        private final byte[] raw;
        private final JsonNode event;

        private Proven(Exchange exchange, byte[] raw, JsonNode event) {
            this.exchange = exchange;
            this.raw = raw;
            this.event = event;
        }

        public JsonNode event() {
            return event;
        }

        /** A header of the call; empty when it has none. */
        public String header(String name) {
            return WebhookProof.header(exchange, name);
        }

        /** A key for an event that brings none: a repeated delivery has the same bytes. */
        public String hash() {
            return WebhookPayload.hash(raw);
        }

        /**
         * Says under which names the inbox keeps it.
         *
         * @param key the same for every delivery of one event
         * @param lane events of one lane take effect one after the other
         */
        public void keepAs(String topic, String key, String lane) {
            exchange.setVariable(JournalVariables.TOPIC, topic);
            exchange.setVariable(JournalVariables.EVENT_KEY, key);
            exchange.setVariable(JournalVariables.LANE, lane);
            exchange.getMessage().setBody(raw);
        }
    }
}
