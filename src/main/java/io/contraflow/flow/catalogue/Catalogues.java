package io.contraflow.flow.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.JournalVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;

/**
 * Reads lists of a system page by page: what it sells, through its route {@code <connector>-catalogue}, and where it keeps
 * stock, through {@code <connector>-locations}.
 */
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

    /** What there is to read. */
    enum What {
        CATALOGUE,
        LOCATIONS;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether that connector's type has such a route. */
    boolean canRead(String connector, What what) {
        return camel.getRoute(connector + "-" + what.key()) != null;
    }

    /**
     * The whole list.
     *
     * @param entry what an entry of the list becomes
     * @throws IllegalStateException if the system did not answer, or not to the end
     */
    <T> List<T> read(String connector, What what, Class<T> entry) {
        List<T> entries = new ArrayList<>();
        String after = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<?, ?> answer = page(connector, what, after);
            entries.addAll(json.convertValue(
                    answer.get("entries"), json.getTypeFactory().constructCollectionType(List.class, entry)));
            after = String.valueOf(answer.get("after"));
            if (after.isEmpty()) {
                return entries;
            }
        }
        throw new IllegalStateException("the " + what.key() + " of " + connector + " has no end");
    }

    private Map<?, ?> page(String connector, What what, String after) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(JournalVariables.CONNECTOR, connector);
        exchange.setVariable("delivery", Map.of(what.key(), connector));
        exchange.setVariable("after", after);
        exchange.getMessage().setBody(Map.of());
        routes.send("direct:" + connector + "-" + what.key(), exchange);
        if (exchange.getException() != null) {
            throw new IllegalStateException(
                    "the " + what.key() + " of " + connector + " could not be read: "
                            + exchange.getException().getMessage(),
                    exchange.getException());
        }
        return exchange.getMessage().getBody() instanceof Map<?, ?> map
                ? map
                : Map.of("entries", List.of(), "after", "");
    }
}
