package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/** Another node has taken over what this one was at work on; how this try ended must not be recorded. */
final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClaimLost(String what) {
        super(what + " was taken over by another node");
    }

    /** The one that a failure comes from; null when it comes from something else. */
    static @Nullable ClaimLost in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClaimLost lost) {
                return lost;
            }
        }
        return null;
    }
}
