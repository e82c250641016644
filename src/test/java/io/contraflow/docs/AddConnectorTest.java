package io.contraflow.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.FreePort;
import io.contraflow.story.Contraflow;
import io.contraflow.story.SimulatedWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs what docs/connectors.md shows: the files of the example laid over those of Contraflow, and no Java. */
class AddConnectorTest {
    private static final Path EXAMPLE = Path.of("docs/examples/connector-helpdesk");
    private static final int PORT = FreePort.next();
    private static final int SANDBOX_PORT = FreePort.next();

    @TempDir
    static Path folder;

    private static Caseboard caseboard;
    private static ConfigurableApplicationContext running;
    private final Contraflow contraflow = new Contraflow(URI.create("http://127.0.0.1:" + PORT));
    private final SimulatedWorld world = new SimulatedWorld(URI.create("http://127.0.0.1:" + SANDBOX_PORT));

    @BeforeAll
    static void start() throws IOException {
        caseboard = new Caseboard();
        for (String name : List.of("routes", "mappings")) {
            lay(Path.of(name), folder.resolve(name));
            lay(EXAMPLE.resolve(name), folder.resolve(name));
        }
        running = new SpringApplicationBuilder(io.contraflow.Contraflow.class)
                .run(
                        "--spring.config.additional-location=file:" + EXAMPLE + "/config/caseboard.yaml,"
                                + "file:docs/examples/two-shops.yaml",
                        "--contraflow.connectors.caseboard.base-url=" + caseboard.uri(),
                        "--contraflow.routes-dir=" + folder.resolve("routes"),
                        "--contraflow.mappings-dir=" + folder.resolve("mappings"),
                        "--contraflow.data-dir=" + folder.resolve("data"),
                        "--contraflow.sandbox.port=" + SANDBOX_PORT,
                        "--contraflow.sandbox.smtp-port=" + FreePort.next(),
                        "--contraflow.sandbox.speed=600",
                        "--server.port=" + PORT);
    }

    @AfterAll
    static void stop() {
        running.close();
        caseboard.close();
    }

    @Test
    void theHelpdeskOfTheExampleHearsOfAReturnFromBeginToEnd() {
        String order = world.play("happy-path", 1).get(0);

        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(contraflow.statusOf(order)).isEqualTo("CLOSED"));

        assertThat(caseboard.opened())
                .as("one case, although the first answer was 503")
                .singleElement()
                .satisfies(opened -> {
                    assertThat(opened.get("subject").asText())
                            .startsWith("Return RMA-")
                            .endsWith(order);
                    assertThat(opened.get("items")).hasSize(1);
                });
        assertThat(caseboard.notes()).first().asString().contains("is approved");
        assertThat(caseboard.states()).contains("returnStatus=RESOLVED").endsWith("state=closed");
        assertThat(caseboard.logins()).containsOnly("Bearer caseboard-key");
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        assertThat(whole.at("/refs/caseboard/case").asText()).isEqualTo("1");
        assertThat(whole.get("timeline").findValuesAsText("sentence")).contains("Opened case 1. (Try 2.)");
        assertThat(world.state("gorgias").toString()).doesNotContain(order);
    }

    @Test
    void aSecondShopHasAnAddressOfItsOwn() {
        assertThat(contraflow.web().get("/api/connectors").findValuesAsText("name"))
                .contains("shopify", "shopify-at");
        assertThat(contraflow.web().send("POST", "/webhooks/shopify-at", "{}").status())
                .isEqualTo(401);
        assertThat(contraflow.web().send("POST", "/webhooks/shopify-ch", "{}").status())
                .isEqualTo(404);
    }

    private static void lay(Path from, Path onto) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = onto.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
