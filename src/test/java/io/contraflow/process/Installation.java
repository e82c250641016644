package io.contraflow.process;

import static io.contraflow.process.Program.local;
import static org.awaitility.Awaitility.await;

import io.contraflow.FreePort;
import io.contraflow.Scratch;
import io.contraflow.bus.KafkaBroker;
import io.contraflow.database.PostgresServer;
import io.contraflow.story.Contraflow;
import io.contraflow.story.SimulatedWorld;
import io.contraflow.story.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Contraflow as it is installed: the jar beside its folders, all else from the environment, and the simulated systems in
 * a process of their own. No address or secret is the delivered one, so that only the overrides can make it work.
 */
final class Installation implements AutoCloseable {
    static final String SECRET = "a-secret-that-is-not-the-delivered-one";
    private static final Duration START = Duration.ofMinutes(3);

    private final Path folder;
    private final int port = FreePort.next();
    private final int sandboxPort = FreePort.next();
    private final int smtpPort = FreePort.next();
    private final Map<String, String> environment;
    private final Program sandbox;
    private final List<Integer> nodePorts;
    private final @Nullable Balancer balancer;
    /** All nodes; the first one is the only one in most tests. */
    private final List<Program> nodes = new ArrayList<>();

    Installation() {
        this(Map.of());
    }

    /** @param settings environment variables beside those that an installation needs */
    Installation(Map<String, String> settings) {
        this(settings, 1);
    }

    /**
     * @param settings environment variables beside those that an installation needs
     * @param count how many processes run behind one address
     */
    Installation(Map<String, String> settings, int count) {
        nodePorts = count == 1
                ? List.of(port)
                : IntStream.range(0, count).mapToObj(node -> FreePort.next()).toList();
        balancer = count == 1 ? null : new Balancer(port, nodePorts);
        folder = emptyFolder();
        environment = environment();
        environment.putAll(settings);
        sandbox = Program.sandbox(
                folder,
                "--port=" + sandboxPort,
                "--target=" + address(),
                "--smtp-port=" + smtpPort,
                "--webhook-secret=" + SECRET,
                "--speed=600");
        for (int node = 0; node < count; node++) {
            nodes.add(Program.contraflow(folder, environment(node)));
        }
    }

    /** Settings that keep all in a new database of that server. */
    static Map<String, String> on(PostgresServer database) {
        return Map.of("SPRING_DATASOURCE_URL", database.newDatabase(), "SPRING_DATASOURCE_USERNAME", "postgres");
    }

    /** Settings that move events and deliveries over that broker. */
    static Map<String, String> over(KafkaBroker broker) {
        return Map.of(
                "CONTRAFLOW_BUS",
                "kafka",
                "CONTRAFLOW_KAFKA_SERVERS",
                broker.address(),
                "CONTRAFLOW_KAFKA_INBOX",
                "true");
    }

    private Map<String, String> environment(int node) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("SERVER_PORT", String.valueOf(nodePorts.get(node)));
        settings.put("CONTRAFLOW_NODES_NAME", "node-" + node);
        return settings;
    }

    private Map<String, String> environment() {
        Map<String, String> settings = new HashMap<>();
        settings.put("CONTRAFLOW_DATA_DIR", folder.resolve("data").toString());
        settings.put("CONTRAFLOW_SANDBOX_ENABLED", "false");
        settings.put("CONTRAFLOW_SANDBOX_PORT", String.valueOf(FreePort.next()));
        settings.put("CONTRAFLOW_CONNECTORS_MAIL_PORT", String.valueOf(smtpPort));
        // The store signs its webhooks with the app's client secret.
        settings.put("CONTRAFLOW_CONNECTORS_SHOPIFY_CLIENT_SECRET", SECRET);
        for (String system : new String[] {"shopify", "netsuite", "gorgias", "happy-returns"}) {
            String name = "CONTRAFLOW_CONNECTORS_"
                    + system.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            settings.put(name + "_BASE_URL", local(sandboxPort) + "/" + system);
            settings.put(name + "_WEBHOOK_SECRET", SECRET);
        }
        return settings;
    }

    URI address() {
        return local(port);
    }

    Contraflow contraflow() {
        return new Contraflow(address());
    }

    SimulatedWorld world() {
        return new SimulatedWorld(local(sandboxPort));
    }

    /** Waits until all programs answer. */
    void ready() {
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!nodes.stream().allMatch(Program::isAlive) || !sandbox.isAlive()) {
                throw new IllegalStateException(program().lastWords() + "\n" + sandbox.lastWords());
            }
            return nodePorts.stream().allMatch(node -> answers(new Web(local(node), ""), "/actuator/health/readiness"))
                    && answers(world().web(), "/sandbox/faults");
        });
    }

    private static boolean answers(Web web, String path) {
        try {
            return web.send("GET", path, null).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** {@code kill -9}, and up again. */
    void killAndRestart() {
        kill(0);
        start(0);
        ready();
    }

    /** {@code kill -9} for one node. */
    void kill(int node) {
        nodes.get(node).kill();
    }

    /** Starts a node that has ended, without waiting for it to be ready. */
    void start(int node) {
        nodes.set(node, Program.contraflow(folder, environment(node)));
    }

    /** Starts it when it has ended, without waiting for it to be ready. */
    Program start() {
        start(0);
        return program();
    }

    /** Starts it when it has ended, where no file may grow beyond a size, without waiting for it to be ready. */
    Program startOnSmallDisk(int kilobytes) {
        nodes.set(0, Program.onSmallDisk(folder, environment(0), kilobytes));
        return program();
    }

    /** Starts it when it has ended, with the classes of the tests, and waits until it is ready. */
    void startWithTestClasses() {
        nodes.set(0, Program.withTestClasses(folder, environment(0)));
        ready();
    }

    /** Starts a command of the jar beside it. */
    Program command(String... words) {
        return Program.command(folder, environment(0), words);
    }

    /** The running process, or the last that ran. */
    Program program() {
        return nodes.get(0);
    }

    /** Its file of the embedded database. */
    Path database() {
        return folder.resolve("data").resolve("contraflow.mv.db");
    }

    /** Number of calls that the simulated systems have received so far. */
    long calls() {
        return world().web().get("/sandbox/journal?limit=1").at("/0/seq").asLong();
    }

    @Override
    public void close() {
        try (sandbox;
                balancer) {
            nodes.forEach(Program::close);
        }
    }

    private static Path emptyFolder() {
        try {
            Path folder = Scratch.folder("contraflow-installation");
            for (String part : new String[] {"routes", "mappings", "config"}) {
                copy(Path.of(part), folder.resolve(part));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
