package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens now, what is wrong and how the merchant does, as the overview shows it. */
class FiguresTest extends RunningTest {
    @Autowired
    JdbcClient db;

    @Test
    void howManyOrdersComeBackIsKnownOnceTheShopHasSaidHowManyItTook() {
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        run("shopify-orders");

        JsonNode rate = summary(29).get("returnRate");
        LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(28);
        assertThat(rate.get("orders").asLong())
                .isEqualTo(StreamSupport.stream(
                                world.state("shopify").get("orders").spliterator(), false)
                        .map(placed -> placed.get("createdAt").asText().substring(0, 10))
                        .filter(day -> !LocalDate.parse(day).isBefore(first))
                        .count());
        assertThat(rate.get("returns").asLong()).isPositive();
        assertThat(rate.get("basisPoints").asLong())
                .isEqualTo(rate.get("returns").asLong()
                        * 10_000
                        / rate.get("orders").asLong());
    }

    @Test
    void eachMessageOfACustomerIsCountedOnceAndItsWordsStayAtTheHelpdesk() {
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        UUID id = UUID.fromString(contraflow.search(order).get(0).get("id").asText());
        String email = contraflow.whole(id).at("/details/order/customer/email").asText();
        assertThat(messages(id)).as("what Contraflow wrote itself is none").isZero();

        Web.Answer written = world.web()
                .send(
                        "POST",
                        "/sandbox/gorgias/customer-writes",
                        Map.of("email", email, "subject", "Re", "text", "where is my money, please?"));
        assertThat(written.status()).as(String.valueOf(written.body())).isLessThan(300);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(messages(id)).isOne());
        assertThat(contraflow.whole(id).toString())
                .contains("the customer wrote.")
                .doesNotContain("where is my money");
        JsonNode again = contraflow.whole(id).get("timeline");
        assertThat(again)
                .filteredOn(moment -> moment.get("sentence").asText().endsWith("the customer wrote."))
                .hasSize(1);
        JsonNode summary = summary(28);
        assertThat(summary.get("messages").asLong()).isPositive();
        assertThat(summary.get("messageRate").asLong())
                .isEqualTo(100
                        * summary.get("messages").asLong()
                        / summary.get("requested").asLong());
    }

    @Test
    void whatComesInAndGoesOutIsCountedMinuteByMinute() {
        JsonNode before = contraflow.web().get("/api/situation").get("traffic");
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        run("schedules-traffic");

        JsonNode after = contraflow.web().get("/api/situation").get("traffic");
        assertThat(after.get("minutes")).hasSize(60);
        assertThat(sum(after, "events") - sum(before, "events")).isGreaterThanOrEqualTo(4);
        assertThat(sum(after, "deliveries") - sum(before, "deliveries")).isGreaterThanOrEqualTo(6);
        assertThat(after.get("deliveries").asLong()).as("in the last minute").isPositive();
    }

    @Test
    void refundsThatTookLongerThanTheTargetAreNotOnTime() {
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        UUID id = UUID.fromString(contraflow.search(order).get(0).get("id").asText());
        db.sql("update returns set refund_seconds = 864001 where id = :id")
                .param("id", id)
                .update();

        JsonNode late = summary(27);
        assertThat(late.get("target").asText()).isEqualTo("PT240H");
        assertThat(late.get("onTime").asLong())
                .isEqualTo(100
                        * (late.get("refunded").asLong() - 1)
                        / late.get("refunded").asLong());
    }

    @Test
    void daysThatNoShopIsAskedForAreRefused() {
        Web.Answer answer = contraflow.web().send("GET", "/api/figures?days=31", null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).contains("days");
    }

    /** What takes long to count is remembered for a while; so each test asks for days that no other asked for. */
    private JsonNode summary(int days) {
        return contraflow.web().get("/api/figures?days=" + days).get("summary");
    }

    private long messages(UUID id) {
        return db.sql("select count(*) from customer_message where return_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private static long sum(JsonNode traffic, String what) {
        long sum = 0;
        for (JsonNode minute : traffic.get("minutes")) {
            sum += minute.get(what).asLong();
        }
        return sum;
    }

    /** Runs a schedule and waits until it has run well. */
    private void run(String schedule) {
        String before = lastRun(schedule);
        Web.Answer answer = contraflow.web().send("POST", "/api/schedules/" + schedule + "/run", null);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lastRun(schedule)).isNotEqualTo(before));
    }

    private String lastRun(String schedule) {
        for (JsonNode one : contraflow.web().get("/api/schedules")) {
            if (one.get("id").asText().equals(schedule)) {
                return one.at("/last/succeededAt").asText();
            }
        }
        throw new IllegalArgumentException("no schedule " + schedule);
    }
}
