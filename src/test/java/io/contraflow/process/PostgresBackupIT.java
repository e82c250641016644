package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.FreePort;
import io.contraflow.Scratch;
import io.contraflow.process.Checker.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A PostgreSQL store is dumped amid work with the server's own tools, lost, and restored. Needs an installed server, as
 * Debian's package {@code postgresql} brings it, because the one that other tests start has no {@code pg_dump}.
 */
class PostgresBackupIT {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String DATABASE = "contraflow";
    private static Path tools;
    private static Path folder;
    private static int port;
    private static Installation installation;

    @BeforeAll
    static void install() throws IOException {
        Optional<Path> found = newest();
        Assumptions.assumeTrue(found.isPresent(), "no PostgreSQL with pg_dump below " + INSTALLED);
        tools = found.get();
        folder = Scratch.folder("contraflow-postgres-backup");
        port = FreePort.next();
        run(asNobody("initdb", "-D", data(), "-A", "trust", "-U", "postgres"));
        run(asNobody(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                folder.resolve("server.log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder,
                "start"));
        run(tool("createdb", DATABASE));
        installation = new Installation(Map.of(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE,
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "CONTRAFLOW_RECONCILIATION_SWEEP_MILLIS",
                "5000"));
        installation.ready();
    }

    @AfterAll
    static void uninstall() {
        if (installation != null) {
            installation.close();
        }
        if (folder != null) {
            run(asNobody("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop"));
        }
    }

    @Test
    void aDumpAmidWorkBringsEverythingBackWithoutASecondRefundAndWhatBeganAfterItIsFoundInTheShop() {
        long before = installation.calls();
        List<String> orders = new ArrayList<>(installation.world().play("happy-path", 20));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> installation.calls() > before + 300);
        String dump = folder.resolve("contraflow.dump").toString();
        run(tool("pg_dump", "--format=custom", "--file=" + dump, DATABASE));
        List<String> later = installation.world().play("happy-path", 5);
        installation.contraflow().awaitStatus(orders, "CLOSED");
        installation.contraflow().awaitStatus(later, "CLOSED");
        orders.addAll(later);

        installation.program().kill();
        run(tool("dropdb", "--force", DATABASE));
        run(tool("createdb", DATABASE));
        run(tool("pg_restore", "--exit-on-error", "--dbname=" + DATABASE, dump));
        installation.start();
        installation.ready();

        Map<String, Ending> endings = new HashMap<>();
        orders.forEach(order -> endings.put(order, Ending.REFUNDED));
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> {
                    installation.contraflow().web().send("POST", "/api/reconciliation", Map.of());
                    assertThat(installation.contraflow().statuses(orders)).containsOnly("CLOSED");
                    new Checker(installation.world()).check(endings);
                });
    }

    private static String data() {
        return folder.resolve("data").toString();
    }

    private static Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("pg_dump")) && Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())));
        }
    }

    /** A tool that speaks to the server. */
    private static List<String> tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                tools.resolve(name).toString(), "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "postgres"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The server refuses to run as root; in a namespace of its own root is nobody. */
    private static List<String> asNobody(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(tools.resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void run(List<String> command) {
        try {
            Path output = Files.createTempFile(folder, "tool", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor())
                    .as("%s: %s", command, Files.readString(output))
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
