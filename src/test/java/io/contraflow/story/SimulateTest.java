package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A draft is tried on what has really come back. */
class SimulateTest extends RunningTest {

    @Test
    void aDraftIsTriedOnThePastAndSaysWhatChangesWhatItCostsAndWhatIsUnlawful() throws IOException {
        List<String> orders = world.play("happy-path", 4);
        contraflow.awaitStatus(orders, "CLOSED");
        String standard = Files.readString(Path.of("config/policies/standard.yaml"));

        JsonNode same = simulate(standard);
        assertThat(same.at("/report/returns").asInt()).isGreaterThanOrEqualTo(4);
        assertThat(same.at("/report/changed").asInt()).isZero();
        assertThat(same.at("/report/unlawful")).isEmpty();

        JsonNode strict = simulate(standard.replace("when: value > 50000", "when: value > 0"));
        assertThat(strict.at("/report/verdicts/APPROVE to REVIEW").asInt()).isGreaterThanOrEqualTo(4);
        assertThat(strict.at("/report/refundsBefore")).isEqualTo(strict.at("/report/refundsAfter"));

        JsonNode greedy = simulate(standard.replace("days: 30", "days: 1"));
        assertThat(greedy.at("/report/unlawful/0/message").asText()).contains("declines a withdrawal");
    }

    @Test
    void aDraftWithAMistakeIsRefusedWithItsLine() {
        Web.Answer answer = contraflow
                .web()
                .send("POST", "/api/policies/standard/simulate", Map.of("text", "name: standard\ndescription: [\n"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asText())
                .contains("standard.yaml:")
                .contains("This is not YAML");
        assertThat(contraflow
                        .web()
                        .send("POST", "/api/policies/no-such/simulate", Map.of("text", "x"))
                        .status())
                .isEqualTo(404);
    }

    private JsonNode simulate(String text) {
        Web.Answer begun =
                contraflow.web().send("POST", "/api/policies/standard/simulate", Map.of("text", text, "days", 30));
        assertThat(begun.status()).as("%s", begun.body()).isEqualTo(202);
        String path = "/api/policies/simulations/" + begun.body().path("id").asText();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> contraflow.web().get(path).has("endedAt"));
        return contraflow.web().get(path);
    }
}
