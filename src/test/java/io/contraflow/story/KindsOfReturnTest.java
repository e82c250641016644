package io.contraflow.story;

import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    void sealedGoodsAreNoWithdrawalOnceTheirSealIsBrokenAndComeBackAsGoodwill() {
        JsonNode order = portal.bought("HOODIE-GRY-L", 2, 5);
        UUID sealed = portal.asksFor(order, Wish.of("REFUND", 1), List.of("sealed-hygiene"), "");
        UUID opened = portal.asksFor(order, Wish.of("REFUND", 1), List.of("sealed-hygiene"), "OPENED");
        portal.awaitStatus(opened, "LABEL_ISSUED");

        assertThat(contraflow
                        .whole(sealed)
                        .at("/details/decision/rights/0/regime")
                        .asText())
                .isEqualTo("WITHDRAWAL");
        JsonNode right = contraflow.whole(opened).at("/details/decision/rights/0");
        assertThat(right.path("regime").asText()).isEqualTo("GOODWILL");
        assertThat(right.path("because").asText()).contains("cannot be withdrawn from");

        contraflow.act(sealed, "cancel", Map.of("reason", "keeps it after all"));
        portal.cameBack(opened, order);
    }

    @Test
    void whatComesBackBeyondWhatWasAnnouncedWaitsForAPersonAndOnlyTheAnnouncedIsPaid() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(order, Wish.of("REFUND", 1));
        portal.awaitStatus(id, "LABEL_ISSUED");
        portal.move("drop-off", order.path("name").asText());
        portal.move("receive", order.path("name").asText());
        portal.awaitStatus(id, "RECEIVED");

        Web.Answer graded = contraflow.act(
                id, "inspect", Map.of("lines", List.of(Map.of("line", "1", "quantity", 2, "grade", "SELLABLE"))));

        assertThat(graded.status()).as(graded.toString()).isEqualTo(200);
        portal.awaitStatus(id, "CLOSED");
        JsonNode whole = contraflow.whole(id);
        assertThat(contraflow.openExceptions(whole))
                .extracting(one -> one.path("kind").asText())
                .containsExactly("QUANTITY_MISMATCH");
        assertThat(amount(whole.at("/details/settlement/goods"), "amount")).isEqualByComparingTo("12.50");
    }

    @Test
    void aReturnBeganWhenTheCustomerAskedHoweverLateWeHearOfIt() {
        world.fault(Map.of("system", "shopify", "operation", "returns/request", "kind", "webhook-drop", "count", 1));
        String order = world.play("happy-path", 1).get(0);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> contraflow.returnOf(order).isPresent());

        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        Instant asked =
                Instant.parse(portal.shopOrder(order).at("/returns/0/createdAt").asText());
        assertThat(Instant.parse(whole.at("/details/createdAt").asText())).isEqualTo(asked);
        assertThat(Instant.parse(whole.at("/timeline/0/at").asText()))
                .as("when we heard of it")
                .isAfter(asked);
    }

    @Test
    void aLabelThatIsNeverUsedEndsTheReturnEverywhere() {
        JsonNode order = portal.bought("MUG-WHT", 1);
        UUID id = portal.asksFor(order, Wish.of("REFUND", 1));
        portal.awaitStatus(id, "LABEL_ISSUED");

        portal.move("expire", order.path("name").asText());

        portal.awaitStatus(id, "EXPIRED");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Traces traces = Evidence.of(world).about(order.path("name").asText());
            assertThat(traces.authorizations()).singleElement().satisfies(one -> assertThat(
                            one.get("status").asText())
                    .as("closed in the ERP")
                    .isEqualTo("H"));
            assertThat(traces.shopRefunds()).isEmpty();
            assertThat(traces.subjects()).anySatisfy(subject -> assertThat(subject)
                    .contains(order.path("name").asText()));
        });
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
