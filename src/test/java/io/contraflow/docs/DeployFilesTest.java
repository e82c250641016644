package io.contraflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of docs/deploy are what they claim, and fit the application: nothing here runs a container. */
class DeployFilesTest {
    private static final Path FOLDER = Path.of("docs/deploy");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+[\\w.-]*");
    private static final Pattern SECRET =
            Pattern.compile(".*(PASSWORD|SECRET|TOKEN_ID|API_KEY|CONSUMER_KEY|CLIENT_ID)");
    private static final String READINESS = "/actuator/health/readiness";
    private static final String LIVENESS = "/actuator/health/liveness";

    private final JsonNode compose = yaml("compose.yaml").get(0);
    private final List<JsonNode> kubernetes = yaml("kubernetes.yaml");
    private final Map<String, String> example = variables(text(FOLDER.resolve("contraflow.env.example")));

    @Test
    void everyVariableIsASettingOfContraflowOrOfSpring() throws IOException {
        Set<String> settings = settings();
        Set<String> named = new TreeSet<>(example.keySet());
        for (int node = 1; node <= 3; node++) {
            compose.at("/services/contraflow-" + node + "/environment")
                    .fieldNames()
                    .forEachRemaining(named::add);
        }
        kind("ConfigMap").get("data").fieldNames().forEachRemaining(named::add);
        kind("Secret").get("stringData").fieldNames().forEachRemaining(named::add);
        named.addAll(List.of("SERVER_ADDRESS", "SPRING_PROFILES_ACTIVE"));
        assertThat(text(FOLDER.resolve("Dockerfile")))
                .contains("SERVER_ADDRESS=0.0.0.0", "SPRING_PROFILES_ACTIVE=prod");
        assertThat(named).hasSizeGreaterThan(30).allSatisfy(name -> assertThat(settings)
                .as("%s", name)
                .contains(name.toLowerCase(Locale.ROOT).replace("_", "")));
    }

    @Test
    void whatProductionRefusesIsToBeSetInEachWay() {
        Set<String> needed = refusedInProduction();
        assertThat(needed).hasSizeGreaterThan(12);
        assertThat(example.keySet()).containsAll(needed);
        Set<String> cluster = new TreeSet<>();
        kind("ConfigMap").get("data").fieldNames().forEachRemaining(cluster::add);
        kind("Secret").get("stringData").fieldNames().forEachRemaining(cluster::add);
        assertThat(cluster).containsAll(needed);
    }

    @Test
    void noFileHoldsASecret() {
        assertThat(example.values()).containsOnly("");
        kind("Secret").get("stringData").forEach(value -> assertThat(value.asText())
                .isEmpty());
        assertThat(kind("ConfigMap").get("data").fieldNames()).toIterable().noneMatch(name -> SECRET.matcher(name)
                .matches());
        for (JsonNode service : compose.get("services")) {
            service.path("environment").properties().stream()
                    .filter(variable -> SECRET.matcher(variable.getKey()).matches())
                    .forEach(variable -> assertThat(variable.getValue().asText())
                            .startsWith("${")
                            .contains(":?"));
        }
        assertThat(text(FOLDER.resolve("Dockerfile"))).doesNotContain("_PASSWORD=", "_SECRET=", "_KEY=");
    }

