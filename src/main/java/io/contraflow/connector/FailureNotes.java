package io.contraflow.connector;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Notes where a route failed; the endpoint that began it decides what follows. Routes call it as {@code failures}. */
@Component("failures")
class FailureNotes {
    private static final Logger LOG = LoggerFactory.getLogger(FailureNotes.class);

    /** Notes route and step, never the payload. */
    public void note(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.debug(
                "route {} failed at {}: {}",
                exchange.getProperty(Exchange.FAILURE_ROUTE_ID),
                exchange.getProperty(Exchange.FAILURE_ENDPOINT),
                failure == null ? "unknown" : failure.toString());
    }
}
