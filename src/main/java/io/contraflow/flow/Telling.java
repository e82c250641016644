package io.contraflow.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.JournalVariables;
import io.contraflow.lifecycle.Consequence;
import io.contraflow.model.Return;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs the route of a milestone, which says who is told. Routes without a file are nobody's business. */
@Component
class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final ObjectMapper json;

    Telling(CamelContext camel, ProducerTemplate routes, ObjectMapper json) {
        this.camel = camel;
        this.routes = routes;
        this.json = json;
    }

    /** Runs {@code returns-<milestone>} inside the running transaction. */
    void tell(Return about, Consequence consequence) {
        String route = "returns-" + consequence.milestone().key();
        if (camel.getRoute(route) == null) {
            LOG.debug("no route {}", route);
            return;
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(JournalVariables.RETURN_ID, about.id());
        exchange.setVariable(JournalVariables.CHANNEL, about.channel());
        exchange.getMessage().setBody(json.convertValue(consequence, Map.class));
        routes.send("direct:" + route, exchange);
        if (exchange.getException() != null) {
            throw CamelExecutionException.wrapCamelExecutionException(exchange, exchange.getException());
        }
    }
}
