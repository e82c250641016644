package io.contraflow.bus;

import io.contraflow.journal.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How an accepted event looks as a record: its bytes as they came, keyed by its lane, its names as headers. */
final class InboxRecord {
    private static final String CONNECTOR = "contraflow-connector";
    private static final String KEY = "contraflow-key";
    private static final String TOPIC = "contraflow-topic";

    private InboxRecord() {}

    static ProducerRecord<String, byte[]> of(String topic, Incoming event) {
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(topic, event.lane(), event.payload());
        RecordHeaders.put(written, CONNECTOR, event.connector());
        RecordHeaders.put(written, KEY, event.key());
        RecordHeaders.put(written, TOPIC, event.topic());
        RecordHeaders.putTrace(written, event.trace());
        return written;
    }

    /**
     * The event again.
     *
     * @throws UnreadableRecord if something is missing
     */
    static Incoming read(ConsumerRecord<String, byte[]> found) {
        if (found.key() == null || found.value() == null) {
            throw new UnreadableRecord("it has no " + (found.key() == null ? "key" : "value"));
        }
        return new Incoming(
                RecordHeaders.text(found, CONNECTOR),
                RecordHeaders.text(found, KEY),
                RecordHeaders.text(found, TOPIC),
                found.key(),
                found.value(),
                RecordHeaders.trace(found));
    }
}
