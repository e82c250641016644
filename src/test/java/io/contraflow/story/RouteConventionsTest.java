package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.connector.Connectors;
import io.contraflow.model.Milestone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Routes read aloud: an id, one sentence, few steps, and names that say where they belong. */
class RouteConventionsTest extends RunningTest {
    @Autowired
    CamelContext camel;

    @Autowired
    Connectors connectors;

    @Test
    void everyRouteHasANameAndOneSentence() {
        assertThat(camel.getRoutes()).isNotEmpty().allSatisfy(route -> {
            assertThat(route.getRouteId()).matches("[a-z]+(-[a-z0-9]+)+");
            assertThat(route.getDescription()).as(route.getRouteId()).endsWith(".");
        });
    }

    @Test
    void aDirectEndpointBearsTheIdOfItsRoute() {
        assertThat(camel.getRoutes())
                .filteredOn(route -> route.getEndpoint().getEndpointUri().startsWith("direct:"))
                .isNotEmpty()
                .allSatisfy(route ->
                        assertThat(route.getEndpoint().getEndpointUri()).isEqualTo("direct://" + route.getRouteId()));
    }

    @Test
    void aRouteHasAtMostTwelveStepsAndItsBeanCallsNameAMethod() {
        List<RouteDefinition> routes = ((ModelCamelContext) camel).getRouteDefinitions();
        assertThat(routes).isNotEmpty().allSatisfy(route -> assertThat(steps(route))
                .as(route.getRouteId())
                .hasSizeLessThanOrEqualTo(12));
    }

    /** Without the error handling that every route gets. */
    private static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        return route.getOutputs().stream()
                .filter(step -> !(step instanceof OnExceptionDefinition))
                .toList();
    }

    @Test
    void aRouteFileHasAtMost400Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readAllLines(file))
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(400));
        }
    }

    @Test
    void everyMilestoneRouteBelongsToAMilestone() {
        List<String> milestones = Stream.of(Milestone.values())
                .map(milestone -> "returns-" + milestone.key())
                .toList();
        assertThat(camel.getRoutes())
                .extracting(route -> route.getRouteId())
                .filteredOn(id -> id.startsWith("returns-"))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(milestones).contains(id));
    }

    @Test
    void everyConnectorHasRoutesOfItsOwn() {
        assertThat(connectors.connectors().keySet()).isNotEmpty().allSatisfy(name -> assertThat(camel.getRoutes())
                .extracting(route -> route.getRouteId())
                .anyMatch(id -> id.startsWith(name + "-")));
    }
}
