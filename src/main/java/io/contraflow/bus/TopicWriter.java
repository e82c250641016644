package io.contraflow.bus;

import io.contraflow.journal.CannotStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Writes records to the topics of inbox and outbox; each counts as written when all brokers that must have it do. */
@Component
@ConditionalOnProperty(name = "contraflow.bus", havingValue = "kafka")
class TopicWriter implements DisposableBean {
    /** Short, for a sender waits, and its thread with it. */
    private static final int BLOCK_MILLIS = 2_000;

    private static final int LARGEST_BYTES = 16 << 20;
    private static final int DELIVERY_MILLIS = 6_000;
    private static final int REQUEST_MILLIS = 3_000;
    private final BusSettings settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    TopicWriter(BusSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns when the brokers have the record.
     *
     * @throws CannotStore if that is not sure
     */
    void write(ProducerRecord<String, byte[]> written) {
        try {
            open().send(written).get(DELIVERY_MILLIS + BLOCK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStore("interrupted while storing", e);
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            throw new CannotStore("the Kafka brokers did not take it", e);
        }
    }

    /**
     * Hands the record over, and returns before the brokers have it.
     *
     * @param then hears how it went, on another thread
     * @throws KafkaException if it cannot be handed over
     */
    void send(ProducerRecord<String, byte[]> written, Callback then) {
        open().send(written, then);
    }

    private synchronized KafkaProducer<String, byte[]> open() {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            Map<String, Object> client = new HashMap<>(KafkaEvents.client(settings));
            client.put("acks", "all");
            client.put("enable.idempotence", true);
            client.put("max.block.ms", BLOCK_MILLIS);
            // The client measures before it packs, the broker afterwards; the largest webhook that we take must pass
            // both.
            client.putIfAbsent("max.request.size", LARGEST_BYTES);
            client.putIfAbsent("compression.type", "gzip");
            client.put("request.timeout.ms", REQUEST_MILLIS);
            client.put("delivery.timeout.ms", DELIVERY_MILLIS);
            open = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    @Override
    public synchronized void destroy() {
        KafkaProducer<String, byte[]> open = producer;
        if (open != null) {
            open.close(Duration.ofMillis(BLOCK_MILLIS));
        }
    }
}
