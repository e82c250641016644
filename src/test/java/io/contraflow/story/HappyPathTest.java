package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HappyPathTest extends RunningTest {
    @Test
    void aReturnRunsFromTheShopToTheRefundAndIsClosedEverywhere() {
        List<String> orders = world.play("happy-path", 5);

        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> assertThat(orders)
                .allSatisfy(order -> assertThat(contraflow.statusOf(order)).isEqualTo("CLOSED")));

        for (String order : orders) {
            JsonNode whole = contraflow.returnOf(order).orElseThrow();
            JsonNode money = whole.at("/details/money");
            JsonNode refund = whole.at("/details/settlement/refund");
            assertThat(money.get("shopRefund")).isEqualTo(refund);
            assertThat(money.get("erpCredit")).isEqualTo(refund);
            assertThat(money.get("erpRefund")).isEqualTo(refund);
            assertThat(contraflow.openExceptions(whole)).isEmpty();
        }
    }
}
