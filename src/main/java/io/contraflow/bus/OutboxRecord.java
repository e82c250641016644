package io.contraflow.bus;

import io.contraflow.journal.NewDelivery;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a new delivery looks as a record: its id, keyed by its return, its names as headers. What is delivered stands in the database
 * alone, so no customer data is here.
 */
final class OutboxRecord {
    private static final String CONNECTOR = "contraflow-connector";
    private static final String OPERATION = "contraflow-operation";

    private OutboxRecord() {}

    static ProducerRecord<String, byte[]> of(String topic, NewDelivery delivery) {
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(
                topic, delivery.returnId().toString(), delivery.id().toString().getBytes(StandardCharsets.US_ASCII));
        RecordHeaders.put(written, CONNECTOR, delivery.connector());
        RecordHeaders.put(written, OPERATION, delivery.operation());
        RecordHeaders.putTrace(written, delivery.trace());
        return written;
    }

    /**
     * The delivery again.
     *
     * @throws UnreadableRecord if something is missing
     */
    static NewDelivery read(ConsumerRecord<String, byte[]> found) {
        return new NewDelivery(
                id(found.value() == null ? null : new String(found.value(), StandardCharsets.US_ASCII), "value"),
                id(found.key(), "key"),
                RecordHeaders.text(found, CONNECTOR),
                RecordHeaders.text(found, OPERATION),
                RecordHeaders.trace(found));
    }

    private static UUID id(@Nullable String text, String what) {
        try {
            if (text != null) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new UnreadableRecord("its " + what + " is no id");
    }
}
