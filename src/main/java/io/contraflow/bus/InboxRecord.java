package io.contraflow.bus;

import io.contraflow.journal.Incoming;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** How an accepted event looks as a record: its bytes as they came, keyed by its lane, its names as headers. */
final class InboxRecord {
    private static final String CONNECTOR = "contraflow-connector";
    private static final String KEY = "contraflow-key";
    private static final String TOPIC = "contraflow-topic";

    private InboxRecord() {}

    /** What is no event of ours. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }

    static ProducerRecord<String, byte[]> of(String topic, Incoming event) {
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(topic, event.lane(), event.payload());
        written.headers()
                .add(CONNECTOR, event.connector().getBytes(StandardCharsets.UTF_8))
                .add(KEY, event.key().getBytes(StandardCharsets.UTF_8))
                .add(TOPIC, event.topic().getBytes(StandardCharsets.UTF_8));
        return written;
    }

    /**
     * The event again.
     *
     * @throws Unreadable if something is missing
     */
    static Incoming read(ConsumerRecord<String, byte[]> found) {
        if (found.key() == null || found.value() == null) {
            throw new Unreadable("it has no " + (found.key() == null ? "key" : "value"));
        }
        return new Incoming(
                header(found, CONNECTOR), header(found, KEY), header(found, TOPIC), found.key(), found.value());
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length == 0) {
            throw new Unreadable("it has no header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
