package io.contraflow.connector;

/** A webhook is not what its sender is known to send. */
public final class PayloadRejected extends RuntimeException {
    public PayloadRejected(String message) {
        super(message);
    }
}