    @Test
    void theProbesAskTheApplicationsOwnHealthAtItsOwnPort() {
        JsonNode container = container();
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(port());
        String name = container.at("/ports/0/name").asText();
        Map.of("startupProbe", LIVENESS, "livenessProbe", LIVENESS, "readinessProbe", READINESS)
                .forEach((probe, path) -> {
                    assertThat(container.at("/" + probe + "/httpGet/path").asText())
                            .isEqualTo(path);
                    assertThat(container.at("/" + probe + "/httpGet/port").asText())
                            .isEqualTo(name);
                });
        assertThat(kind("Service").at("/spec/ports/0/targetPort").asText()).isEqualTo(name);
        // A database that does not answer is said so after the pool's longest wait; a probe that gives up before hears
        // nothing.
        assertThat(Duration.ofSeconds(
                                container.at("/readinessProbe/timeoutSeconds").asInt())
                        .toMillis())
                .isGreaterThan(application()
                        .at("/spring/datasource/hikari/connection-timeout")
                        .asInt());
        assertThat(text(FOLDER.resolve("Dockerfile"))).contains("EXPOSE " + port(), "127.0.0.1/" + port(), READINESS);
        assertThat(text(FOLDER.resolve("haproxy.cfg"))).contains("httpchk GET " + READINESS);
        assertThat(application()
                        .at("/management/endpoint/health/probes/enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void nobodyIsKilledWhileEndingWhatIsAtWork() {
        // Requests end first, then the routes with what the journal has at work.
        Duration stop = new LifecycleProperties()
                .getTimeoutPerShutdownPhase()
                .plusSeconds(application().at("/camel/main/shutdown-timeout").asInt());
        JsonNode pod = kind("Deployment").at("/spec/template/spec");
        int pause = Integer.parseInt(
                container().at("/lifecycle/preStop/exec/command/1").asText());
        assertThat(Duration.ofSeconds(pod.get("terminationGracePeriodSeconds").asInt()))
                .isGreaterThanOrEqualTo(stop.plusSeconds(pause));
        assertThat(DurationStyle.SIMPLE.parse(
                        compose.at("/services/contraflow-1/stop_grace_period").asText()))
                .isGreaterThanOrEqualTo(stop);
    }

    @Test
    void imagesArePinned() {
        List<String> images = new ArrayList<>();
        compose.get("services")
                .forEach(service -> images.add(service.get("image").asText()));
        images.add(container().get("image").asText());
        found(text(FOLDER.resolve("Dockerfile")), "(?m)^FROM (\\S+)").forEach(images::add);
        assertThat(images).hasSizeGreaterThan(7).allMatch(image -> PINNED.matcher(image)
                .matches());
        String version = found(text(Path.of("pom.xml")), "<artifactId>contraflow</artifactId>\\s*<version>([^<]+)")
                .get(0);
        assertThat(images).filteredOn(image -> image.startsWith("contraflow:")).containsOnly("contraflow:" + version);
    }

    @Test
    void whatIsPublishedIsPublishedToThisMachineAlone() {
        List<String> published = new ArrayList<>();
        compose.get("services").forEach(service -> service.path("ports").forEach(port -> published.add(port.asText())));
        assertThat(published).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(kind("Service").at("/spec/type").asText("ClusterIP")).isEqualTo("ClusterIP");
    }

    @Test
    void nodesRunWithoutRights() {
        assertThat(text(FOLDER.resolve("Dockerfile"))).contains("\nUSER 10001:10001\n");
        JsonNode pod = kind("Deployment").at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.get("automountServiceAccountToken").asBoolean()).isFalse();
        JsonNode rights = container().get("securityContext");
        assertThat(rights.get("allowPrivilegeEscalation").asBoolean()).isFalse();
        assertThat(rights.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @Test
    void allPartsOfTheClusterSpeakOfTheSamePods() {
        assertThat(kubernetes.stream().map(part -> part.get("kind").asText()))
                .containsExactlyInAnyOrder(
                        "ConfigMap", "Secret", "Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy");
        JsonNode labels = kind("Deployment").at("/spec/template/metadata/labels");
        assertThat(labels).isNotEmpty();
        assertThat(List.of(
                        kind("Deployment").at("/spec/selector/matchLabels"),
                        kind("Service").at("/spec/selector"),
                        kind("PodDisruptionBudget").at("/spec/selector/matchLabels"),
                        kind("NetworkPolicy").at("/spec/podSelector/matchLabels")))
                .containsOnly(labels);
        container()
                .get("envFrom")
                .forEach(source -> source.forEach(reference -> assertThat(kubernetes)
                        .anyMatch(part -> part.at("/metadata/name").equals(reference.get("name")))));
    }

    @Test
    void threeNodesNeedNoMoreConnectionsThanTheDatabaseHas() {
        int pool = compose.at("/services/contraflow-1/environment/SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE")
                .asInt();
        int most =
                Integer.parseInt(found(compose.at("/services/postgres/command").asText(), "max_connections=(\\d+)")
                        .get(0));
        assertThat(3 * pool + 10).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contraflow-1", "contraflow-2", "contraflow-3"})
    void theProxyKnowsEachNode(String node) {
        assertThat(compose.at("/services/" + node)).isNotEmpty();
        assertThat(text(FOLDER.resolve("haproxy.cfg"))).contains(node + ":" + port());
    }

    @Test
    void theImageHoldsWhatTheApplicationReads() throws IOException {
        String image = text(FOLDER.resolve("Dockerfile"));
        for (String folder : List.of("routes", "mappings", "config")) {
            assertThat(image).contains("COPY " + folder + "/ " + folder + "/");
        }
        assertThat(found(image, "COPY ([a-z]+)/ "))
                .allSatisfy(folder -> assertThat(Path.of(folder)).isDirectory());
    }

    @Test
    void theJvmKnowsEachFlagAndThePageExplainsIt() throws IOException {
        String start = found(text(FOLDER.resolve("Dockerfile")), "(?m)^ENTRYPOINT (.*)$")
                .get(0);
        List<String> flags = new ArrayList<>();
        JSON.readTree(start).forEach(word -> flags.add(word.asText()));
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        flags.removeIf(flag -> !flag.startsWith("-X"));
        assertThat(flags).isNotEmpty().allSatisfy(flag -> {
            assertThat(text(Path.of("docs/deploy.md"))).contains("`" + flag + "`");
            if (flag.startsWith("-XX:")) {
                assertThat(jvm.getVMOption(found(flag, "^-XX:\\+?([A-Za-z]+)").get(0)))
                        .isNotNull();
            }
        });
    }

    private JsonNode kind(String kind) {
        return kubernetes.stream()
                .filter(part -> part.get("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode container() {
        return kind("Deployment").at("/spec/template/spec/containers/0");
    }

    private static int port() {
        return application().at("/server/port").asInt();
    }

    private static JsonNode application() {
        return documents(Path.of("config/application.yaml")).get(0);
    }

    /** As {@code Production} sees it: what is delivered for the sandbox, and the password that has no default. */
    private static Set<String> refusedInProduction() {
        Set<String> refused = new TreeSet<>(Set.of("CONTRAFLOW_LOGIN_PASSWORD"));
        Map<String, String> delivered = new TreeMap<>();
        flatten("", documents(Path.of("config/connectors.yaml")).get(0), delivered);
        delivered.forEach((name, value) -> {
            if (value.startsWith("sandbox")
                    || value.startsWith("http://127.0.0.1:${contraflow.sandbox.port}")
                    || value.equals("1234567_SB1")) {
                refused.add(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
            }
        });
        return refused;
    }

    /** Lower case, without dots and dashes: the form in which the environment and the settings meet. */
    private static Set<String> settings() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String file : List.of("application", "connectors", "channels", "alerts")) {
            documents(Path.of("config", file + ".yaml")).forEach(document -> flatten("", document, all));
        }
        Set<String> names = new TreeSet<>(all.keySet());
        // Optional ones, which stand in the files as comments.
        for (String place : List.of("connectors.mail", "alerts.mail")) {
            names.add("contraflow." + place + ".username");
            names.add("contraflow." + place + ".password");
        }
        for (URL file : Collections.list(
                DeployFilesTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            JSON.readTree(file)
                    .get("properties")
                    .forEach(property -> names.add(property.get("name").asText()));
        }
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[.-]", ""))
                .collect(Collectors.toSet());
    }

    private static void flatten(String name, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), into));
        } else {
            into.put(name, node.asText());
        }
    }

    private static Map<String, String> variables(String file) {
        return file.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static List<JsonNode> yaml(String file) {
        // With a parser that knows the merge keys of compose files.
        Yaml parser = new Yaml(new SafeConstructor(new LoaderOptions()));
        List<JsonNode> documents = new ArrayList<>();
        parser.loadAll(text(FOLDER.resolve(file))).forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    private static List<JsonNode> documents(Path file) {
        try {
            return Stream.of(text(file).split("(?m)^---$"))
                    .map(DeployFilesTest::parse)
                    .toList();
        } catch (RuntimeException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static JsonNode parse(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult hit) -> hit.group(1))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
