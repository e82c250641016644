package io.contraflow.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.bus.EventReader.Heard;
import io.contraflow.database.TestDatabase;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Journal;
import io.contraflow.story.Contraflow;
import io.contraflow.story.Place;
import io.contraflow.story.SimulatedWorld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to returns is published on a topic of a real Kafka broker. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class KafkaEventsTest {
    private static final Place PLACE = new Place();
    private static final KafkaBroker BROKER = KafkaBroker.start();
    private static final String TOPIC = "contraflow.events";

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();
    private final EventSchema schema = new EventSchema();
    private final EventReader reader = new EventReader(BROKER.address(), TOPIC);

    private boolean brokerIsAway;

    @Autowired
    Journal journal;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    EventTable table;

    @Autowired
    BrokerWatch watch;

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
        registry.add("contraflow.bus", () -> "kafka");
        registry.add("contraflow.kafka.servers", BROKER::address);
        registry.add("contraflow.kafka.partitions", () -> 3);
        // Here the brokers are away for long, and returns go on.
        registry.add("contraflow.kafka.inbox", () -> false);
        registry.add("contraflow.kafka.alert-after", () -> "1s");
    }

    @AfterEach
    void closeReader() {
        reader.close();
        if (brokerIsAway) {
            brokerComesBack();
        }
    }

    private void brokerComesBack() {
        BROKER.startAgain();
        brokerIsAway = false;
    }

    @AfterAll
    static void end() {
        BROKER.close();
    }

    @Test
    void theWholeWayOfEachReturnIsToldOnceAndInOrderAsTheSchemaSaysAndWithoutCustomers() {
        List<String> orders = world.play("happy-path", 5);

        contraflow.awaitStatus(orders, "CLOSED");

        awaitClosed(orders);
        for (String order : orders) {
            assertToldOnceAndInOrder(order);
        }
        assertThat(reader.all().stream().map(Heard::event)).allSatisfy(event -> {
            assertThat(schema.complaints(event)).as("%s", event).isEmpty();
            assertThat(event.toString()).doesNotContain("@");
        });
    }

    @Test
    void brokersThatAreAwayDelayEventsAndLoseNoneAndOnePersonIsToldOnce(CapturedOutput log) {
        List<String> before = world.play("happy-path", 3);
        await().until(() -> contraflow.search(before.get(2)).size() == 1);

        BROKER.stop();
        brokerIsAway = true;

        List<String> during = world.play("happy-path", 5);
        contraflow.awaitStatus(before, "CLOSED");
        contraflow.awaitStatus(during, "CLOSED");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(openAboutTheBus())
                .singleElement()
                .satisfies(one -> assertThat(one.get("count").asInt()).isOne()));
        JsonNode health = contraflow.web().get("/actuator/health");
        assertThat(health.at("/status").asText()).as("returns go on").isEqualTo("UP");
        assertThat(watch.health().getDetails()).containsKeys("failingSince", "failure");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat((Long) watch.health().getDetails().get("waiting")).isGreaterThan(50);
            assertThat(metric("contraflow.bus.events.waiting")).isGreaterThan(50);
            assertThat(metric("contraflow.bus.events.lag")).isPositive();
        });

        brokerComesBack();

        awaitClosed(before);
        awaitClosed(during);
        before.forEach(this::assertToldOnceAndInOrder);
        during.forEach(this::assertToldOnceAndInOrder);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(openAboutTheBus()).isEmpty();
            assertThat(table.lag().events()).isZero();
            assertThat(metric("contraflow.bus.events.waiting")).isZero();
        });
        assertThat(log.getAll().lines().filter(line -> line.contains("take no events")))
                .as("said once")
                .hasSize(1);
    }

    @Test
    void whatWasPublishedBeforeACrashComesAgainWithTheSameIdAndSequence() {
        String key = UUID.randomUUID().toString();
        List<EventTable.Waiting> batch =
                List.of(new EventTable.Waiting(Long.MAX_VALUE - 1, key, "{\"type\":\"Twin\",\"id\":\"" + key + "\"}"));
        String topic = "twins";
        BusSettings settings = new BusSettings(
                BROKER.address(),
                topic,
                false,
                false,
                "unused",
                "unused",
                3,
                (short) 1,
                Duration.ofMillis(100),
                10,
                Duration.ofSeconds(1),
                null);

        try (KafkaEvents first = KafkaEvents.open(settings)) {
            first.write(batch);
            try (KafkaEvents second = KafkaEvents.open(settings)) {
                second.write(batch);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> first.write(batch)))
                        .as("the writer that no longer leads is shut out")
                        .isInstanceOf(org.apache.kafka.common.KafkaException.class);
            }
        }

        try (EventReader twins = new EventReader(BROKER.address(), topic)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(twins.all()).hasSize(2).allSatisfy(one -> assertThat(
                                    one.event().get("id").asText())
                            .isEqualTo(key)));
        }
    }

    @Test
    void aDeadDeliveryIsToldOnceAndOneOfARolledBackTransactionNever() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:nowhere/push").routeId("nowhere").process(exchange -> {
                    throw DeliveryFailed.rejected(null, "nowhere answered 422: no such thing");
                });
            }
        });
        UUID returnId = UUID.randomUUID();
        transaction.executeWithoutResult(tx -> {
            table.add(returnId.toString(), "{\"type\":\"NeverTrue\"}", java.time.Instant.now());
            tx.setRollbackOnly();
        });
        transaction.executeWithoutResult(
                tx -> journal.send(returnId, "nowhere", "shop", "push", "{}".getBytes(StandardCharsets.UTF_8)));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        reader.all().stream().filter(one -> one.key().equals(returnId.toString())))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.type()).isEqualTo("DeadLetter");
                    assertThat(schema.complaints(one.event())).isEmpty();
                    assertThat(one.data().get("connector").asText()).isEqualTo("nowhere");
                    assertThat(one.data().get("kind").asText()).isEqualTo("delivery");
                    assertThat(one.data().get("subject").asText()).startsWith("delivery:");
                }));
    }

    private void awaitClosed(List<String> orders) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(reader.all().stream()
                        .filter(one -> one.type().equals("MilestoneReached")
                                && one.data().get("milestone").asText().equals("closed"))
                        .map(Heard::order))
                .containsAll(orders));
    }

    /** The events of a return lead from its beginning to its end, each from where the one before it ended. */
    private void assertToldOnceAndInOrder(String order) {
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        List<Heard> told = reader.all().stream()
                .filter(one -> one.key().equals(whole.at("/details/id").asText()))
                .toList();
        assertThat(told.stream().map(one -> one.event().get("sequence").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(told.stream().map(one -> one.event().get("id").asText())).doesNotHaveDuplicates();
        assertThat(told.stream().map(Heard::partition).distinct()).hasSize(1);
        String status = "";
        for (Heard one : told) {
            switch (one.type()) {
                case "ReturnOpened" -> {
                    assertThat(status).as("opened first").isEmpty();
                    status = one.data().get("status").asText();
                }
                case "StatusChanged" -> {
                    assertThat(one.data().get("before").asText()).isEqualTo(status);
                    status = one.data().get("after").asText();
                }
                default -> assertThat(status).as("opened first").isNotEmpty();
            }
            assertThat(one.event().at("/return/status").asText()).isEqualTo(status);
        }
        assertThat(status).isEqualTo(whole.at("/details/status").asText());
        Map<String, Long> types = told.stream().collect(Collectors.groupingBy(Heard::type, Collectors.counting()));
        assertThat(types).containsEntry("ReturnOpened", 1L).containsKeys("DecisionMade", "SettlementMade");
        assertThat(told.stream()
                        .filter(one -> one.type().equals("MilestoneReached"))
                        .map(one -> one.data().get("milestone").asText()))
                .doesNotHaveDuplicates()
                .contains("requested", "approved", "refunded", "closed");
        Heard settled = told.stream()
                .filter(one -> one.type().equals("SettlementMade"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(settled.data().get("refund")).isEqualTo(whole.at("/details/settlement/refund"));
    }

    private List<JsonNode> openAboutTheBus() {
        return StreamSupport.stream(
                        contraflow
                                .web()
                                .get("/api/exceptions?state=OPEN&size=500")
                                .get("items")
                                .spliterator(),
                        false)
                .filter(one -> one.get("sentence").asText().startsWith("The Kafka brokers have taken no events"))
                .toList();
    }

    private double metric(String name) {
        return contraflow
                .web()
                .get("/actuator/metrics/" + name)
                .at("/measurements/0/value")
                .asDouble();
    }
}
