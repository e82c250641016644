package io.contraflow.flow;

import io.contraflow.connector.Connectors;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalVariables;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks a connector something that changes nothing, through its route {@code <connector>-test}, to see whether it answers. */
@Component
public class ConnectorTests {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorTests.class);
    private final Connectors connectors;
    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final Journal journal;

    ConnectorTests(Connectors connectors, CamelContext camel, ProducerTemplate routes, Journal journal) {
        this.connectors = connectors;
        this.camel = camel;
        this.routes = routes;
        this.journal = journal;
    }

    /**
     * What came of a test.
     *
     * @param well whether it answered and took our login
     * @param millis how long that took
     * @param words what happened, for people
     */
    public record Result(boolean well, long millis, String words) {}

    /**
     * Tests a connector; one that answers well is tried with what waits for it at once. Waits as long as the connector's
     * timeout allows. Empty when there is no connector of that name.
     *
     * @param who login of who wants to know
     */
    public Optional<Result> test(String connector, String who) {
        if (!connectors.connectors().containsKey(connector)) {
            return Optional.empty();
        }
        Result result = camel.getRoute(connector + "-test") == null
                ? new Result(false, 0, connector + " has no route " + connector + "-test, so nothing was asked.")
                : ask(connector);
        LOG.info("connector {} is tested for {}: {}", connector, who, result.words());
        if (result.well()) {
            journal.probe(connector);
        }
        return Optional.of(result);
    }

    private Result ask(String connector) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(JournalVariables.CONNECTOR, connector);
        exchange.setVariable(Mapper.ROOT, Map.of("test", connector));
        exchange.getMessage().setBody(Map.of());
        long began = System.nanoTime();
        routes.send("direct:" + connector + "-test", exchange);
        long millis = (System.nanoTime() - began) / 1_000_000;
        Exception failure = exchange.getException();
        return failure == null
                ? new Result(true, millis, connector + " answered well within " + millis + " ms.")
                : new Result(false, millis, connector + " did not answer well: " + Journal.words(failure));
    }
}
