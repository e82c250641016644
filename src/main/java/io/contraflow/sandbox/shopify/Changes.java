package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Json;
import java.util.ArrayList;
import java.util.List;

/** The webhooks that one action of the merchant or customer causes, written while the lock is held. */
final class Changes {
    private final List<Message> messages = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // a message is sent, never compared
    record Message(String topic, byte[] body) {}

    void tell(String topic, Object payload) {
        messages.add(new Message(topic, Json.bytes(payload)));
    }

    List<Message> messages() {
        return messages;
    }
}
