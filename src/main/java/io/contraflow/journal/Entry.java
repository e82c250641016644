package io.contraflow.journal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One claimed entry of the inbox or outbox.
 *
 * @param seq its number, in the order of arrival
 * @param topic what it is: the sender's topic, or the operation of a delivery
 * @param key what makes it unique: the sender's event id, or the delivery's id
 * @param returnId the return; null for events that were not translated yet
 * @param attempt number of this try, from 1
 * @param at when it arrived
 * @param began when it was tried first, since it last waited for a person
 * @param node which node is at work on it; null when none is, as for one that is only looked at
 * @param trace the trace that it belongs to, as W3C traceparent; null where tracing is off
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Entry(
        long seq,
        String connector,
        String topic,
        String key,
        String lane,
        @Nullable UUID returnId,
        byte[] payload,
        int attempt,
        Instant at,
        Instant began,
        @Nullable Long node,
        @Nullable String trace) {
    /** The same with another payload. */
    Entry with(byte[] other) {
        return new Entry(seq, connector, topic, key, lane, returnId, other, attempt, at, began, node, trace);
    }

    @Override
    public String toString() {
        return connector + "/" + topic + " " + key + " (try " + attempt + ")";
    }
}
