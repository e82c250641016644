package io.contraflow.flow.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Notes each run of each route that begins by the clock; Camel asks for every route. */
@Component
class ScheduleNotes implements RoutePolicyFactory {
    private static final List<String> SCHEMES = List.of("quartz:", "every-node:");
    private final ScheduleRuns runs;
    private final MeterRegistry registry;

    ScheduleNotes(ScheduleRuns runs, MeterRegistry registry) {
        this.runs = runs;
        this.registry = registry;
    }

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        boolean byTheClock = route instanceof RouteDefinition definition
                && definition.getInput() != null
                && SCHEMES.stream().anyMatch(definition.getInput().getEndpointUri()::startsWith);
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
            registry.timer(
                            "contraflow.schedules",
                            "schedule",
                            route.getId(),
                            "outcome",
                            exchange.getException() == null ? "done" : "failed")
                    .record(exchange.getClock().elapsed(), TimeUnit.MILLISECONDS);
        }
    }
}
