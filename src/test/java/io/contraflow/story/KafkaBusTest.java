package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.bus.KafkaBroker;
import io.contraflow.database.TestDatabase;
import io.contraflow.ingress.ShopifyWebhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is accepted lies with a real Kafka broker before its sender is answered, and comes to the inbox from there; new deliveries
 * come to the node that does them the same way.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class KafkaBusTest {
    private static final Place PLACE = new Place();
    private static final KafkaBroker BROKER = KafkaBroker.start();

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();

    @Autowired
    JdbcClient db;

    @Autowired
    MeterRegistry figures;

    @Autowired
    TransactionTemplate transaction;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
        registry.add("contraflow.bus", () -> "kafka");
        registry.add("contraflow.kafka.servers", BROKER::address);
        registry.add("contraflow.kafka.partitions", () -> 3);
    }

    @AfterAll
    static void end() {
        BROKER.close();
    }

    @Test
    void aBrokerThatGoesAwayAmidReturnsDelaysThemAndNothingIsLostOrDoneTwice() {
        List<String> orders = world.play("happy-path", 6);
        await().until(() -> contraflow.search(orders.get(5)).size() == 1);

        BROKER.stop();
        Web.Answer refused;
        try {
            refused = webhook(UUID.randomUUID().toString());
        } finally {
            BROKER.startAgain();
        }

        assertThat(refused.status())
                .as("not accepted, so the sender comes again")
                .isEqualTo(503);
        assertThat(refused.headers()).containsKey("retry-after");
        contraflow.awaitStatus(orders, "CLOSED");
        Evidence evidence = Evidence.of(world);
        for (String order : orders) {
            new OnceEverywhere(contraflow.returnOf(order).orElseThrow(), evidence.about(order)).check();
        }
    }

    @Test
    void aWebhookThatComesTwiceIsKeptOnce() {
        String id = UUID.randomUUID().toString();

        assertThat(webhook(id).status()).isEqualTo(202);
        assertThat(webhook(id).status()).isEqualTo(202);
        String later = UUID.randomUUID().toString();
        assertThat(webhook(later).status()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(kept(later)).isOne();
            assertThat(kept(id)).isOne();
        });
        assertThat(recordsIn("contraflow.inbox", 3).stream().filter(value -> value.equals("{\"id\":1}")))
                .as("both lay with the broker")
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatTheDatabaseHoldsUpIsSeenAsLagAndThenTaken() {
        List<String> ids = IntStream.range(0, 10)
                .mapToObj(i -> UUID.randomUUID().toString())
                .toList();
        transaction.executeWithoutResult(tx -> {
            // Whoever writes into the inbox waits until this transaction ends; in the embedded database for any that
            // writes.
            db.sql(TestDatabase.isPostgres() ? "lock table inbox in exclusive mode" : "delete from inbox where 1 = 0")
                    .update();
            ids.forEach(id -> assertThat(webhook(id).status()).isEqualTo(202));
            await().atMost(Duration.ofSeconds(8)).until(() -> lag() > 0);
        });

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(ids)
                .allSatisfy(id -> assertThat(kept(id)).isOne()));
        await().atMost(Duration.ofSeconds(10)).until(() -> lag() == 0);
    }

    private double lag() {
        return figures.get("contraflow.bus.inbox.lag").gauge().value();
    }

    @Test
    void eachNewDeliveryIsARecordKeyedByItsReturn() {
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        List<String> deliveries = all(whole.get("deliveries")).stream()
                .map(one -> one.get("id").asText())
                .toList();

        List<String> told = recordsIn("contraflow.outbox", deliveries.size());

        assertThat(deliveries).hasSizeGreaterThan(8);
        assertThat(told).containsAll(deliveries);
    }

    @Test
    void whatWasGivenToANodeThatDoesNothingIsSoonDoneByAnother() throws InterruptedException {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicBoolean hasPartitions = new AtomicBoolean();
        AtomicInteger swallowed = new AtomicInteger();
        Thread idler = new Thread(() -> {
            try (KafkaConsumer<String, String> node = reader("contraflow.outbox")) {
                node.subscribe(List.of("contraflow.outbox"));
                while (goesOn.get()) {
                    swallowed.addAndGet(node.poll(Duration.ofMillis(200)).count());
                    hasPartitions.set(!node.assignment().isEmpty());
                }
            }
        });
        idler.start();
        try {
            await().atMost(Duration.ofSeconds(60)).untilTrue(hasPartitions);
            List<String> orders = new ArrayList<>();
            // Which partition a return falls into is chance.
            for (int round = 0; round < 6 && (orders.isEmpty() || swallowed.get() == 0); round++) {
                orders.addAll(world.play("happy-path", 4));
                contraflow.awaitStatus(orders, "CLOSED");
            }

            assertThat(swallowed.get())
                    .as("deliveries that were given to the other")
                    .isPositive();
            Evidence evidence = Evidence.of(world);
            for (String order : orders) {
                new OnceEverywhere(contraflow.returnOf(order).orElseThrow(), evidence.about(order)).check();
            }
        } finally {
            goesOn.set(false);
            idler.join();
        }
    }

    @Test
    void aRecordOfTheOutboxThatIsNoDeliveryIsPutAsideAndHoldsUpNobody() throws Exception {
        garbage("contraflow.outbox");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(about("contraflow.outbox", "its value is no id"))
                        .hasSize(3));
        assertThat(recordsIn("contraflow.outbox.dead", 3)).containsExactly("garbage", "garbage", "garbage");
        contraflow.awaitStatus(world.play("happy-path", 1), "CLOSED");
    }

    @Test
    void aRecordThatIsNoEventIsPutAsideAndHoldsUpNobody() throws Exception {
        garbage("contraflow.inbox");
        String after = UUID.randomUUID().toString();

        assertThat(webhook(after).status()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(kept(after)).isOne());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(about("contraflow.inbox", "it has no key")).hasSize(3));
        assertThat(recordsIn("contraflow.inbox.dead", 3)).containsExactly("garbage", "garbage", "garbage");
    }

    private Web.Answer webhook(String id) {
        return new ShopifyWebhooks(PLACE.address(), "sandbox-secret")
                .post("returns/request", id, "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
    }

    private long kept(String key) {
        return db.sql("select count(*) from inbox where event_key like :key")
                .param("key", "%" + key + "%")
                .query(Long.class)
                .single();
    }

    private static void garbage(String topic) throws Exception {
        try (KafkaProducer<String, String> stranger = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.address()), new StringSerializer(), new StringSerializer())) {
            for (int partition = 0; partition < 3; partition++) {
                stranger.send(new ProducerRecord<>(topic, partition, null, "garbage"))
                        .get();
            }
        }
    }

    private List<JsonNode> about(String topic, String why) {
        return all(contraflow.web().get("/api/exceptions?state=OPEN&size=500").get("items")).stream()
                .filter(one -> one.get("sentence").asText().startsWith("A record of the topic " + topic + " "))
                .filter(one -> one.get("sentence").asText().contains("is none of ours: " + why))
                .toList();
    }

    private static KafkaConsumer<String, String> reader(String group) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER.address(), "group.id", group, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static List<String> recordsIn(String topic, int least) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> reader = reader("reader-" + UUID.randomUUID())) {
            reader.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                reader.poll(Duration.ofMillis(500)).forEach(one -> values.add(one.value()));
                return values.size() >= least;
            });
            reader.poll(Duration.ofSeconds(1)).forEach(one -> values.add(one.value()));
        }
        return values;
    }
}
