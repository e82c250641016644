package io.contraflow.bus;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The headers of records in our topics. */
final class RecordHeaders {
    /** By its standard name, so that other programs understand it. */
    private static final String TRACE = "traceparent";

    private static final int TRACE_LENGTH = 55;

    private RecordHeaders() {}

    static void put(ProducerRecord<String, byte[]> written, String name, String value) {
        written.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static void putTrace(ProducerRecord<String, byte[]> written, @Nullable String traceparent) {
        if (traceparent != null) {
            put(written, TRACE, traceparent);
        }
    }

    /**
     * What a header says.
     *
     * @throws UnreadableRecord if there is none of that name, or it is empty
     */
    static String text(ConsumerRecord<String, byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length == 0) {
            throw new UnreadableRecord("it has no header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    static @Nullable String trace(ConsumerRecord<String, byte[]> found) {
        Header trace = found.headers().lastHeader(TRACE);
        return trace == null || trace.value() == null || trace.value().length != TRACE_LENGTH
                ? null
                : new String(trace.value(), StandardCharsets.US_ASCII);
    }
}
