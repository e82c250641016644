package io.contraflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.database.TestDatabase;
import io.contraflow.story.Contraflow;
import io.contraflow.story.Place;
import io.contraflow.story.SimulatedWorld;
import io.contraflow.story.Web;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A backup that is made while returns run, of an application with few of them; DiskIT restores one. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class BackupsTest {
    private static final Place PLACE = new Place();

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
    }

    @Test
    void aBackupIsMadeAsideAndListedWhenItIsWhole() throws IOException {
        assumeFalse(TestDatabase.isPostgres(), "a server is backed up with its own tools");
        world.play("happy-path", 3);

        Web.Answer begun = contraflow.web().send("POST", "/api/backups", null);
        assertThat(begun.status()).isEqualTo(202);
        String name = begun.body().path("name").asText();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> one(name).path("state").asText(), "DONE"::equals);
        try (ZipFile zip = new ZipFile(Path.of(one(name).path("file").asText()).toFile())) {
            assertThat(zip.stream())
                    .anySatisfy(entry -> assertThat(entry.getName()).endsWith(".mv.db"));
        }
        assertThat(one(name).path("bytes").asLong()).isPositive();
        assertThat(contraflow
                        .web()
                        .send("GET", "/api/backups/..%2fcontraflow.mv.db", null)
                        .status())
                .isBetween(400, 404);
    }

    private JsonNode one(String name) {
        return contraflow.web().send("GET", "/api/backups/" + name, null).body();
    }
}
