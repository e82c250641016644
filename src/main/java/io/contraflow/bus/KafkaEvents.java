package io.contraflow.bus;

import io.contraflow.bus.EventTable.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events to the topic, each batch in one Kafka transaction: who reads what is committed sees the events of a return in
 * order, without gaps. All nodes use one transactional id, so that one that no longer leads is shut out by the one that does.
 */
final class KafkaEvents implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int BLOCK_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 5_000;
    private final String topic;
    private final KafkaProducer<String, byte[]> producer;

    private KafkaEvents(String topic, KafkaProducer<String, byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Makes the topic if need be and begins to write.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer or refuse
     */
    static KafkaEvents open(BusSettings settings) {
        KafkaTopic.ensure(settings.topic(), settings, client(settings));
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producer(settings));
        KafkaEvents events = new KafkaEvents(settings.topic(), producer);
        try {
            producer.initTransactions();
            return events;
        } catch (RuntimeException e) {
            events.close();
            throw e;
        }
    }

    /** What all our clients have in common. */
    static Map<String, Object> client(BusSettings settings) {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", settings.servers());
        client.put("request.timeout.ms", REQUEST_MILLIS);
        client.put("default.api.timeout.ms", BLOCK_MILLIS);
        client.put("reconnect.backoff.max.ms", REQUEST_MILLIS);
        client.putAll(settings.properties());
        return client;
    }

    private static Map<String, Object> producer(BusSettings settings) {
        Map<String, Object> producer = new HashMap<>();
        producer.put("acks", "all");
        producer.put("enable.idempotence", true);
        producer.put("transactional.id", settings.topic());
        producer.put("transaction.timeout.ms", 2 * BLOCK_MILLIS);
        producer.put("max.block.ms", BLOCK_MILLIS);
        producer.put("delivery.timeout.ms", BLOCK_MILLIS);
        producer.put("linger.ms", 5);
        producer.put("compression.type", "gzip");
        producer.put("key.serializer", StringSerializer.class.getName());
        producer.put("value.serializer", ByteArraySerializer.class.getName());
        producer.putAll(client(settings));
        return producer;
    }

    /**
     * Returns when the brokers have all of them. After a failure this writer is of no more use, and it is not known whether they
     * have them.
     *
     * @throws org.apache.kafka.common.KafkaException if they do not answer or refuse
     */
    void write(List<Waiting> events) {
        producer.beginTransaction();
        for (Waiting event : events) {
            producer.send(
                    new ProducerRecord<>(topic, event.key(), event.document().getBytes(StandardCharsets.UTF_8)));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
