package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the money goes back, from the shop to the books. */
class ResolutionsTest extends RunningTest {

    @Test
    void moneyOfAGiftCardGoesBackToTheGiftCardAndOnlyTheRestToTheCard() {
        String order = world.play("gift-card-and-card", 1).get(0);

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(all(contraflow.search(order)))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.get("status").asText()).isEqualTo("CLOSED")));

        Traces traces = Evidence.of(world).about(order);
        assertThat(traces.shopRefunds().stream().map(ResolutionsTest::tenders))
                .as("12.50, then 12.50 and 4.90 shipping; the gift card had paid 20.00 of 29.90")
                .containsExactly(List.of("gift_card 12.50"), List.of("gift_card 7.50", "shopify_payments 9.90"));
        assertThat(traces.creditMemos())
                .extracting(memo -> Traces.amount(memo, "total"))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyInAnyOrder(new BigDecimal("12.50"), new BigDecimal("17.40"));
    }

    private static List<String> tenders(JsonNode refund) {
        return all(refund.get("tenders")).stream()
                .map(tender -> tender.get("gateway").asText() + " "
                        + tender.get("amount").asText())
                .toList();
    }
}
