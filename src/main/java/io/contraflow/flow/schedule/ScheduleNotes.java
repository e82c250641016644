package io.contraflow.flow.schedule;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes each run of each route that begins by the clock; Camel asks it for every route that it makes. */
@Component
class ScheduleNotes implements RoutePolicyFactory {
    private final ScheduleRuns runs;

    ScheduleNotes(ScheduleRuns runs) {
        this.runs = runs;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        boolean byTheClock = route instanceof RouteDefinition definition
                && definition.getInput() != null
                && definition.getInput().getEndpointUri().startsWith("quartz:");
        return byTheClock ? new Notes() : null;
    }

    private final class Notes extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            runs.began(route.getId());
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            runs.ended(route.getId(), exchange.getException());
        }
    }
}
