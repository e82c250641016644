package io.contraflow.journal;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * {@code inbox:<connector>}: a producer keeps the message body as an event and returns when it is on disk; a consumer
 * takes the events of that connector, in order for each lane.
 */
@Component("inbox-component")
class InboxComponent extends DefaultComponent {
    private final Journal journal;

    InboxComponent(Journal journal) {
        this.journal = journal;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String connector, Map<String, Object> parameters) throws Exception {
        InboxEndpoint endpoint = new InboxEndpoint(uri, this, journal, connector);
        endpoint.setConcurrency(getAndRemoveParameter(parameters, "concurrency", Integer.class, 4));
        return endpoint;
    }
}
