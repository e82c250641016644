package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/** An event could not be stored; whoever sent it must send it again. */
public final class CannotStore extends RuntimeException {
    public CannotStore(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
