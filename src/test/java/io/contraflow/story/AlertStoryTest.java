package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Alerts as they are delivered: to the operators' mailbox of the sandbox. */
class AlertStoryTest extends RunningTest {
    @Autowired
    Exceptions exceptions;

    @Test
    void anOpenExceptionReachesTheOperatorsAndTheyCanTakeIt() {
        String sentence = "erp-of-alerts/post-credit: answered 400: the account is closed";
        UUID id = exceptions.open(new Exceptions.Opening(
                ExceptionKind.AMOUNT_MISMATCH, null, "event:" + UUID.randomUUID(), sentence, null));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.mails("operators@shop.example").toString().contains(sentence));
        JsonNode told = told(sentence);
        assertThat(told.at("/alert/severity").asText()).isEqualTo("CRITICAL");
        assertThat(told.at("/messages/0/receiver").asText()).isEqualTo("operators");

        String path = "/api/alerts/" + told.at("/alert/id").asText();
        Web.Answer taken = contraflow.web().send("POST", path + "/acknowledge", null);
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().at("/alert/acknowledgedBy").asText()).isEqualTo("admin");
        assertThat(contraflow.web().get(path).get("messages"))
                .anySatisfy(message -> assertThat(message.get("state").asText()).isEqualTo("CANCELLED"));
        exceptions.resolve(id, "It was a test.");
    }

    @Test
    void anAlertThatDoesNotExistCannotBeTaken() {
        assertThat(contraflow
                        .web()
                        .send("POST", "/api/alerts/" + UUID.randomUUID() + "/acknowledge", null)
                        .status())
                .isEqualTo(404);
        assertThat(contraflow.web().send("GET", "/api/alerts?state=GONE", null).status())
                .isEqualTo(400);
    }

    private JsonNode told(String sentence) {
        return StreamSupport.stream(
                        contraflow
                                .web()
                                .get("/api/alerts?size=500")
                                .get("items")
                                .spliterator(),
                        false)
                .filter(item -> item.at("/alert/sentence").asText().equals(sentence))
                .findFirst()
                .orElseThrow();
    }
}
