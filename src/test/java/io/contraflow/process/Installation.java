package io.contraflow.process;

import static io.contraflow.process.Program.local;
import static io.contraflow.story.RunningTest.freePort;
import static org.awaitility.Awaitility.await;

import io.contraflow.story.Contraflow;
import io.contraflow.story.SimulatedWorld;
import io.contraflow.story.Web;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Contraflow as it is installed: the jar beside its folders, all else from the environment, and the simulated systems in
 * a process of their own. No address or secret is the delivered one, so that only the overrides can make it work.
 */
final class Installation implements AutoCloseable {
    static final String SECRET = "a-secret-that-is-not-the-delivered-one";
    private static final Duration START = Duration.ofMinutes(3);

    private final Path folder;
    private final int port = freePort();
    private final int sandboxPort = freePort();
    private final int smtpPort = freePort();
    private final Map<String, String> environment;
    private final Program sandbox;
    private Program contraflow;

    Installation() {
        this(Map.of());
    }

    /** @param settings environment variables beside those that an installation needs */
    Installation(Map<String, String> settings) {
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
        contraflow = Program.contraflow(folder, environment);
    }

    private Map<String, String> environment() {
        Map<String, String> settings = new HashMap<>();
        settings.put("SERVER_PORT", String.valueOf(port));
        settings.put("CONTRAFLOW_DATA_DIR", folder.resolve("data").toString());
        settings.put("CONTRAFLOW_SANDBOX_ENABLED", "false");
        settings.put("CONTRAFLOW_SANDBOX_PORT", String.valueOf(freePort()));
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

    /** Waits until both programs answer. */
    void ready() {
        Web front = new Web(address(), "");
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!contraflow.isAlive() || !sandbox.isAlive()) {
                throw new IllegalStateException(contraflow.lastWords() + "\n" + sandbox.lastWords());
            }
            return answers(front, "/actuator/health/readiness") && answers(world().web(), "/sandbox/faults");
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
        contraflow.kill();
        contraflow = Program.contraflow(folder, environment);
        ready();
    }

    /** Starts it when it has ended, without waiting for it to be ready. */
    Program start() {
        contraflow = Program.contraflow(folder, environment);
        return contraflow;
    }

    /** Starts it when it has ended, where no file may grow beyond a size, without waiting for it to be ready. */
    Program startOnSmallDisk(int kilobytes) {
        contraflow = Program.onSmallDisk(folder, environment, kilobytes);
        return contraflow;
    }

    /** Starts it when it has ended, with the classes of the tests, and waits until it is ready. */
    void startWithTestClasses() {
        contraflow = Program.withTestClasses(folder, environment);
        ready();
    }

    /** Starts a command of the jar beside it. */
    Program command(String... words) {
        return Program.command(folder, environment, words);
    }

    /** The running process, or the last that ran. */
    Program program() {
        return contraflow;
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
        try (sandbox) {
            contraflow.close();
        }
    }

    private static Path emptyFolder() {
        try {
            Path folder = Files.createTempDirectory("contraflow-installation");
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
