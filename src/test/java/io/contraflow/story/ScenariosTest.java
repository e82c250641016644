package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScenariosTest extends RunningTest {
    private static final BigDecimal SHIPPING = new BigDecimal("4.90");
    private static final Path SKUS = MAPPINGS.resolve("sku.csv");

    @Test
    void twoPartialReturnsOfOneOrderAreRefundedPieceByPieceAndWithoutShipping() {
        String order = play("partial");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(all(contraflow.search(order)))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get("status").asText()).isEqualTo("CLOSED")));

        Traces traces = traces(order);
        assertThat(traces.shopReturns())
                .hasSize(2)
                .allSatisfy(back -> assertThat(back.get("status").asText()).isEqualTo("CLOSED"));
        assertThat(traces.shopRefunds()).hasSize(2).allSatisfy(made -> assertAmount(made, "amount", traces.price()));
        assertThat(traces.authorizations()).hasSize(2);
        assertThat(traces.receipts()).hasSize(2);
        assertThat(traces.creditMemos()).hasSize(2).allSatisfy(memo -> assertAmount(memo, "total", traces.price()));
        assertThat(traces.customerRefunds()).hasSize(2).allSatisfy(made -> assertAmount(made, "total", traces.price()));
        assertThat(traces.parcels()).hasSize(2);
        assertAmount(traces.order(), "refunded", traces.price().multiply(BigDecimal.valueOf(2)));
    }

    @Test
    void aReturnThatComesTooLateIsDeclinedEverywhereWithItsReason() {
        String order = play("declined");

        JsonNode whole = settled(order, "DECLINED");

        Traces traces = traces(order);
        assertThat(traces.shopReturns()).singleElement().satisfies(back -> {
            assertThat(back.get("status").asText()).isEqualTo("DECLINED");
            assertThat(back.at("/decline/reason").asText()).isEqualTo("RETURN_PERIOD_ENDED");
        });
        assertNothingMoved(traces);
        assertThat(traces.parcels()).isEmpty();
        assertThat(traces.authorizations()).isEmpty();
        assertThat(traces.subjects()).isEqualTo(words(whole, traces).subjects("requested", "declined"));
        assertThat(traces.mails().get(1).get("text").asText())
                .contains(whole.at("/details/decision/customerReason").asText());
        assertTicketClosed(traces);
    }

    @Test
    void anExpensiveReturnWaitsForAPersonAndGoesThroughOnceApproved() {
        String order = play("review");
        JsonNode waiting = settled(order, "IN_REVIEW");
        UUID id = UUID.fromString(waiting.at("/details/id").asText());

        assertThat(contraflow.openExceptions(waiting))
                .singleElement()
                .satisfies(one -> assertThat(one.get("kind").asText()).isEqualTo("POLICY_REVIEW"));
        Traces before = traces(order);
        assertThat(before.parcels()).isEmpty();
        assertThat(before.authorizations()).isEmpty();
        assertThat(before.shopReturns())
                .singleElement()
                .satisfies(back -> assertThat(back.get("status").asText()).isEqualTo("REQUESTED"));
        assertThat(contraflow.act(id, "approve", Map.of("reason", " ")).status())
                .as("an approval needs a reason")
                .isEqualTo(400);

        assertThat(contraflow
                        .act(id, "approve", Map.of("reason", "A loyal customer"))
                        .status())
                .isEqualTo(200);
        JsonNode whole = settled(order, "CLOSED");

        assertThat(all(whole.get("timeline"))).anySatisfy(moment -> {
            assertThat(moment.get("actor").asText()).isEqualTo("admin");
            assertThat(moment.get("sentence").asText()).contains("A loyal customer");
        });
        Traces traces = traces(order);
        OnceEverywhere once = new OnceEverywhere(whole, traces);
        once.checkShop();
        once.checkBooks();
        once.checkCarrier();
        once.checkOwnRecord();
        assertThat(traces.subjects())
                .startsWith(
                        words(whole, traces).subjects("requested", "in-review").toArray(String[]::new));
    }

    @Test
    void anOpenedHeadsetAfterTheWithdrawalPeriodCostsFifteenPercentAndAtMostFifty() {
        String order = play("restocking-fee");

        JsonNode whole = settled(order, "CLOSED");

        Traces traces = traces(order);
        JsonNode settlement = whole.at("/details/settlement");
        BigDecimal fifteenPercent = traces.price().multiply(new BigDecimal("0.15"));
        assertThat(fifteenPercent).as("15 %% of the price").isGreaterThan(new BigDecimal("50.00"));
        assertAmount(settlement.get("restockingFee"), "amount", new BigDecimal("50.00"));
        BigDecimal refund = traces.paid().subtract(new BigDecimal("50.00"));
        assertThat(refund).isEqualByComparingTo("353.90");
        assertAmount(settlement.get("refund"), "amount", refund);
        assertThat(traces.mails().get(traces.mails().size() - 1).get("text").asText())
                .contains("-50.00 EUR", "353.90 EUR");
        OnceEverywhere once = new OnceEverywhere(whole, traces);
        once.checkShop();
        once.checkBooks();
        once.checkDesk();
        once.checkMails();
        once.checkOwnRecord();
    }

    @Test
    void goodsThatArrivedDamagedAreRefundedInFullAndNeverSoldAgain() {
        Evidence before = Evidence.of(world);
        String order = play("damaged-on-arrival");

        JsonNode whole = settled(order, "CLOSED");

        Evidence after = Evidence.of(world);
        new OnceEverywhere(whole, after.about(order)).check();
        assertThat(after.onHand("3330", "6")).as("sellable stock").isEqualTo(before.onHand("3330", "6"));
        assertThat(after.onHand("3330", "7")).as("quarantine, net").isEqualTo(before.onHand("3330", "7"));
        assertThat(after.adjustments()).as("write-offs").isEqualTo(before.adjustments() + 1);
        assertThat(after.offered("MUG-WHT")).as("offered in the shop").isEqualTo(before.offered("MUG-WHT"));
        assertThat(all(after.about(order).shopReturns().get(0).at("/reverseOrders/0/dispositions")))
                .singleElement()
                .satisfies(made -> assertThat(made.get("type").asText()).isEqualTo("NOT_RESTOCKED"));
    }

    @Test
    void anUnmappedSkuParksTheReturnUntilTheTableKnowsIt() throws IOException {
        String before = Files.readString(SKUS);
        String order = play("unmapped-sku");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(contraflow.returnOf(order))
                .hasValueSatisfying(
                        whole -> assertThat(contraflow.openExceptions(whole)).singleElement()));

        JsonNode parked = contraflow.returnOf(order).orElseThrow();
        JsonNode exception = contraflow
                .web()
                .get("/api/exceptions/"
                        + contraflow.openExceptions(parked).get(0).get("id").asText());
        assertThat(exception.get("kind").asText()).isEqualTo("UNMAPPED_SKU");
        assertThat(exception.at("/context/sku").asText()).isEqualTo("LAMP-OAK");
        assertThat(exception.get("sentence").asText()).contains("LAMP-OAK", order, "mappings/sku.csv");
        assertThat(traces(order).authorizations()).isEmpty();
        assertThat(traces(order).parcels()).isEmpty();

        try {
            Files.writeString(SKUS, "LAMP-OAK,3350,Lamp oak\n", StandardOpenOption.APPEND);
            JsonNode whole = settled(order, "CLOSED");
            new OnceEverywhere(whole, traces(order)).check();
        } finally {
            Files.writeString(SKUS, before);
        }
    }

    @Test
    void anApprovalInTheShopCountsAndIsNotRepeatedThere() {
        long since = world.lastCall();
        String order = play("shop-approves-first");

        JsonNode whole = settled(order, "CLOSED");

        Traces traces = traces(order);
        OnceEverywhere once = new OnceEverywhere(whole, traces);
        once.checkShop();
        once.checkBooks();
        once.checkCarrier();
        once.checkOwnRecord();
        assertTicketClosed(traces);
        assertThat(all(world.calls("shopify", since)))
                .extracting(call -> call.get("operation").asText())
                .contains("returnProcess")
                .doesNotContain("returnApproveRequest");
    }

    @Test
    void aReturnThatTheCustomerCancelsIsUndoneEverywhere() {
        String order = play("cancelled");

        JsonNode whole = settled(order, "CANCELLED");

        // Deliveries still run when the status is there already.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Traces traces = traces(order);
            assertThat(traces.parcels()).singleElement().satisfies(parcel -> assertThat(
                            parcel.get("status").asText())
                    .isEqualTo("expired"));
            assertThat(traces.authorizations())
                    .singleElement()
                    .satisfies(one -> assertThat(one.get("status").asText()).isEqualTo("H"));
            assertTicketClosed(traces);
            assertThat(traces.subjects()).last().isEqualTo(words(whole, traces).subject("cancelled"));
        });
        assertThat(traces(order).shopReturns())
                .singleElement()
                .satisfies(back -> assertThat(back.get("status").asText()).isEqualTo("CANCELED"));
        assertNothingMoved(traces(order));
    }

    private String play(String scenario) {
        return world.play(scenario, 1).get(0);
    }

    /** The return once it has that status and nothing is on its way any more. */
    private JsonNode settled(String order, String status) {
        contraflow.awaitStatus(List.of(order), status);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        all(contraflow.returnOf(order).orElseThrow().get("deliveries")))
                .allSatisfy(
                        delivery -> assertThat(delivery.get("state").asText()).isEqualTo("DONE")));
        return contraflow.returnOf(order).orElseThrow();
    }

    private Traces traces(String order) {
        return Evidence.of(world).about(order);
    }

    private static Words words(JsonNode whole, Traces traces) {
        String order = traces.order().get("name").asText();
        return new Words(traces.language(), whole.at("/details/number").asText(), order, BigDecimal.ZERO);
    }

    private static void assertAmount(JsonNode node, String field, BigDecimal expected) {
        assertThat(amount(node, field)).isEqualByComparingTo(expected);
    }

    private static void assertNothingMoved(Traces traces) {
        assertThat(traces.shopRefunds()).isEmpty();
        assertThat(traces.receipts()).isEmpty();
        assertThat(traces.creditMemos()).isEmpty();
        assertThat(traces.customerRefunds()).isEmpty();
    }

    private static void assertTicketClosed(Traces traces) {
        assertThat(traces.tickets())
                .singleElement()
                .satisfies(ticket -> assertThat(ticket.get("status").asText()).isEqualTo("closed"));
    }
}
