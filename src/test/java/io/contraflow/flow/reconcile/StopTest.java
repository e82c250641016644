package io.contraflow.flow.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A run can be stopped by whoever may act. */
class StopTest extends RunningTest {

    @Test
    void aRunThatIsStoppedComparesNoFurtherReturnAndSaysWhoStoppedIt() {
        contraflow.awaitStatus(world.play("happy-path", 6), "CLOSED");
        // Each of its questions takes a while, so that the run cannot end by itself meanwhile.
        world.fault(Map.of("system", "netsuite", "operation", "*", "kind", "latency", "millis", 1_500));
        world.fault(Map.of("system", "shopify", "operation", "*", "kind", "latency", "millis", 1_500));
        // What has just changed is left for the next run.
        String run = await().atMost(Duration.ofSeconds(60)).until(this::start, id -> counted(id) > 0);

        Web.Answer stopped = contraflow.web().send("POST", "/api/reconciliation/" + run + "/stop", null);
        assertThat(stopped.status()).as("%s", stopped.body()).isEqualTo(200);
        assertThat(stopped.body().path("state").asText()).isEqualTo("STOPPED");
        assertThat(stopped.body().path("error").asText()).isEqualTo("Stopped by admin.");
        assertThat(contraflow
                        .web()
                        .send("POST", "/api/reconciliation/" + run + "/stop", null)
                        .status())
                .isEqualTo(409);

        int then = counted(run);
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(10)).until(() -> counted(run) <= then + 1);
        assertThat(run(run).path("state").asText()).isEqualTo("STOPPED");
        assertThat(contraflow
                        .web()
                        .send("POST", "/api/reconciliation/" + UUID.randomUUID() + "/stop", null)
                        .status())
                .isEqualTo(404);
    }

    /** The run that goes on, or a new one. */
    private String start() {
        return contraflow
                .web()
                .send("POST", "/api/reconciliation", null)
                .body()
                .path("id")
                .asText();
    }

    private int counted(String run) {
        JsonNode found = run(run);
        return found.path("compared").asInt()
                + found.path("putOff").asInt()
                + found.path("unread").asInt();
    }

    private JsonNode run(String run) {
        return contraflow.web().get("/api/reconciliation/" + run).path("run");
    }
}
