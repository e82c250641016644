package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadTest extends RunningTest {
    private static final Path REASONS = MAPPINGS.resolve("reason.csv");

    @Test
    void aBrokenTableIsRefusedWithItsLineWhileTheLastGoodOneServesAndMendingItEndsTheException() throws IOException {
        String good = Files.readString(REASONS);
        int lines = Files.readAllLines(REASONS).size();
        try {
            Files.writeString(REASONS, good + "too-loud,OTHER,\"never closed\n");
            await().atMost(Duration.ofSeconds(10)).until(() -> !rejected("OPEN").isEmpty());

            JsonNode exception = rejected("OPEN").get(0);
            assertThat(rejected("OPEN")).hasSize(1);
            assertThat(exception.get("sentence").asText()).contains("/reason.csv:" + (lines + 1) + ": ");
            assertThat(exception.get("action").asText()).contains("the last good version stays in force");

            List<String> orders = world.play("happy-path", 1);
            contraflow.awaitStatus(orders, "CLOSED");
            assertOnceEverywhere(orders);
            assertThat(rejected("OPEN")).hasSize(1);

            Files.writeString(REASONS, good);
            await().atMost(Duration.ofSeconds(10)).until(() -> rejected("OPEN").isEmpty());
            assertThat(rejected("RESOLVED")).anySatisfy(one -> {
                assertThat(one.get("id")).isEqualTo(exception.get("id"));
                assertThat(one.get("resolution").asText()).isEqualTo("The file is in order again.");
            });
        } finally {
            Files.writeString(REASONS, good);
        }
    }

    private List<JsonNode> rejected(String state) {
        return all(contraflow
                .web()
                .get("/api/exceptions?kind=CONFIG_REJECTED&state=" + state)
                .get("items"));
    }
}
