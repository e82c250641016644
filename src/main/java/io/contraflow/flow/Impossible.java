package io.contraflow.flow;

/** The return does not allow what was asked of it. */
public final class Impossible extends RuntimeException {
    Impossible(String message) {
        super(message);
    }
}
