package io.contraflow.journal;

/**
 * An event on its way into the inbox.
 *
 * @param key the sender's event id; with the connector it tells twins apart
 * @param topic what it is, in the sender's word
 * @param lane events of one lane are taken one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never printed
public record Incoming(String connector, String key, String topic, String lane, byte[] payload) {}
