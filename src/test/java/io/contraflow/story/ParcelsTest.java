package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is in the parcel is not what was announced: each case with its path to a result in every system. */
class ParcelsTest extends RunningTest {
    /** The carrier reports a bag as received with all its pieces; that one is missing then needs a look at the bag. */
    private static final String MISSING = "QUANTITY_MISMATCH";

    @Test
    void whatBrokeOnTheWayBackIsPaidForAndWrittenOff() {
        String order = play("damaged-in-transit");

        JsonNode whole = settled(order);

        new OnceEverywhere(whole, traces(order)).check();
        assertThat(all(traces(order).shopReturns().get(0).at("/reverseOrders/0/dispositions")))
                .singleElement()
                .satisfies(made -> assertThat(made.get("type").asText()).isEqualTo("NOT_RESTOCKED"));
    }

    @Test
    void ofThreePiecesAnnouncedTheTwoThatCameArePaidAndTheCustomerIsTold() {
        String order = play("fewer-than-announced");

        JsonNode whole = settled(order, MISSING);

        Traces traces = traces(order);
        assertRefund(whole, traces, traces.price().multiply(BigDecimal.valueOf(2)));
        assertThat(traces.creditMemos()).singleElement().satisfies(memo -> assertThat(amount(memo, "total"))
                .isEqualByComparingTo(traces.price().multiply(BigDecimal.valueOf(2))));
        assertToldOfOneMissing(whole, traces);
    }

    @Test
    void anEmptyParcelBringsNoMoneyAndTheReturnEndsEverywhere() {
        String order = play("empty-parcel");

        JsonNode whole = settled(order, MISSING);

        Traces traces = traces(order);
        assertThat(amount(whole.at("/details/settlement/refund"), "amount")).isZero();
        assertThat(traces.shopRefunds()).isEmpty();
        assertThat(traces.receipts()).isEmpty();
        assertThat(traces.authorizations())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.get("status").asText()).as("closed").isEqualTo("H"));
        assertThat(traces.creditMemos()).isEmpty();
        assertThat(traces.customerRefunds()).isEmpty();
        assertToldOfOneMissing(whole, traces);
    }

    @Test
    void aWrongItemWaitsForAPersonWhoRefusesItAndOnlyTheOtherPieceIsPaid() {
        String order = play("wrong-item-returned");
        JsonNode waiting = inQuestion(order);
        assertThat(traces(order).shopRefunds())
                .as("no money before the decision")
                .isEmpty();
        assertThat(traces(order).receipts()).allSatisfy(receipt -> assertThat(all(receipt.get("lines")))
                .as("at most the other piece is in stock")
                .allSatisfy(line -> assertThat(line.get("quantity").asInt()).isEqualTo(1)));

        decide(waiting, "WRONG_ITEM", "SEND_BACK");

        JsonNode whole = settled(order);
        Traces traces = traces(order);
        assertRefund(whole, traces, traces.price());
        assertToldOfOneMissing(whole, traces);
    }

    @Test
    void aWrongItemThatTheShopSentItselfIsAcceptedAndPaidInFull() {
        String order = play("wrong-item-sent");
        JsonNode waiting = inQuestion(order);

        decide(waiting, "WRONG_ITEM", "RESTOCK");

        JsonNode whole = settled(order);
        assertRefund(whole, traces(order), traces(order).paid());
        assertThat(traces(order).subjects())
                .doesNotContain(words(whole, traces(order)).subject("shortened"));
    }

    private String play(String scenario) {
        return world.play(scenario, 1).get(0);
    }

    private void decide(JsonNode waiting, String grade, String disposition) {
        UUID id = UUID.fromString(waiting.at("/details/id").asText());
        Map<String, Object> line = Map.of(
                "line",
                waiting.at("/details/lines/0/id").asText(),
                "quantity",
                1,
                "grade",
                grade,
                "disposition",
                disposition);
        assertThat(contraflow.act(id, "inspect", Map.of("lines", List.of(line))).status())
                .isEqualTo(200);
    }

    private JsonNode inQuestion(String order) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(contraflow.returnOf(order))
                .hasValueSatisfying(whole -> assertThat(contraflow.openExceptions(whole))
                        .singleElement()
                        .satisfies(one -> assertThat(one.get("kind").asText()).isEqualTo("WRONG_GOODS"))));
        return contraflow.returnOf(order).orElseThrow();
    }

    /** The return once it is closed, nothing is on its way any more, and only exceptions of these kinds are open. */
    private JsonNode settled(String order, String... kinds) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(contraflow.returnOf(order)).hasValueSatisfying(now -> {
                    assertThat(now.at("/details/status").asText())
                            .as("%s", now.get("deliveries"))
                            .isEqualTo("CLOSED");
                    assertThat(all(now.get("deliveries")))
                            .allSatisfy(delivery ->
                                    assertThat(delivery.get("state").asText()).isEqualTo("DONE"));
                }));
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        assertThat(contraflow.openExceptions(whole))
                .extracting(one -> one.get("kind").asText())
                .containsExactly(kinds);
        return whole;
    }

    private Traces traces(String order) {
        return Evidence.of(world).about(order);
    }

    private static void assertRefund(JsonNode whole, Traces traces, BigDecimal expected) {
        assertThat(amount(whole.at("/details/settlement/refund"), "amount")).isEqualByComparingTo(expected);
        assertThat(traces.shopRefunds()).singleElement().satisfies(made -> assertThat(amount(made, "amount"))
                .isEqualByComparingTo(expected));
        assertThat(traces.customerRefunds()).singleElement().satisfies(made -> assertThat(amount(made, "total"))
                .isEqualByComparingTo(expected));
    }

    private static void assertToldOfOneMissing(JsonNode whole, Traces traces) {
        assertThat(traces.mails())
                .filteredOn(mail ->
                        mail.get("subject").asText().equals(words(whole, traces).subject("shortened")))
                .singleElement()
                .satisfies(mail -> assertThat(mail.get("text").asText()).contains("1 x TEE-BLK-M"));
    }

    private static Words words(JsonNode whole, Traces traces) {
        String order = traces.order().get("name").asText();
        return new Words(traces.language(), whole.at("/details/number").asText(), order, BigDecimal.ZERO);
    }
}
