package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.Journal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event about a return that nobody knows waits, holds back nobody, and goes on by itself. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownReturnsTest extends RunningTest {
    private static final String OURSELVES = "contraflow";

    @Autowired
    private Journal journal;

    @Autowired
    private JdbcClient db;

    @Autowired
    private ObjectMapper json;

    private final String lane = "unknown-" + UUID.randomUUID();
    private final String code = "CODE-" + UUID.randomUUID();

    @Test
    void itHoldsBackNobodySaysSoOnceIsShownToAPersonAndGoesOnWhenTheReturnIsKnown(CapturedOutput log) {
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        String id = contraflow.search(order).get(0).get("id").asText();

        String early = says("early", Map.of("find", List.of(Map.of("kind", "code", "ref", code))), "came early");
        says("behind", Map.of("returnId", id), "stood behind it");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(notes(id)).contains("stood behind it").doesNotContain("came early"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(number(early, "attempts")).isGreaterThan(3));
        assertThat(log.getAll().lines().filter(line -> line.contains(early)))
                .as("the log tells of it once, however often it is tried")
                .hasSize(1);
        assertThat(open(early)).as("it may come any moment, nobody is told yet").isZero();

        db.sql("update inbox set received_at = :before, due_at = :before where event_key = :key")
                .param("before", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1))
                .param("key", early)
                .update();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(open(early)).isOne());
        assertThat(state(early)).isEqualTo("PARKED");
        assertThat(letter(early).get("waitsFor").asText()).contains(code);

        says("names", Map.of("returnId", id, "refs", Map.of("code", code)), "was given a name");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notes(id)).contains("came early"));
        await().untilAsserted(() -> assertThat(open(early)).isZero());
    }

    @Test
    void oneThatSaysNothingToFindItsReturnByIsDeadAfterThatTime() {
        String nothing = says("nothing", Map.of(), "found nobody");

        db.sql("update inbox set received_at = :before, due_at = :before where event_key = :key")
                .param("before", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1))
                .param("key", nothing)
                .update();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state(nothing)).isEqualTo("DEAD"));
        assertThat(open(nothing)).isOne();
    }

    /** An event of the same lane; answers its key. */
    private String says(String topic, Map<String, Object> envelope, String note) {
        String key = topic + "-" + UUID.randomUUID();
        Map<String, Object> whole = new java.util.LinkedHashMap<>(envelope);
        whole.put("events", List.of(Map.of("event", "Confirmed", "what", note)));
        try {
            journal.accept(OURSELVES, key, topic, lane, json.writeValueAsBytes(whole));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return key;
    }

    private String notes(String id) {
        return contraflow.web().get("/api/returns/" + id).get("timeline").toString();
    }

    private String state(String key) {
        return db.sql("select state from inbox where event_key = :key")
                .param("key", key)
                .query(String.class)
                .single();
    }

    private long number(String key, String column) {
        return db.sql("select " + column + " from inbox where event_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private long open(String key) {
        return all(contraflow
                        .web()
                        .get("/api/exceptions?size=500&kind=UNKNOWN_ORDER")
                        .get("items"))
                .stream()
                .filter(item -> subject(item).equals("event:" + number(key, "seq")))
                .count();
    }

    private JsonNode letter(String key) {
        return all(contraflow
                        .web()
                        .get("/api/exceptions?size=500&kind=UNKNOWN_ORDER")
                        .get("items"))
                .stream()
                .filter(item -> subject(item).equals("event:" + number(key, "seq")))
                .map(item ->
                        contraflow.web().get("/api/exceptions/" + item.get("id").asText() + "/letter"))
                .findFirst()
                .orElseThrow();
    }

    private String subject(JsonNode item) {
        return db.sql("select subject from exception_case where id = :id")
                .param("id", UUID.fromString(item.get("id").asText()))
                .query(String.class)
                .single();
    }
}
