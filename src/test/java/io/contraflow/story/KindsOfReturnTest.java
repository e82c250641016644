package io.contraflow.story;

import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Returns that take another way than the everyday one. */
class KindsOfReturnTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void inSeveralReturnsUntilAllIsBackTheCustomerGetsExactlyWhatTheyPaid() {
        JsonNode order = portal.bought("TEE-BLK-M", 3);
        for (int i = 0; i < 3; i++) {
            portal.cameBack(portal.asksFor(order, Wish.of("REFUND", 1)), order);
        }

        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds()).hasSize(3);
        assertThat(traces.shopRefunds().stream()
                        .map(refund -> amount(refund, "amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as("the shipping, too, with the last piece")
                .isEqualByComparingTo(traces.paid());
        assertThat(traces.creditMemos().stream()
                        .map(memo -> amount(memo, "total"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(traces.paid());
    }

    @Test
    void faultyGoodsComeBackLateByRightAfterAPersonLookedAndCostTheCustomerNothing() {
        JsonNode order = portal.bought("SNEAKER-42", 1, 300);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", null, null));
        portal.awaitStatus(id, "IN_REVIEW");
        assertThat(contraflow.whole(id).at("/details/decision/rights/0/regime").asText())
                .isEqualTo("DEFECT");

        contraflow.act(id, "approve", Map.of("reason", "the sole came off"));

        portal.cameBack(id, order);
        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(amount(traces.shopRefunds().get(0), "amount")).isEqualByComparingTo(traces.paid());
    }

    @Test
    void aChangeOfMindAfterAllPeriodsIsDeclinedAndTheCustomerReadsWhy() {
        JsonNode order = portal.bought("SNEAKER-42", 1, 300);
        UUID id = portal.asksFor(order, Wish.of("REFUND", 1));
        portal.awaitStatus(id, "DECLINED");
        assertThat(contraflow.whole(id).at("/details/decision/customerReason").asText())
                .contains("could be returned within 30 days");
    }
}
