package io.contraflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.RunningTest;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What runs by the clock, as operators see it. */
class SchedulesTest extends RunningTest {

    @Test
    void eachScheduleSaysWhatItIsForWhenItRanAndWhenItRunsNext() {
        JsonNode poll = schedule("netsuite-changes");
        assertThat(poll.path("description").asText()).startsWith("Every minute asks NetSuite");
        assertThat(poll.path("rhythm").asText()).isEqualTo("every PT1M");
        assertThat(poll.path("feeds").asText()).isEqualTo("netsuite");
        assertThat(schedule("schedules-retention").path("rhythm").asText()).isEqualTo("0 15 3 * * ?");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode last = schedule("netsuite-changes").path("last");
            assertThat(last.has("succeededAt")).as("%s", last).isTrue();
            assertThat(last.has("error")).isFalse();
        });
    }

    @Test
    void aScheduleCanBeRunAtOnce() {
        // Its own time may have come already.
        String before = lastSuccess();

        assertThat(contraflow
                        .web()
                        .send("POST", "/api/schedules/schedules-retention/run", null)
                        .status())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(lastSuccess()).isGreaterThan(before));
        assertThat(contraflow
                        .web()
                        .send("POST", "/api/schedules/no-such/run", null)
                        .status())
                .isEqualTo(404);
    }

    /** When it last went well; empty when it never did. */
    private String lastSuccess() {
        return schedule("schedules-retention").at("/last/succeededAt").asText();
    }

    private JsonNode schedule(String id) {
        return StreamSupport.stream(
                        contraflow
                                .web()
                                .send("GET", "/api/schedules", null)
                                .body()
                                .spliterator(),
                        false)
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        contraflow.web().send("GET", "/api/schedules", null).toString()));
    }
}
