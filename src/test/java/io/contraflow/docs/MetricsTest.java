package io.contraflow.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.docs.MetricsPage.Metric;
import io.contraflow.story.RunningTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a running application shows to Prometheus is what docs/metrics.md says, and only administrators see it. */
class MetricsTest extends RunningTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (contraflow_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(contraflow_\\w+?)(?:\\{(.*)})? (\\S+)$");
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void thePageNamesEachFigureWithItsTypeAndTagsAndNothingElse() {
        String order = world.play("happy-path", 1).get(0);
        assertThat(contraflow.web().send("POST", "/webhooks/shopify", "{}").status())
                .isEqualTo(401);
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(contraflow.statusOf(order)).isEqualTo("CLOSED"));

        String shown = scrape("admin").body();

        assertThat(exposed(shown)).containsExactlyInAnyOrderEntriesOf(MetricsPage.metrics(false));
        assertThat(shown.lines().map(line -> line.split("[{ ]")[0]).collect(Collectors.toSet()))
                .as("others that the page names")
                .containsAll(MetricsPage.names().stream()
                        .filter(name -> !name.startsWith("contraflow_"))
                        .toList());
        assertThat(value(shown, "contraflow_refunds_minor_sum")).isPositive();
        assertThat(value(shown, "contraflow_refunds_time_seconds_count")).isPositive();
        assertThat(value(shown, "contraflow_events_accepted_total")).isPositive();
        assertThat(value(shown, "contraflow_webhooks_refused_total")).isPositive();
        assertThat(value(shown, "contraflow_deliveries_latency_seconds_count"))
                .as("each delivery that is done is counted once")
                .isEqualTo(shown.lines()
                        .filter(line -> line.startsWith("contraflow_deliveries_seconds_count{")
                                && line.contains("outcome=\"done\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum());
        assertThat(value(shown, "contraflow_node_leader")).isEqualTo(1);
        assertThat(value(shown, "contraflow_nodes_alive")).isEqualTo(1);
        assertThat(shown).as("no return, order or customer").doesNotContain(order, "RMA-", "@");
    }

    @Test
    void onlyAnAdministratorSeesTheFigures() {
        assertThat(scrape("admin").statusCode()).isEqualTo(200);
        assertThat(scrape("auditor").statusCode()).isEqualTo(403);
        assertThat(scrape(null).statusCode()).isIn(302, 401);
    }

    private static Map<String, Metric> exposed(String shown) {
        Map<String, Metric> exposed = new TreeMap<>();
        TYPE.matcher(shown)
                .results()
                .filter(hit -> !hit.group(1).endsWith("_max"))
                .forEach(hit -> {
                    TreeSet<String> tags = new TreeSet<>();
                    String family = hit.group(1);
                    SAMPLE.matcher(shown)
                            .results()
                            .filter(sample -> sample.group(1).matches(family + "(_bucket|_count|_sum)?")
                                    && sample.group(2) != null)
                            .forEach(sample -> tags.addAll(MetricsPage.tags(sample.group(2))));
                    tags.remove("le");
                    exposed.put(family, new Metric(hit.group(2), tags));
                });
        return exposed;
    }

    private static double value(String shown, String name) {
        return SAMPLE.matcher(shown)
                .results()
                .filter(sample -> sample.group(1).equals(name))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }

    private HttpResponse<String> scrape(String user) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/actuator/prometheus"));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder().encodeToString((user + ":sandbox").getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
