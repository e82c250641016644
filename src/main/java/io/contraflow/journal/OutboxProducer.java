package io.contraflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds a delivery to the transaction in which the return changes. */
class OutboxProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxProducer.class);
    private final OutboxEndpoint endpoint;

    OutboxProducer(OutboxEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        UUID returnId = exchange.getVariable(JournalVariables.RETURN_ID, UUID.class);
        String channel = exchange.getVariable(JournalVariables.CHANNEL, String.class);
        if (returnId == null || channel == null) {
            throw new IllegalStateException("outbox:" + endpoint.to() + "/" + endpoint.operation()
                    + " can only be told of a return, from a route in routes/returns");
        }
        Optional<String> connector = endpoint.component().resolver().connector(channel, endpoint.to());
        if (connector.isEmpty()) {
            LOG.debug("channel {} has nobody as {}", channel, endpoint.to());
            return;
        }
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("args", exchange.getMessage().getBody());
        payload.put("params", endpoint.parameters());
        endpoint.component()
                .journal()
                .send(
                        returnId,
                        connector.get(),
                        endpoint.to(),
                        endpoint.operation(),
                        endpoint.component().json().writeValueAsBytes(payload));
    }
}
