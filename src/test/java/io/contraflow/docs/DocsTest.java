package io.contraflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.mapping.FencedBlocks;
import io.contraflow.model.Milestone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and docs name is there, and what is there is named. */
class DocsTest {
    private static final Path ROUTES_PAGE = Path.of("docs/routes.md");
    private static final Path CONNECTORS_PAGE = Path.of("docs/connectors.md");
    private static final Path EXAMPLE = Path.of("docs/examples/connector-helpdesk");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void everyLinkLeadsSomewhere() {
        for (Path page : pages()) {
            assertThat(found(page, "\\]\\(([^)\\s]+)\\)"))
                    .filteredOn(link -> !link.startsWith("http"))
                    .allSatisfy(link -> leads(page, link));
        }
    }

    private static void leads(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        assertThat(target).as("%s: %s", page, link).exists();
        if (parts.length == 2) {
            List<String> headings = found(target, "(?m)^#+ (.*)$").stream()
                    .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                    .toList();
            assertThat(headings).as("%s: %s", page, link).contains(parts[1]);
        }
    }

    @Test
    void everyFileAndFolderThatIsNamedExists() {
        for (Path page : pages()) {
            assertThat(found(page, "`((?:routes|mappings|config|docs|src)/[^`*<{ ]*)`"))
                    .allSatisfy(path -> assertThat(Path.of(path)).as("%s", page).exists());
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        for (Path page : pages()) {
            assertThat(tests).as("%s", page).containsAll(found(page, "`([A-Z]\\w*[a-z](?:Test|IT))`"));
        }
    }

    @Test
    void everyCaseOfATestThatIsNamedExists() {
        for (Path page : pages()) {
            for (String named : found(page, "`([A-Z]\\w*(?:Test|IT)\\.\\w+)`")) {
                String[] words = named.split("\\.");
                assertThat(text(testNamed(words[0])))
                        .as("%s names %s", page, named)
                        .contains("void " + words[1] + "(");
            }
        }
    }

    private static Path testNamed(String test) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.getFileName().toString().equals(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no test " + test));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everySettingThatIsNamedIsInTheConfiguration() {
        Set<String> settings = settings();
        Set<String> variables = settings.stream().map(DocsTest::variable).collect(Collectors.toSet());
        for (Path page : pages()) {
            assertThat(settings).as("%s", page).containsAll(found(page, "`(contraflow\\.[a-z.-]+)`"));
            assertThat(found(page, "\\b((?:CONTRAFLOW|SERVER|SPRING)_[A-Z_<>]+[A-Z])\\b"))
                    .allSatisfy(name ->
                            assertThat(variables).as("%s: %s", page, name).anyMatch(matches(name)));
        }
    }

    private static java.util.function.Predicate<String> matches(String name) {
        return Pattern.compile(name.replace("<NAME>", "[A-Z_]+")).asMatchPredicate();
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Test
    void theMilestonesAreThoseOfTheCodeAndAskForWhatTheirRoutesAskFor() {
        Map<String, List<String>> documented = new TreeMap<>();
        rows(ROUTES_PAGE, "Milestones")
                .forEach(row -> documented.put(codes(row.get(0)).get(0), codes(row.get(1))));
        Map<String, List<String>> real = new TreeMap<>();
        Arrays.stream(Milestone.values()).forEach(milestone -> real.put(milestone.key(), List.of()));
        routes(Path.of("routes/returns"), "route")
                .forEach(route ->
                        real.put(route.get("id").asText().replaceFirst("returns-", ""), operations(route.toString())));
        assertThat(documented).isEqualTo(real);
    }

    @Test
    void theOperationsAreThoseThatRoutesAskForAndConnectorsServe() {
        Set<String> documented = rows(ROUTES_PAGE, "Operations").stream()
                .map(row -> codes(row.get(0)).get(0))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> asked = routes(Path.of("routes/returns"), "route").stream()
                .flatMap(route -> operations(route.toString()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(served()).containsAll(asked);
    }

    @Test
    void operatorsFindEveryKindOfExceptionWithItsQueue() {
        Map<String, String> documented = new TreeMap<>();
        rows(Path.of("docs/operations.md"), "Exceptions")
                .forEach(row ->
                        documented.put(codes(row.get(0)).get(0), row.get(1).strip()));
        Map<String, String> real = new TreeMap<>();
        Arrays.stream(ExceptionKind.values()).forEach(kind -> real.put(kind.name(), kind.queue()));
        assertThat(documented).isEqualTo(real);
    }

    /** By role, what the templates of the connector that has it take. */
    private static Set<String> served() {
        Set<String> served = new TreeSet<>();
        JsonNode roles = read(Path.of("config/channels.yaml")).at("/contraflow/channels/shop-de/roles");
        JsonNode connectors = read(Path.of("config/connectors.yaml")).at("/contraflow/connectors");
        roles.fields().forEachRemaining(role -> {
            String type =
                    connectors.at("/" + role.getValue().asText() + "/type").asText();
            String templates = connectorFiles(type);
            Pattern.compile("outbox:\\{\\{connector}}/([a-z-]+)")
                    .matcher(templates)
                    .results()
                    .forEach(operation -> served.add(role.getKey() + "/" + operation.group(1)));
        });
        return served;
    }

    @Test
    void theExamplesOfThePagesAreThoseOfTheFiles() {
        assertThat(block(ROUTES_PAGE, "route-example", "in-transit"))
                .isEqualTo(text(Path.of("routes/returns/in-transit.camel.yaml")));
        assertThat(text(EXAMPLE.resolve("config/caseboard.yaml")))
                .isEqualTo(block(CONNECTORS_PAGE, "connector-example", "config"));
        assertThat(text(EXAMPLE.resolve("routes/connectors/caseboard.camel.yaml")))
                .contains(block(CONNECTORS_PAGE, "connector-example", "route"));
        for (String mapping : List.of("add-note", "open-ticket-answer")) {
            assertThat(text(EXAMPLE.resolve("mappings/caseboard/" + mapping + ".jsonata")))
                    .isEqualTo(block(CONNECTORS_PAGE, "connector-example", mapping));
        }
        assertThat(text(Path.of("docs/examples/two-shops.yaml")))
                .isEqualTo(block(CONNECTORS_PAGE, "connector-example", "two-shops"));
    }

    private static String block(Path page, String mark, String name) {
        return FencedBlocks.of(page, mark).stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow()
                .text();
    }

    // --- reading pages

    private static List<Path> pages() {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(Path page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The table below a heading, without its head. */
    private static List<List<String>> rows(Path page, String heading) {
        String section = text(page).split("(?m)^## " + heading + "$")[1].split("(?m)^## ")[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.substring(1).split("\\|", -1)))
                .toList();
    }

    private static List<String> codes(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    // --- reading routes and configuration

    private static List<JsonNode> routes(Path folder, String kind) {
        List<JsonNode> routes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(file -> read(file).findValues(kind).forEach(routes::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }

    private static List<String> operations(String route) {
        return Pattern.compile("outbox:([a-z]+/[a-z-]+)")
                .matcher(route)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static Set<String> settings() {
        Set<String> settings = new TreeSet<>(Set.of("spring.profiles.active", "server.port", "server.address"));
        for (String file : List.of("application", "connectors", "links", "channels", "alerts")) {
            for (String document : text(Path.of("config", file + ".yaml")).split("(?m)^---$")) {
                flatten("", parse(document), settings);
            }
        }
        return settings;
    }

    private static void flatten(String name, JsonNode node, Set<String> into) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), into));
        }
        into.add(name);
    }

    private static JsonNode read(Path file) {
        return parse(text(file));
    }

    private static JsonNode parse(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All templates of a type, which may stand in several files. */
    private static String connectorFiles(String type) {
        try (Stream<Path> files = Files.list(Path.of("routes/connectors"))) {
            return files.filter(file -> file.getFileName().toString().matches(type + "(-[a-z]+)?\\.camel\\.yaml"))
                    .map(DocsTest::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
