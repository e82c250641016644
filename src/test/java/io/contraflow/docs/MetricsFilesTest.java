package io.contraflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.contraflow.exception.ExceptionKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules ask only for what docs/metrics.md names. */
class MetricsFilesTest {
    private static final Path FOLDER = Path.of("docs/deploy");
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("\\b[a-z]+_[a-z_]+\\b");
    private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{([^}]*)}");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Set<String> FUNCTIONS = Set.of("histogram_quantile");
    /** What Prometheus adds. */
    private static final Set<String> ADDED = Set.of("job", "instance", "le");

    private final JsonNode dashboard = read(new ObjectMapper(), "grafana-contraflow.json");
    private final JsonNode alerts = read(new YAMLMapper(), "prometheus-alerts.yaml");

    @Test
    void everyQueryUsesNamesOfThePage() {
        assertThat(queries()).hasSizeGreaterThan(25).allSatisfy(query -> {
            Set<String> used = NAME.matcher(TEXT.matcher(query).replaceAll(""))
                    .results()
                    .map(hit -> hit.group())
                    .filter(name -> !FUNCTIONS.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(MetricsPage.names()).as(query).containsAll(used);
            assertThat(used.isEmpty()).as("%s asks for something", query).isEqualTo(query.startsWith("up{"));
        });
    }

    @Test
    void everyFigureOfThePageIsOnTheDashboard() {
        String all = String.join("\n", queries());
        assertThat(MetricsPage.metrics(true).keySet())
                .allSatisfy(name -> assertThat(all).contains(name));
    }

    @Test
    void everyQueryGroupsAndFiltersByTagsThatTheFigureHas() {
        for (String query : queries()) {
            Set<String> tags = new TreeSet<>(ADDED);
            MetricsPage.metrics(true).forEach((name, metric) -> {
                if (query.contains(name)) {
                    tags.addAll(metric.tags());
                }
            });
            if (query.contains("jvm_memory_used_bytes")) {
                tags.add("area");
            }
            SELECTOR.matcher(query).results().forEach(hit -> assertThat(tags)
                    .as(query)
                    .containsAll(Arrays.stream(hit.group(2).split(","))
                            .map(filter -> filter.replaceAll("[!=~].*", "").trim())
                            .toList()));
            GROUPING.matcher(query).results().forEach(hit -> assertThat(tags)
                    .as(query)
                    .contains(hit.group(1).split(",\\s*")));
        }
    }

    @Test
    void bracketsAreClosed() {
        assertThat(queries())
                .allSatisfy(query -> assertThat(isBalanced(query)).as(query).isTrue());
    }

    @Test
    void eachPanelHasATitleAndAPlaceOfItsOwn() {
        Set<String> places = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(ids.add(panel.get("id").asInt()))
                    .as("%s", panel.get("title"))
                    .isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    String cell =
                            (place.get("x").asInt() + x) + "/" + (place.get("y").asInt() + y);
                    assertThat(places.add(cell))
                            .as("%s covers another", panel.get("title"))
                            .isTrue();
                }
            }
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
        }
    }

    @Test
    void eachAlertSaysWhatItMeansAndHowBadItIs() {
        Set<String> kinds = Arrays.stream(ExceptionKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (JsonNode rule : alerts.at("/groups/0/rules")) {
            assertThat(rule.get("alert").asText()).matches("Contraflow[A-Za-z]+");
            assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).isNotBlank();
            assertThat(rule.get("for").asText()).matches("\\d+[mh]");
            Pattern.compile("kind=\"(\\w+)\"")
                    .matcher(rule.get("expr").asText())
                    .results()
                    .forEach(hit -> assertThat(kinds).contains(hit.group(1)));
        }
    }

    private List<String> queries() {
        List<String> queries = new ArrayList<>();
        dashboard.get("panels").forEach(panel -> panel.path("targets")
                .forEach(target -> queries.add(target.get("expr").asText())));
        alerts.at("/groups/0/rules")
                .forEach(rule -> queries.add(rule.get("expr").asText()));
        return queries;
    }

    private static boolean isBalanced(String query) {
        Map<Character, Character> pairs = Map.of(')', '(', ']', '[', '}', '{');
        Deque<Character> open = new ArrayDeque<>();
        for (char c : TEXT.matcher(query).replaceAll("").toCharArray()) {
            if (pairs.containsValue(c)) {
                open.push(c);
            } else if (pairs.containsKey(c) && (open.isEmpty() || !open.pop().equals(pairs.get(c)))) {
                return false;
            }
        }
        return open.isEmpty();
    }

    private static JsonNode read(ObjectMapper reader, String file) {
        try {
            return reader.readTree(FOLDER.resolve(file).toFile());
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
