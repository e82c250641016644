package io.contraflow.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code outbox:<role>/<operation>} as a producer adds a delivery to the running transaction, for the connector that
 * serves the role on the return's channel; any option is handed to the delivery as a parameter.
 * {@code outbox:<connector>/<operation>} as a consumer takes the deliveries: a route that ends well has delivered, one
 * that throws is tried again or declared dead.
 */
@Component("outbox-component")
class OutboxComponent extends DefaultComponent {
    private final Journal journal;
    private final ObjectProvider<Resolver> resolver;
    private final ObjectProvider<Deliveries> deliveries;
    private final ObjectMapper json;

    OutboxComponent(
            Journal journal,
            ObjectProvider<Resolver> resolver,
            ObjectProvider<Deliveries> deliveries,
            ObjectMapper json) {
        this.journal = journal;
        this.resolver = resolver;
        this.deliveries = deliveries;
        this.json = json;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String[] parts = remaining.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("outbox:" + remaining
                    + " must name a role or connector and an operation, as outbox:erp/post-credit");
        }
        OutboxEndpoint endpoint = new OutboxEndpoint(uri, this, parts[0], parts[1]);
        endpoint.setConcurrency(getAndRemoveParameter(parameters, "concurrency", Integer.class, 4));
        endpoint.setParameters(new LinkedHashMap<>(parameters));
        parameters.clear();
        return endpoint;
    }

    Journal journal() {
        return journal;
    }

    Resolver resolver() {
        return resolver.getObject();
    }

    Deliveries deliveries() {
        return deliveries.getObject();
    }

    ObjectMapper json() {
        return json;
    }
}
