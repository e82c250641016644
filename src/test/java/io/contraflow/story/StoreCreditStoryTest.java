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

/** Customers who chose store credit: with the bonus of the policy, once, and the same in shop, books and mail. */
class StoreCreditStoryTest extends RunningTest {
    private static final String SHIPPING = "4.90";

    @Test
    void ofAWholeOrderTheGoodsBecomeStoreCreditWithTheBonusAndTheShippingGoesBackToTheCard() {
        JsonNode order = bought(2);
        UUID id = asksFor("STORE_CREDIT", order, 2);

        JsonNode whole = cameBack(id, order);

        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds()).singleElement().satisfies(refund -> assertThat(tenders(refund))
                .containsExactlyInAnyOrder("shopify_payments 4.90", "shopify_store_credit 27.50"));
        assertThat(amount(whole.at("/details/settlement/bonus"), "amount")).isEqualByComparingTo("2.50");
        assertBooks(traces, "32.40", "128 4.9", "231 27.5");
        assertThat(traces.mails())
                .anySatisfy(mail -> assertThat(mail.path("text").asText())
                        .contains("27.50 EUR is store credit", "Bonus for taking store credit: 2.50 EUR"));
    }

    @Test
    void whenTheAnswerOfTheShopIsLostTheCreditIsGivenOnceAndBookedWithoutMoney() {
        JsonNode order = bought(2);
        UUID id = asksFor("STORE_CREDIT", order, 1);
        world.fault(Map.of("system", "shopify", "operation", "returnProcess", "kind", "lost-answer", "count", 1));
        world.fault(Map.of(
                "system",
                "netsuite",
                "operation",
                "POST *!transform/customerRefund",
                "kind",
                "lost-answer",
                "count",
                1));

        cameBack(id, order);

        assertThat(all(world.faults())).as("faults that never struck").isEmpty();
        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds()).singleElement().satisfies(refund -> assertThat(tenders(refund))
                .containsExactly("shopify_store_credit 13.75"));
        assertBooks(traces, "13.75", "231 13.75");
    }

    @Test
    void aBonusTakesNothingFromTheMoneyOfALaterReturnOfTheOrder() {
        JsonNode order = bought(2);
        cameBack(asksFor("STORE_CREDIT", order, 1), order);

        JsonNode later = cameBack(asksFor("REFUND", order, 1), order);

        assertThat(amount(later.at("/details/settlement/refund"), "amount"))
                .as("the second mug and the shipping")
                .isEqualByComparingTo("17.40");
        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds().stream().map(StoreCreditStoryTest::tenders))
                .containsExactly(List.of("shopify_store_credit 13.75"), List.of("shopify_payments 17.40"));
        assertThat(traces.creditMemos())
                .extracting(memo -> amount(memo, "total"))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyInAnyOrder(new BigDecimal("13.75"), new BigDecimal("17.40"));
    }

    @Test
    void aWishThatDoesNotExistIsRefusedWithItsField() {
        assertThat(ask("VOUCHER", bought(1), 1).toString()).contains("400", "resolution");
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

    /** The parcel comes back, is found sellable, and the return is closed with no exception open. */
    private JsonNode cameBack(UUID id, JsonNode order) {
        String name = order.path("name").asText();
        awaitStatus(id, "LABEL_ISSUED");
        for (String step : List.of("drop-off", "receive", "grade")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(world.web()
                            .send("POST", "/sandbox/parcels/" + step, Map.of("order", name))
                            .status())
                    .isLessThan(300));
        }
        awaitStatus(id, "CLOSED");
        JsonNode whole = contraflow.whole(id);
        assertThat(contraflow.openExceptions(whole)).isEmpty();
        return whole;
    }

    private void awaitStatus(UUID id, String status) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode whole = contraflow.whole(id);
            assertThat(whole.at("/details/status").asText())
                    .as("%s %s", whole.get("deliveries"), whole.get("exceptions"))
                    .isEqualTo(status);
        });
    }

    private UUID asksFor(String resolution, JsonNode order, int quantity) {
        Web.Answer answer = ask(resolution, order, quantity);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return UUID.fromString(answer.body().path("id").asText());
    }

    private Web.Answer ask(String resolution, JsonNode order, int quantity) {
        JsonNode bought = order.path("lines").path(0);
        String line = bought.path("id").asText();
        Map<String, Object> orderLine = Map.of(
                "id",
                line,
                "sku",
                "MUG-WHT",
                "title",
                "Mug white",
                "category",
                "",
                "tags",
                List.of(),
                "quantity",
                2,
                "paid",
                euros("25.00"),
                "tax",
                euros("3.99"));
        Map<String, Object> body = Map.of(
                "channel",
                "shop-de",
                "order",
                Map.ofEntries(
                        Map.entry("id", order.path("id").asText()),
                        Map.entry("name", order.path("name").asText()),
                        Map.entry("currency", "EUR"),
                        Map.entry("country", "DE"),
                        Map.entry("locale", "en"),
                        Map.entry(
                                "customer",
                                Map.of(
                                        "id",
                                        "",
                                        "name",
                                        "Lea",
                                        "email",
                                        order.path("email").asText())),
                        Map.entry("placedAt", order.path("createdAt").asText()),
                        Map.entry("deliveredAt", order.path("deliveredAt").asText()),
                        Map.entry("lines", List.of(orderLine)),
                        Map.entry("shipping", euros(SHIPPING)),
                        Map.entry("paid", euros(order.path("total").asText())),
                        Map.entry("refunded", euros("0.00")),
                        Map.entry(
                                "payments",
                                all(order.path("payments")).stream()
                                        .map(paid -> Map.of(
                                                "id", paid.path("id").asText(),
                                                "gateway", paid.path("gateway").asText(),
                                                "amount",
                                                        euros(paid.path("amount")
                                                                .asText())))
                                        .toList()),
                        Map.entry("tags", List.of())),
                "lines",
                List.of(Map.of(
                        "id", "1",
                        "orderLineId", line,
                        "sku", "MUG-WHT",
                        "quantity", quantity,
                        "reason", "CHANGED_MIND",
                        "condition", "",
                        "note", "",
                        "resolution", resolution)));
        return contraflow.web().send("POST", "/api/returns", body, "Idempotency-Key", "portal-" + UUID.randomUUID());
    }

    private JsonNode bought(int quantity) {
        Web.Answer answer = world.web()
                .send(
                        "POST",
                        "/sandbox/orders",
                        Map.of("sku", "MUG-WHT", "quantity", quantity, "deliveredDaysAgo", 5, "locale", "en"));
        String name = answer.body().path("order").asText();
        return all(world.state("shopify").path("orders")).stream()
                .filter(order -> name.equals(order.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> tenders(JsonNode refund) {
        return all(refund.get("tenders")).stream()
                .map(tender -> tender.path("gateway").asText() + " "
                        + new BigDecimal(tender.path("amount").asText())
                                .setScale(2)
                                .toPlainString())
                .toList();
    }

    private static Map<String, String> euros(String amount) {
        return Map.of("amount", new BigDecimal(amount).setScale(2).toPlainString(), "currency", "EUR");
    }
}
