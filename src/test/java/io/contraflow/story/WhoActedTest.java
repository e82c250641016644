package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The timeline names the login of whoever acted, whatever they did and by whichever way. */
class WhoActedTest extends RunningTest {
    private final URI address = URI.create("http://127.0.0.1:" + PORT);
    private final Web lead = new Web(address, "lead:sandbox");
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void eachActionOfAPersonBearsTheirLogin() {
        JsonNode order = portal.bought("HEADSET-X", 1);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", "REPAIR", null));
        portal.awaitStatus(id, "LABEL_ISSUED");
        act(
                id,
                "repairs",
                Map.of("line", "1", "state", "quoted", "days", 3, "cost", Map.of("amount", "5.00", "currency", "EUR")));
        act(id, "evidence", Map.of("line", "1", "evidence", List.of(Map.of("kind", "RECEIPT", "reference", "r"))));
        act(id, "inspect", Map.of("lines", List.of(Map.of("line", "1", "quantity", 1, "grade", "DAMAGED"))));
        Browser browser = new Browser(address);
        browser.login("lead", "sandbox");
        browser.submit("/console", "/console/returns/" + id + "/note", Map.of("reason", "called the customer"));

        JsonNode timeline = contraflow.whole(id).path("timeline");

        assertThat(actorOf(timeline, "A return was requested")).isEqualTo("admin");
        assertThat(actorOf(timeline, "5.00 EUR")).isEqualTo("lead");
        assertThat(actorOf(timeline, "The customer gave evidence")).isEqualTo("lead");
        assertThat(actorOf(timeline, "1 piece inspected")).isEqualTo("lead");
        assertThat(actorOf(timeline, "called the customer")).isEqualTo("lead");
        assertThat(timeline).extracting(moment -> moment.path("actor").asText()).doesNotContain("person", "api");
    }

    @Test
    void aProgramBearsTheNameOfItsToken() {
        String secret = contraflow
                .web()
                .send(
                        "POST",
                        "/api/tokens",
                        Map.of("name", "warehouse-" + UUID.randomUUID(), "role", "operator", "days", 1))
                .body()
                .path("secret")
                .asText();
        UUID id = portal.asksFor(portal.bought("MUG-WHT", 1), Wish.of(null, 1));
        Web program = new Web(address, "");
        Web.Answer answer = program.send(
                "POST",
                "/api/returns/" + id + "/notes",
                Map.of("text", "box is wet"),
                "Authorization",
                "Bearer " + secret);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);

        assertThat(actorOf(contraflow.whole(id).path("timeline"), "box is wet")).startsWith("token:warehouse");
    }

    private void act(UUID id, String what, Object body) {
        Web.Answer answer = lead.send("POST", "/api/returns/" + id + "/" + what, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private static String actorOf(JsonNode timeline, String words) {
        return Traces.all(timeline).stream()
                .filter(moment -> moment.path("sentence").asText().contains(words))
                .findFirst()
                .map(moment -> moment.path("actor").asText())
                .orElse("nobody says: " + words + " in " + timeline);
    }
}
