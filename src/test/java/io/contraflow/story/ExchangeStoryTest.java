package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Customers who want goods instead of money, or keep what they have: once, and the same in shop, books and mail. */
class ExchangeStoryTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void anotherSizeOfTheSamePriceGoesOutAndNoMoneyMoves() {
        JsonNode order = portal.bought("TEE-BLK-S", 1);
        UUID id = portal.asksFor(order, exchange(1, "TEE-BLK-M"));

        portal.cameBack(id, order);

        Traces traces = traces(order);
        assertThat(traces.shopRefunds()).singleElement().as("the shipping").satisfies(refund -> assertThat(
                        amount(refund, "amount"))
                .isEqualByComparingTo("4.90"));
        assertSent(traces, "TEE-BLK-M", 1);
        assertBooks(traces, "24.89", "128 4.9", "232 19.99");
        assertExchangeOrder(id, "19.99");
        assertThat(texts(traces)).anyMatch(text -> text.contains("1 x TEE-BLK-M") && text.contains("you pay nothing"));
    }

    @Test
    void whatCheaperGoodsCostLessGoesBackToTheCard() {
        JsonNode order = portal.bought("HOODIE-GRY-L", 2);
        UUID id = portal.asksFor(order, exchange(1, "TEE-BLK-M"));

        portal.cameBack(id, order);

        Traces traces = traces(order);
        assertThat(traces.shopRefunds()).singleElement().satisfies(refund -> assertThat(amount(refund, "amount"))
                .isEqualByComparingTo("39.01"));
        assertSent(traces, "TEE-BLK-M", 1);
        assertBooks(traces, "59", "128 39.01", "232 19.99");
        assertExchangeOrder(id, "19.99");
    }

    @Test
    void whatDearerGoodsCostMoreTheShopAsksTheCustomerFor() {
        JsonNode order = portal.bought("TEE-BLK-S", 2);
        UUID id = portal.asksFor(order, exchange(1, "HOODIE-GRY-L"));

        portal.cameBack(id, order);

        Traces traces = traces(order);
        assertThat(traces.shopRefunds()).isEmpty();
        assertSent(traces, "HOODIE-GRY-L", 1);
        assertThat(traces.order().path("invoices").asInt()).isEqualTo(1);
        assertBooks(traces, "19.99", "232 19.99");
        assertExchangeOrder(id, "59");
        assertThat(texts(traces)).anyMatch(text -> text.contains("It costs 39.01 EUR more"));
    }

    @Test
    void whenTheAnswersAreLostTheGoodsGoOutOnceAndAreBookedOnce() {
        JsonNode order = portal.bought("HOODIE-GRY-L", 2);
        List.of("returnCreate", "returnProcess")
                .forEach(operation -> world.fault(
                        Map.of("system", "shopify", "operation", operation, "kind", "lost-answer", "count", 1)));
        world.fault(Map.of("system", "netsuite", "operation", "POST salesOrder", "kind", "lost-answer", "count", 1));
        UUID id = portal.asksFor(order, exchange(1, "TEE-BLK-M"));

        portal.cameBack(id, order);

        assertThat(all(world.faults())).as("faults that never struck").isEmpty();
        Traces traces = traces(order);
        assertThat(traces.shopReturns()).hasSize(1);
        assertThat(traces.shopRefunds()).hasSize(1);
        assertSent(traces, "TEE-BLK-M", 1);
        assertBooks(traces, "59", "128 39.01", "232 19.99");
        assertExchangeOrder(id, "19.99");
    }

    @Test
    void whatIsSoldOutIsPaidAsMoneyAndTheCustomerHearsOfItAtOnce() {
        JsonNode order = portal.bought("TEE-BLK-S", 1);
        world.web().send("PUT", "/sandbox/shopify/stock", Map.of("sku", "LAMP-OAK", "available", 0));
        UUID id = portal.asksFor(order, exchange(1, "LAMP-OAK"));
        portal.awaitStatus(id, "LABEL_ISSUED");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(texts(traces(order)))
                .anyMatch(text -> text.contains("instead, you get the money for these items")));

        portal.cameBack(id, order);

        Traces traces = traces(order);
        assertThat(amount(traces.shopRefunds().get(0), "amount")).isEqualByComparingTo("24.89");
        assertThat(traces.shopReturns().get(0).path("exchanges")).isEmpty();
        assertBooks(traces, "24.89", "128 24.89");
    }

    @Test
    void whatTheShopNoLongerHoldsWhenItIsDueIsUndoneAndPaidAsMoney() {
        JsonNode order = portal.bought("TEE-BLK-S", 1);
        UUID id = portal.asksFor(order, exchange(1, "TEE-BLK-M"));
        portal.awaitStatus(id, "LABEL_ISSUED");
        String name = order.path("name").asText();
        String back = traces(order).shopReturns().get(0).path("id").asText();
        Web.Answer removed = world.web().send("DELETE", "/sandbox/shopify/exchanges", Map.of("return", back));
        assertThat(removed.status()).as(removed.toString()).isLessThan(300);

        for (String step : List.of("drop-off", "receive", "grade")) {
            portal.move(step, name);
        }
        portal.closed(id);

        Traces traces = traces(order);
        assertThat(traces.shopRefunds()).singleElement().satisfies(refund -> assertThat(amount(refund, "amount"))
                .isEqualByComparingTo("24.89"));
        assertBooks(traces, "24.89", "128 24.89");
    }

    @Test
    void whatStaffExchangeInTheShopIsNotRefundedBesides() {
        JsonNode order = portal.bought("TEE-BLK-S", 2);
        String name = order.path("name").asText();
        String admin = token();
        JsonNode returnable = graphQl(
                admin,
                "query($o: ID!) { returnableFulfillments(orderId: $o, first: 1) { nodes {"
                        + " returnableFulfillmentLineItems(first: 1) { nodes { fulfillmentLineItem { id } } } } }"
                        + " productVariants(first: 1, query: \"sku:TEE-BLK-M\") { nodes { id } } }",
                Map.of("o", order.path("id").asText()));
        graphQl(
                admin,
                "mutation($i: ReturnInput!) { returnCreate(returnInput: $i) { return { id } userErrors { message } } }",
                Map.of(
                        "i",
                        Map.of(
                                "orderId",
                                order.path("id").asText(),
                                "returnLineItems",
                                List.of(Map.of(
                                        "fulfillmentLineItemId",
                                        returnable
                                                .at(
                                                        "/data/returnableFulfillments/nodes/0/returnableFulfillmentLineItems"
                                                                + "/nodes/0/fulfillmentLineItem/id")
                                                .asText(),
                                        "quantity",
                                        1,
                                        "returnReason",
                                        "SIZE_TOO_SMALL")),
                                "exchangeLineItems",
                                List.of(Map.of(
                                        "variantId",
                                        returnable
                                                .at("/data/productVariants/nodes/0/id")
                                                .asText(),
                                        "quantity",
                                        1)))));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !contraflow.search(name).isEmpty());
        UUID id = UUID.fromString(contraflow.search(name).get(0).get("id").asText());

        portal.cameBack(id, order);

        Traces traces = traces(order);
        assertSent(traces, "TEE-BLK-M", 1);
        assertThat(traces.shopRefunds()).isEmpty();
        assertBooks(traces, "19.99", "232 19.99");
    }

    private JsonNode graphQl(String token, String query, Map<String, Object> variables) {
        return world.web()
                .send(
                        "POST",
                        "/shopify/admin/api/2026-10/graphql.json",
                        Map.of("query", query, "variables", variables),
                        "X-Shopify-Access-Token",
                        token)
                .body();
    }

    private String token() {
        return world.web()
                .send(
                        "POST",
                        "/shopify/admin/oauth/access_token",
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "sandbox-client",
                                "client_secret", "sandbox-secret"))
                .body()
                .path("access_token")
                .asText();
    }

    @Test
    void aFaultyPieceIsReplacedAtNoCostEvenIfItIsDearerToday() {
        JsonNode order = portal.bought("HEADSET-X", 1);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", "REPLACEMENT", null));

        portal.cameBack(id, order);

        Traces traces = traces(order);
        assertSent(traces, "HEADSET-X", 1);
        assertThat(traces.order().path("invoices").asInt()).isZero();
        assertBooks(traces, "403.9", "128 4.9", "232 399");
    }

    @Test
    void whatIsNotWorthItsPostageStaysWithTheCustomerWhoGetsTheMoneyAtOnce() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", "KEEP_ITEM", null));

        JsonNode whole = portal.closed(id);

        Traces traces = traces(order);
        assertThat(traces.parcels()).as("labels").isEmpty();
        assertThat(traces.authorizations()).isEmpty();
        assertThat(traces.receipts()).isEmpty();
        assertThat(amount(traces.shopRefunds().get(0), "amount")).isEqualByComparingTo("12.50");
        assertBooks(traces, "12.5", "128 12.5");
        assertThat(texts(traces)).anyMatch(text -> text.contains("You need not send anything back"));
        assertThat(whole.toString()).contains("keep-item");
    }

    private static Wish exchange(int quantity, String wanted) {
        return new Wish(quantity, "TOO_SMALL", "EXCHANGE", wanted);
    }

    private Traces traces(JsonNode order) {
        return Evidence.of(world).about(order.path("name").asText());
    }

    private static List<String> texts(Traces traces) {
        return traces.mails().stream().map(mail -> mail.path("text").asText()).toList();
    }

    private static void assertSent(Traces traces, String sku, int pieces) {
        assertThat(traces.shopReturns()).singleElement().satisfies(back -> assertThat(all(back.path("exchanges")))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.path("sku").asText()).isEqualTo(sku);
                    assertThat(item.path("processed").asInt()).isEqualTo(pieces);
                }));
    }

    private static void assertBooks(Traces traces, String credit, String... refunds) {
        assertThat(traces.creditMemos()).singleElement().satisfies(memo -> {
            assertThat(amount(memo, "total")).isEqualByComparingTo(credit);
            assertThat(memo.path("status").asText()).as("fully applied").isEqualTo("B");
        });
        assertThat(traces.customerRefunds())
                .extracting(made -> made.path("account").asText() + " "
                        + amount(made, "total").stripTrailingZeros().toPlainString())
                .containsExactlyInAnyOrder(refunds);
    }

    private void assertExchangeOrder(UUID id, String total) {
        assertThat(all(world.state("netsuite").path("salesOrder")).stream()
                        .filter(order -> order.path("externalId").asText().equals("cf-" + id + "-xo")))
                .singleElement()
                .satisfies(order -> assertThat(amount(order, "total")).isEqualByComparingTo(new BigDecimal(total)));
    }
}
