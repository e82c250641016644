package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static io.contraflow.story.Traces.amount;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Customers who chose store credit: with the bonus of the policy, once, and the same in shop, books and mail. */
class StoreCreditStoryTest extends RunningTest {
    private final Portal portal = new Portal(contraflow, world);

    @Test
    void ofAWholeOrderTheGoodsBecomeStoreCreditWithTheBonusAndTheShippingGoesBackToTheCard() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(order, Wish.of("STORE_CREDIT", 2));

        JsonNode whole = portal.cameBack(id, order);

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
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(order, Wish.of("STORE_CREDIT", 1));
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

        portal.cameBack(id, order);

        assertThat(all(world.faults())).as("faults that never struck").isEmpty();
        Traces traces = Evidence.of(world).about(order.path("name").asText());
        assertThat(traces.shopRefunds()).singleElement().satisfies(refund -> assertThat(tenders(refund))
                .containsExactly("shopify_store_credit 13.75"));
        assertBooks(traces, "13.75", "231 13.75");
    }

    @Test
    void aBonusTakesNothingFromTheMoneyOfALaterReturnOfTheOrder() {
        JsonNode order = portal.bought("MUG-WHT", 2);
        portal.cameBack(portal.asksFor(order, Wish.of("STORE_CREDIT", 1)), order);

        JsonNode later = portal.cameBack(portal.asksFor(order, Wish.of("REFUND", 1)), order);

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
        assertThat(portal.ask(portal.bought("MUG-WHT", 1), Wish.of("VOUCHER", 1), "k")
                        .toString())
                .contains("400", "resolution");
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

    private static List<String> tenders(JsonNode refund) {
        return all(refund.get("tenders")).stream()
                .map(tender -> tender.path("gateway").asText() + " "
                        + new BigDecimal(tender.path("amount").asText())
                                .setScale(2)
                                .toPlainString())
                .toList();
    }
}
