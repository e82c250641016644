package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators see how each system does, and can ask it. */
class ConnectorHealthTest extends RunningTest {
    @AfterEach
    void works() {
        contraflow.web().send("POST", "/api/connectors/gorgias/resume", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "netsuite", "gorgias", "happy-returns", "mail"})
    void aSystemThatAnswersIsTestedWithoutChangingAnything(String system) {
        Web.Answer answer = test(system);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("well").asBoolean())
                .as(answer.body().toString())
                .isTrue();
        assertThat(answer.body().get("words").asText()).startsWith(system + " answered well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopify", "netsuite", "gorgias", "happy-returns"})
    void aSystemThatIsDownOrRefusesOurLoginSaysSo(String system) {
        for (int status : List.of(503, 401)) {
            world.fault(Map.of("system", system, "kind", "status", "status", status, "count", 20));
            JsonNode result = test(system).body();
            assertThat(result.get("well").asBoolean()).isFalse();
            assertThat(result.get("words").asText())
                    .startsWith(system + " did not answer well: ")
                    .matches(words -> words.contains(String.valueOf(status)) || words.contains("refused"), "says why");
            world.noFaults();
        }
    }

    @Test
    void whatDoesNotExistCannotBeTested() {
        assertThat(test("sap").status()).isEqualTo(404);
    }

    @Test
    void howDeliveriesWentAndFailedIsShownWithTheLimits() {
        world.fault(Map.of("system", "gorgias", "kind", "status", "status", 503, "count", 1));
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode gorgias = connector("gorgias");
            JsonNode recent = gorgias.get("recent");
            assertThat(recent.get("tries").asInt()).isGreaterThan(1);
            assertThat(recent.get("failed").asInt()).isPositive();
            assertThat(recent.get("most").asLong())
                    .isGreaterThanOrEqualTo(recent.get("half").asLong());
            assertThat(recent.at("/failures/0/error").asText()).contains("503");
            assertThat(recent.at("/failures/0/operation").asText()).isNotEmpty();
            assertThat(gorgias.at("/limits/concurrency").asInt()).isPositive();
        });
    }

    @Test
    void whoPausedASystemAndWhyIsShown() {
        contraflow.web().send("POST", "/api/connectors/gorgias/pause", Map.of("reason", "maintenance until noon"));
        JsonNode pause = connector("gorgias").get("pause");
        assertThat(pause.get("actor").asText()).isEqualTo("admin");
        assertThat(pause.get("reason").asText()).isEqualTo("maintenance until noon");
    }

    @Test
    void anExceptionIsDueByItsKindAndIsFoundByWhoseItIs() {
        String order = world.play("review", 1).get(0);
        await().atMost(Duration.ofSeconds(30)).until(() -> contraflow
                .returnOf(order)
                .map(whole -> !contraflow.openExceptions(whole).isEmpty())
                .orElse(false));
        JsonNode open = contraflow
                .openExceptions(contraflow.returnOf(order).orElseThrow())
                .get(0);
        String id = open.get("id").asText();
        JsonNode shown = contraflow.web().get("/api/exceptions/" + id);
        assertThat(Duration.between(
                        Instant.parse(shown.get("openedAt").asText()),
                        Instant.parse(shown.get("dueAt").asText())))
                .isEqualTo(Duration.ofDays(1));

        assertThat(ids("")).contains(id);
        contraflow.web().send("POST", "/api/exceptions/" + id + "/assign", Map.of("assignee", "lead"));
        assertThat(ids("")).doesNotContain(id);
        assertThat(ids("lead")).contains(id);
    }

    private List<String> ids(String whose) {
        return contraflow
                .web()
                .get("/api/exceptions?size=500&whose=" + whose)
                .get("items")
                .findValuesAsText("id");
    }

    private JsonNode connector(String name) {
        for (JsonNode one : contraflow.web().get("/api/connectors")) {
            if (one.get("name").asText().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private Web.Answer test(String system) {
        return contraflow.web().send("POST", "/api/connectors/" + system + "/test", null);
    }
}
