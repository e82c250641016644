package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do about work items is recorded with their name, and what they do with many at once can be stopped and goes on. */
class WorkListTest extends RunningTest {
    @Autowired
    private Exceptions exceptions;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient db;

    @Test
    void whatAPersonDoesStandsWithTheWorkItemAndInTheTimelineWithTheirName() {
        world.fault(Map.of(
                "system", "netsuite", "operation", "POST *returnAuthorization", "kind", "status", "status", 400));
        String order = world.play("happy-path", 1).get(0);
        JsonNode dead = await().atMost(Duration.ofSeconds(60)).until(() -> deadDelivery(order), found -> found != null);
        String item = "/api/exceptions/" + dead.get("id").asText();

        post(item + "/assign", Map.of("assignee", "maria"));
        JsonNode sample = post("/api/exceptions/groups/" + dead.get("cause").asText() + "/rehearse", null);
        assertThat(sample.at("/outcomes/WOULD_SEND").asInt()).isPositive();
        assertThat(sample.get("count").asInt()).isPositive();
        assertThat(sample.at("/tried/0/rehearsal/request/path").asText()).contains("returnAuthorization");
        assertThat(steps(item)).as("a rehearsal is no deed").containsExactly("admin ASSIGN Given to maria.");

        post(item + "/retry", null);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        contraflow.web().get(item).get("count").asInt())
                .isEqualTo(2));
        world.noFaults();
        JsonNode job = post(
                "/api/jobs",
                Map.of("action", "RETRY", "ids", List.of(dead.get("id").asText())));
        assertThat(job.get("total").asInt()).isOne();
        contraflow.awaitStatus(List.of(order), "CLOSED");
        assertOnceEverywhere(List.of(order));

        assertThat(steps(item))
                .containsExactly(
                        "admin ASSIGN Given to maria.", "admin RETRY Tried again.", "admin RETRY Tried again.");
        assertThat(all(contraflow.returnOf(order).orElseThrow().get("timeline")))
                .filteredOn(moment -> moment.get("kind").asText().equals("exception"))
                .extracting(moment -> moment.get("actor").asText() + ": "
                        + moment.get("sentence").asText().split(":", 2)[0])
                .containsExactly("admin: Given to maria", "admin: Tried again", "admin: Tried again");
    }

    @Test
    void aJobThatIsStoppedHasDoneWhatItSaysAndAnotherOneDoesTheRest() {
        int many = 5_000;
        String cause = openCases(many).cause;
        JsonNode job = post("/api/jobs", Map.of("action", "ASSIGN", "cause", cause, "reason", "maria"));
        String path = "/api/jobs/" + job.get("id").asText();

        JsonNode stopped = post(path + "/stop", null);

        assertThat(stopped.get("state").asText()).isEqualTo("STOPPED");
        int done = stopped.get("done").asInt();
        assertThat(done).isLessThan(many);
        assertThat(assigned(cause, "maria")).isEqualTo(done);
        assertThat(contraflow.web().send("POST", path + "/stop", null).status())
                .as("it has ended already")
                .isEqualTo(409);

        JsonNode rest = post("/api/jobs", Map.of("action", "RESOLVE", "cause", cause, "reason", "not needed"));
        JsonNode ended = end(rest);
        assertThat(ended.get("done").asInt()).isEqualTo(many);
        assertThat(exceptions.count(new Exceptions.Filter(cause, null, null))).isZero();
        assertThat(contraflow.web().get(path).get("done").asInt())
                .as("what was stopped stays as it was")
                .isEqualTo(done);
    }

    @Test
    void aJobOfAProcessThatDiedGoesOnBehindItsLastBatch() {
        Opened opened = openCases(250);
        UUID job = UUID.randomUUID();
        db.sql("insert into bulk_job (id, action, actor, reason, cause, upto, position, state, total, done, failed,"
                        + " created_at) values (:id, 'ASSIGN', 'maria', 'jo', :cause, :upto, :position, 'RUNNING', 250,"
                        + " 100, 0, :now)")
                .param("id", job)
                .param("cause", opened.cause)
                .param("upto", opened.ids.get(249))
                .param("position", opened.ids.get(99))
                .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                .update();

        JsonNode ended = end(contraflow.web().get("/api/jobs/" + job));

        assertThat(ended.get("done").asInt()).isEqualTo(250);
        assertThat(assigned(opened.cause, "jo"))
                .as("those before were done by the process that died")
                .isEqualTo(150);
        end(post("/api/jobs", Map.of("action", "RESOLVE", "cause", opened.cause, "reason", "not needed")));
    }

    @Test
    void whatEndedMeanwhileCountsAsFailed() {
        Opened opened = openCases(3);
        JsonNode job = end(post("/api/jobs", Map.of("action", "RETRY", "ids", opened.ids)));

        assertThat(job.get("done").asInt()).as("there is nothing to try").isZero();
        assertThat(job.get("failed").asInt()).isEqualTo(3);
        end(post("/api/jobs", Map.of("action", "RESOLVE", "cause", opened.cause, "reason", "not needed")));
    }

    private record Opened(String cause, List<UUID> ids) {}

    /** Work items of one cause that no other test has; their ids in order. */
    private Opened openCases(int count) {
        String word = UUID.randomUUID()
                .toString()
                .chars()
                .filter(Character::isLetterOrDigit)
                .mapToObj(letter -> String.valueOf((char) ('a' + letter % 26)))
                .collect(Collectors.joining());
        List<UUID> ids = new ArrayList<>();
        transaction.executeWithoutResult(tx -> {
            for (int i = 0; i < count; i++) {
                ids.add(exceptions.open(new Exceptions.Opening(
                        ExceptionKind.BAD_PAYLOAD,
                        UUID.randomUUID(),
                        null,
                        "the payload of " + word + " is odd",
                        null)));
            }
        });
        // Those of one millisecond come in any order.
        ids.sort(Comparator.comparing(UUID::toString));
        return new Opened(exceptions.find(ids.get(0)).orElseThrow().cause(), ids);
    }

    private int assigned(String cause, String assignee) {
        return db.sql("select count(*) from exception_case where cause = :cause and assignee = :assignee")
                .param("cause", cause)
                .param("assignee", assignee)
                .query(Integer.class)
                .single();
    }

    private JsonNode end(JsonNode job) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> contraflow.web().get("/api/jobs/" + job.get("id").asText()),
                        now -> now.get("state").asText().equals("DONE"));
    }

    private JsonNode post(String path, Object body) {
        Web.Answer answer = contraflow.web().send("POST", path, body);
        assertThat(answer.status()).as(path + " " + answer.body()).isBetween(200, 202);
        return answer.body();
    }

    private List<String> steps(String item) {
        return all(contraflow.web().get(item + "/history")).stream()
                .map(step ->
                        step.get("actor").asText() + " " + step.get("action").asText() + " "
                                + step.get("sentence").asText())
                .toList();
    }

    private JsonNode deadDelivery(String order) {
        return contraflow
                .returnOf(order)
                .flatMap(whole -> contraflow.openExceptions(whole).stream()
                        .filter(one -> one.get("kind").asText().equals("DEAD_DELIVERY"))
                        .findFirst())
                .map(one ->
                        contraflow.web().get("/api/exceptions/" + one.get("id").asText()))
                .orElse(null);
    }
}
