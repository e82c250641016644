package io.contraflow.access;

/** A user or token cannot be made or changed so; the message names the field and says why. */
public final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPossible(String message) {
        super(message);
    }
}
