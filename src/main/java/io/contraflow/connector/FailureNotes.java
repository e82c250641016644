package io.contraflow.connector;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** Notes where a route failed; the endpoint that began it decides what follows. Routes call it as {@code failures}. */
@Component("failures")
class FailureNotes {
    private static final Logger LOG = LoggerFactory.getLogger(FailureNotes.class);

    /**
     * Notes route and step, never the payload. What the journal began it reports itself; of a schedule that failed
     * nobody else would say so.
     */
    public void note(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        boolean schedule = exchange.getFromEndpoint() != null
                && exchange.getFromEndpoint().getEndpointUri().startsWith("quartz");
        LOG.atLevel(schedule ? Level.WARN : Level.DEBUG)
                .log(
                        "route {} failed at {}: {}",
                        exchange.getProperty(Exchange.FAILURE_ROUTE_ID),
                        exchange.getProperty(Exchange.FAILURE_ENDPOINT),
                        failure == null ? "unknown" : failure.toString());
    }
}
