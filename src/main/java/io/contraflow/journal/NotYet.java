package io.contraflow.journal;

/** A step that came too early: what it needs will be there in a while. No fault of the system it calls. */
public final class NotYet extends RuntimeException {
    public NotYet(String message) {
        super(message);
    }
}
