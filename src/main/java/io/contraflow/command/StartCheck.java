package io.contraflow.command;

import io.contraflow.flow.Channels;
import io.contraflow.mapping.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts everything but the routes, against an empty database in memory: what a start would refuse, and which operation
 * a channel's connector cannot do.
 */
final class StartCheck {
    private static final String OUTBOX = "outbox:";
    private final Class<?> application;

    /** @param application the class that a start begins with */
    StartCheck(Class<?> application) {
        this.application = application;
    }

    List<Finding> check() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .logStartupInfo(false)
                .run(
                        "--server.port=0",
                        "--camel.main.auto-startup=false",
                        "--camel.main.jmx-enabled=false",
                        "--camel.main.name=contraflow-validate",
                        "--contraflow.sandbox.enabled=false",
                        "--logging.level.root=OFF",
                        "--logging.level.io.contraflow=OFF",
                        "--spring.datasource.url=jdbc:h2:mem:validate;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;"
                                + "DEFAULT_NULL_ORDERING=HIGH")) {
            return missingOperations(context.getBean(CamelContext.class), context.getBean(Channels.class));
        } catch (RuntimeException e) {
            return List.of(new Finding("config, routes", 0, "Contraflow would not start: " + cause(e)));
        }
    }

    private static List<Finding> missingOperations(CamelContext camel, Channels channels) {
        Map<String, String> asked = new TreeMap<>();
        Set<String> can = camel.getRoutes().stream()
                .map(route -> address(route.getEndpoint().getEndpointUri()))
                .collect(Collectors.toSet());
        for (RouteDefinition route :
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions()) {
            for (ToDefinition to :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
                String uri = address(to.getEndpointUri());
                if (uri.startsWith(OUTBOX)) {
                    asked.put(uri.substring(OUTBOX.length()), route.getRouteId());
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        channels.channels()
                .forEach((name, channel) -> asked.forEach((operation, route) -> {
                    String connector = channel.roles().get(operation.replaceAll("/.*", ""));
                    String wanted = OUTBOX + connector + operation.substring(operation.indexOf('/'));
                    if (connector != null && !can.contains(wanted)) {
                        findings.add(new Finding(
                                "config/channels.yaml",
                                0,
                                "Channel " + name + ": the route " + route + " asks for " + operation
                                        + ", but no route takes " + wanted
                                        + ". Give the connector's type a template for it."));
                    }
                }));
        return findings;
    }

    /** Without slashes and options. */
    private static String address(String uri) {
        return uri.replace("//", "").replaceAll("\\?.*", "");
    }

    private static String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).lines().limit(5).collect(Collectors.joining(" "));
    }
}
