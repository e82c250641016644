package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Portal.Wish;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A customer who sent worn goods back before is looked at by a person, who sees why. */
class RiskStoryTest extends RunningTest {
    private static final String WEARER = "wears.and.returns@example.test";

    private final Portal portal = new Portal(contraflow, world);

    @Test
    void whoSentFourWornPiecesBackIsLookedAtAndTheReasonIsOpen() {
        JsonNode first = portal.boughtBy(WEARER, "SNEAKER-42", 4);
        UUID worn = portal.asksFor(first, new Wish(4, "TOO_SMALL", null, null));
        portal.awaitStatus(worn, "LABEL_ISSUED");
        List.of("drop-off", "receive")
                .forEach(step -> portal.move(step, first.path("name").asText()));
        portal.awaitStatus(worn, "RECEIVED");
        Web.Answer graded = contraflow.act(
                worn, "inspect", Map.of("lines", List.of(Map.of("line", "1", "quantity", 4, "grade", "WORN"))));
        assertThat(graded.status()).as(graded.toString()).isEqualTo(200);
        portal.closed(worn);

        JsonNode second = portal.boughtBy(WEARER.toUpperCase(Locale.ROOT), "MUG-WHT", 1);
        UUID next = portal.asksFor(second, new Wish(1, "TOO_SMALL", null, null));

        portal.awaitStatus(next, "IN_REVIEW");
        JsonNode decision = contraflow.whole(next).at("/details/decision");
        assertThat(decision.path("rule").asText()).isEqualTo("often-worn");
        assertThat(decision.path("queue").asText()).isEqualTo("risk");
        assertThat(decision.path("duty").isObject())
                .as("the refund clock of a withdrawal")
                .isTrue();
        JsonNode risk = risk(next);
        assertThat(risk.path("history").toString())
                .isEqualTo("{\"returnsBefore\":1,\"returnsInYear\":1,\"wornBefore\":4,\"wrongGoodsBefore\":0}");
        assertThat(risk.path("signals")).anySatisfy(signal -> {
            assertThat(signal.path("rule").asText()).isEqualTo("often-worn");
            assertThat(signal.path("fired").asBoolean()).isTrue();
            assertThat(signal.path("because").asText()).contains("customer.wornBefore is 4");
        });
        assertThat(risk(worn).at("/history/wornBefore").asInt())
                .as("the first return had nothing before it")
                .isZero();

        Web.Answer recount = contraflow.web().send("POST", "/api/risk/recount", Map.of());
        assertThat(recount.status()).isEqualTo(200);
        assertThat(recount.body().path("returns").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(risk(next)).as("counted anew").isEqualTo(risk);
    }

    private JsonNode risk(UUID id) {
        return contraflow.web().get("/api/returns/" + id + "/risk");
    }
}
