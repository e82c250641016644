package io.contraflow.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.Scratch;
import io.contraflow.bus.KafkaBroker;
import io.contraflow.database.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A storm over three processes behind a load balancer that share one real PostgreSQL database, one real Kafka broker and the
 * schedules; nodes are killed, database and broker are restarted.
 */
class ClusterIT {
    private static final int NODES = 3;
    /** A node is noticed to be gone, and what it should have run is made up for, well within this time. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(45);

    @Test
    void afterRandomFaultsAndDeathsOfNodesEveryReturnHasOneOfEverythingEverywhereAndEachScheduleRanOnce() {
        Path ticks = Scratch.folder("contraflow-ticks");
        try (PostgresServer database = PostgresServer.start();
                KafkaBroker broker = KafkaBroker.start();
                Installation installation = new Installation(settings(database, broker, routes(ticks)), NODES)) {
            installation.ready();
            Storm storm = new Storm(60, 4);
            AtomicInteger blows = new AtomicInteger();
            int killed = storm.passOver(installation, () -> {
                switch (blows.getAndIncrement() % 4) {
                    case 1 -> {
                        database.stop();
                        pause(3_000);
                        database.startAgain();
                    }
                    case 3 -> {
                        broker.stop();
                        pause(3_000);
                        broker.startAgain();
                    }
                    default -> {
                        int node = storm.random().nextInt(NODES);
                        installation.kill(node);
                        // The others are alone for so long that they notice.
                        pause(12_000);
                        installation.start(node);
                    }
                }
            });
            eachTimeOfTheScheduleCameOnce(ticks, killed);
        }
    }

    private static Map<String, String> settings(PostgresServer database, KafkaBroker broker, Path routes) {
        Map<String, String> settings = new HashMap<>(Storm.SETTINGS);
        settings.putAll(Installation.on(database));
        settings.putAll(Installation.over(broker));
        settings.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "16");
        settings.put("CONTRAFLOW_SCHEDULES_STORE", "jdbc");
        settings.put("CONTRAFLOW_ROUTES_DIR", routes.toString());
        return settings;
    }

    /** The delivered routes, and one that writes down when its time came, into a file for each node. */
    private static Path routes(Path ticks) {
        Path routes = Scratch.folder("contraflow-routes");
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = routes.resolve(Path.of("routes").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
            Files.writeString(routes.resolve("schedules").resolve("tick.camel.yaml"), """
                    - route:
                        id: schedules-tick
                        description: Every two seconds writes down that its time has come.
                        from:
                          uri: quartz:tick
                          parameters:
                            cron: 0/2 * * * * ?
                            stateful: true
                          steps:
                            - setBody:
                                expression:
                                  simple:
                                    expression: ${header.scheduledFireTime.time};
                            - to:
                                uri: file:%s
                                parameters:
                                  fileName: "${env:CONTRAFLOW_NODES_NAME}"
                                  fileExist: Append
                                  appendChars: "\\\\n"
                    """.formatted(ticks), UTF_8);
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a node had at work when it was killed is run again; nothing else is. */
    private static void eachTimeOfTheScheduleCameOnce(Path ticks, int killed) {
        List<Long> times = new ArrayList<>();
        int nodes = 0;
        try (Stream<Path> files = Files.list(ticks)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .map(line -> Long.valueOf(line.replace(";", "")))
                        .forEach(times::add);
                nodes++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        times.sort(null);
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        int twice = times.size() - new HashSet<>(times).size();
        Storm.say("schedule: " + times.size() + " runs on " + nodes + " nodes, " + twice
                + " run again after a kill, longest gap " + longest + " ms");
        assertThat(times).as("runs").hasSizeGreaterThan(20);
        assertThat(nodes).as("nodes that ran it").isGreaterThan(1);
        assertThat(twice).as("times that came twice").isLessThanOrEqualTo(killed);
        assertThat(longest).as("longest gap in milliseconds").isLessThan(LONGEST_GAP.toMillis());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
