package io.contraflow.flow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.JournalVariables;
import io.contraflow.journal.NotYet;
import io.contraflow.lifecycle.Consequence;
import io.contraflow.model.Return;
import java.util.LinkedHashMap;
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
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final ObjectMapper json;

    Telling(CamelContext camel, ProducerTemplate routes, ObjectMapper json) {
        this.camel = camel;
        this.routes = routes;
        this.json = json;
    }

    /**
     * Runs {@code returns-<milestone>} inside the running transaction.
     *
     * @param reason a person's words that customers shall read instead of the policy's; empty when there are none
     */
    void tell(Return about, Consequence consequence, String reason) {
        if (!camel.getStatus().isStarted()) {
            throw new NotYet("the routes are not running");
        }
        String route = "returns-" + consequence.milestone().key();
        if (camel.getRoute(route) == null) {
            LOG.debug("no route {}", route);
            return;
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(JournalVariables.RETURN_ID, about.id());
        exchange.setVariable(JournalVariables.CHANNEL, about.channel());
        Map<String, Object> what = new LinkedHashMap<>(json.convertValue(consequence, MAP));
        if (!reason.isEmpty()) {
            what.put("reason", reason);
        }
        exchange.getMessage().setBody(what);
        routes.send("direct:" + route, exchange);
        if (exchange.getException() != null) {
            throw CamelExecutionException.wrapCamelExecutionException(exchange, exchange.getException());
        }
    }
}
