package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each return shows by which right it comes back and by when its money is due; the clock stops with the refund. */
class RefundClockTest extends RunningTest {
    @Autowired
    JdbcClient db;

    @Test
    void aWithdrawalShowsItsGroundAndWhenTheMoneyIsDueUntilItIsPaid() {
        world.fault(Map.of("system", "shopify", "operation", "returnProcess", "kind", "status", "status", 503));
        String order = world.play("happy-path", 1).get(0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(contraflow.returnOf(order).map(whole -> whole.at("/details/status")
                                .asText()))
                        .hasValue("RESOLVING"));

        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        assertThat(whole.at("/details/decision/rights/0/regime").asText()).isEqualTo("WITHDRAWAL");
        assertThat(whole.at("/details/decision/rights/0/ground").asText()).contains("355");
        JsonNode clock = whole.get("refundClock");
        LocalDate declared = OffsetDateTime.parse(whole.at("/details/createdAt").asText())
                .atZoneSameInstant(ZoneId.of("Europe/Berlin"))
                .toLocalDate();
        assertThat(clock.get("ground").asText()).isEqualTo("§ 357 (1), (4) BGB");
        assertThat(clock.get("start").asText()).isEqualTo(declared.toString());
        assertThat(clock.get("dueDay").asText()).isEqualTo(declared.plusDays(14).toString());
        UUID id = UUID.fromString(whole.at("/details/id").asText());
        assertThat(isOpen(id)).isTrue();

        world.noFaults();
        contraflow.awaitStatus(java.util.List.of(order), "CLOSED");
        assertThat(isOpen(id)).isFalse();
    }

    private boolean isOpen(UUID id) {
        return db.sql("select refund_open from returns where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
