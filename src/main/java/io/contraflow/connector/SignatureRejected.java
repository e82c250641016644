package io.contraflow.connector;

/** A webhook does not prove that it comes from the system it names. */
public final class SignatureRejected extends RuntimeException {
    public SignatureRejected(String message) {
        super(message);
    }
}
