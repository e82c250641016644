package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An engineer has changed two steps in {@code routes/} and nothing else: other calls are made. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class AlteredRoutesTest {
    private static final Place PLACE = new Place();

    private static final String MAIL_OF_THE_FIRST_SCAN = """
                    - to:
                        uri: outbox:customer/notify
                        parameters:
                          template: in-transit
            """;
    private static final String MAIL_OF_THE_REFUND = """
                    - to:
                        uri: outbox:customer/notify
                        parameters:
                          template: refunded
            """;
    private static final String ANSWER_IN_THE_TICKET = """
                    - to:
                        uri: outbox:helpdesk/message-customer
                        parameters:
                          template: refunded
            """;

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        registry.add("contraflow.routes-dir", AlteredRoutesTest::alteredRoutes);
    }

    private static String alteredRoutes() {
        Path routes = RunningTest.copy(Path.of("routes"));
        alter(routes.resolve("returns/in-transit.camel.yaml"), MAIL_OF_THE_FIRST_SCAN, "");
        alter(
                routes.resolve("returns/resolving.camel.yaml"),
                MAIL_OF_THE_REFUND,
                MAIL_OF_THE_REFUND + ANSWER_IN_THE_TICKET);
        return routes.toString();
    }

    private static void alter(Path file, String step, String instead) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(step);
            Files.writeString(file, text.replace(step, instead));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void alteredRoutesTellOtherPeopleAndAllElseStays() {
        List<String> orders = world.play("happy-path", 1);
        contraflow.awaitStatus(orders, "CLOSED");

        JsonNode whole = contraflow.returnOf(orders.get(0)).orElseThrow();
        Traces traces = Evidence.of(world).about(orders.get(0));
        BigDecimal refund = traces.paid();
        Words words = new Words(traces.language(), whole.at("/details/number").asText(), orders.get(0), refund);
        assertThat(traces.subjects())
                .as("no mail of the first scan any more")
                .containsExactlyInAnyOrderElementsOf(
                        words.subjects("requested", "label-issued", "received", "refunded"));
        assertThat(traces.messages()
                        .filter(message -> message.get("channel").asText().equals("email")))
                .as("an answer from the ticket instead")
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.get("subject").asText()).isEqualTo(words.subject("refunded"));
                    assertThat(message.get("body_text").asText()).contains(refund + " EUR");
                    assertThat(message.get("public").asBoolean()).isTrue();
                });
        assertThat(all(whole.get("deliveries")))
                .extracting(delivery -> delivery.get("operation").asText())
                .contains("message-customer");
        OnceEverywhere once = new OnceEverywhere(whole, traces);
        once.checkShop();
        once.checkBooks();
        once.checkCarrier();
        once.checkOwnRecord();
    }
}
