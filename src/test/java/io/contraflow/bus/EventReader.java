package io.contraflow.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Another program that reads the canonical events from the first on. */
final class EventReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Heard> heard = new ArrayList<>();

    EventReader(String brokers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", "reader-" + UUID.randomUUID(),
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed",
                        "metadata.max.age.ms", "1000"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    record Heard(String key, int partition, JsonNode event) {
        String type() {
            return event.get("type").asText();
        }

        String order() {
            return event.path("return").path("orderName").asText();
        }

        JsonNode data() {
            return event.get("data");
        }
    }

    /** All that came so far, each return's in the order in which it came. */
    List<Heard> all() {
        for (ConsumerRecord<String, byte[]> one : consumer.poll(Duration.ofMillis(500))) {
            try {
                heard.add(new Heard(one.key(), one.partition(), JSON.readTree(one.value())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
