package io.contraflow.bus;

/** What lies in a topic of ours and is nothing that we wrote; the message says why and holds nothing of its content. */
final class UnreadableRecord extends RuntimeException {
    UnreadableRecord(String message) {
        super(message);
    }
}
