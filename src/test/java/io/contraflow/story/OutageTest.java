package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutageTest extends RunningTest {
    @Test
    void whileTheErpIsDownAllOthersGoOnAndAfterwardsItCatchesUp() {
        world.fault(Map.of("system", "netsuite", "kind", "status", "status", 503));
        long since = world.lastCall();
        List<String> orders = world.play("happy-path", 5);

        await().atMost(Duration.ofSeconds(45)).untilAsserted(() -> {
            Evidence evidence = Evidence.of(world);
            assertThat(orders).allSatisfy(order -> assertDoneWithoutTheErp(order, evidence.about(order)));
        });
        assertThat(all(world.calls("netsuite", since)))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.get("status").asInt()).isEqualTo(503));
        assertThat(orders)
                .allSatisfy(order -> assertThat(contraflow.statusOf(order)).isEqualTo("RESOLVING"));

        world.noFaults();
        contraflow.awaitStatus(orders, "CLOSED");

        assertOnceEverywhere(orders);
    }

    private void assertDoneWithoutTheErp(String order, Traces traces) {
        assertThat(traces.shopRefunds()).as("refunds of %s", order).hasSize(1);
        assertThat(traces.parcels()).as("parcels of %s", order).singleElement().satisfies(parcel -> assertThat(
                        parcel.get("status").asText())
                .isEqualTo("inspected"));
        assertThat(traces.notes()).as("notes of %s", order).anySatisfy(note -> assertThat(note)
                .contains("Refunded for"));
        String rma =
                contraflow.returnOf(order).orElseThrow().at("/details/number").asText();
        Words words = new Words(traces.language(), rma, order, traces.paid());
        assertThat(traces.subjects()).as("mails of %s", order).contains(words.subject("refunded"));
        assertThat(traces.authorizations()).as("authorizations of %s", order).isEmpty();
    }

    @Test
    void anAnswerThatIsLostAfterTheEffectNeverCausesASecondEffect() {
        int strikes = 2;
        // Earlier, for a return of another test may be struck, too.
        long since = world.lastCall();
        loseAnswers("shopify", "returnProcess", strikes);
        loseAnswers("netsuite", "POST *!transform/creditMemo", strikes);
        loseAnswers("netsuite", "POST *!transform/itemReceipt", strikes);
        loseAnswers("netsuite", "POST *!transform/customerRefund", strikes);
        loseAnswers("gorgias", "POST tickets", strikes);
        loseAnswers("gorgias", "POST tickets/{id}/messages", strikes);
        loseAnswers("happy-returns", "POST create_return", strikes);

        List<String> orders = world.play("happy-path", 4);
        contraflow.awaitStatus(orders, "CLOSED");

        assertThat(all(world.faults())).as("faults that never struck").isEmpty();
        assertThat(lost("shopify", since)
                        + lost("netsuite", since)
                        + lost("gorgias", since)
                        + lost("happy-returns", since))
                .as("calls without an answer")
                .isEqualTo(7L * strikes);
        assertOnceEverywhere(orders);
    }

    private void loseAnswers(String system, String operation, int count) {
        world.fault(Map.of("system", system, "operation", operation, "kind", "lost-answer", "count", count));
    }

    private long lost(String system, long since) {
        return all(world.calls(system, since)).stream()
                .filter(call -> call.get("status").asInt() == 0)
                .count();
    }
}
