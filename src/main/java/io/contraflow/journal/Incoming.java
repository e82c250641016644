package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the inbox.
 *
 * @param key the sender's event id; with the connector it tells twins apart
 * @param topic what it is, in the sender's word
 * @param lane events of one lane are taken one after the other
 * @param trace the trace that it belongs to, as W3C traceparent; null where tracing is off
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never printed
public record Incoming(
        String connector,
        String key,
        String topic,
        String lane,
        byte[] payload,
        @Nullable String trace) {}
