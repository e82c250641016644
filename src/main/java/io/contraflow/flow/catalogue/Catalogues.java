package io.contraflow.flow.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.JournalVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;

/** Reads what a system sells, through its route {@code <connector>-catalogue}, page by page. */
@Component
class Catalogues {
    /** A system that always says there is more must not keep us for ever. */
    private static final int MOST_PAGES = 50_000;

    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final ObjectMapper json;

    Catalogues(CamelContext camel, ProducerTemplate routes, ObjectMapper json) {
        this.camel = camel;
        this.routes = routes;
        this.json = json;
    }

    /** Whether that connector's type has such a route. */
    boolean canRead(String connector) {
        return camel.getRoute(connector + "-catalogue") != null;
    }

    /**
     * The whole catalogue.
     *
     * @throws IllegalStateException if the system did not answer, or not to the end
     */
    List<Article> read(String connector) {
        List<Article> articles = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<?, ?> answer = page(connector, after);
            articles.addAll(json.convertValue(
                    answer.get("entries"), json.getTypeFactory().constructCollectionType(List.class, Article.class)));
            after = String.valueOf(answer.get("after"));
            if (after.isEmpty()) {
                return articles;
            }
        }
        throw new IllegalStateException("the catalogue of " + connector + " has no end");
    }

    private Map<?, ?> page(String connector, String after) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(JournalVariables.CONNECTOR, connector);
        exchange.setVariable("delivery", Map.of("catalogue", connector));
        exchange.setVariable("after", after);
        exchange.getMessage().setBody(Map.of());
        routes.send("direct:" + connector + "-catalogue", exchange);
        if (exchange.getException() != null) {
            throw new IllegalStateException(
                    "the catalogue of " + connector + " could not be read: "
                            + exchange.getException().getMessage(),
                    exchange.getException());
        }
        return exchange.getMessage().getBody() instanceof Map<?, ?> map
                ? map
                : Map.of("entries", List.of(), "after", "");
    }
}
