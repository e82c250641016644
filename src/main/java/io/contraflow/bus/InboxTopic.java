package io.contraflow.bus;

import io.contraflow.journal.CannotStore;
import io.contraflow.journal.InboxCarrier;
import io.contraflow.journal.Incoming;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/** Writes accepted events to the inbox topic; a sender is answered when all brokers that must have an event do. */
@Component
@ConditionalOnExpression(InboxTopic.ON)
class InboxTopic implements InboxCarrier, DisposableBean {
    static final String ON = "'kafka'.equalsIgnoreCase('${contraflow.bus:jdbc}') and ${contraflow.kafka.inbox:false}";
    /** Short, for a sender waits, and its thread with it. */
    private static final int BLOCK_MILLIS = 2_000;

    private static final int LARGEST_BYTES = 16 << 20;
    private static final int DELIVERY_MILLIS = 6_000;
    private static final int REQUEST_MILLIS = 3_000;
    private final BusSettings settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    InboxTopic(BusSettings settings) {
        this.settings = settings;
    }

    @Override
    public void carry(Incoming event) {
        write(InboxRecord.of(settings.inboxTopic(), event));
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
            open.close(java.time.Duration.ofMillis(BLOCK_MILLIS));
        }
    }
}
