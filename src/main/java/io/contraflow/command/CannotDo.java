package io.contraflow.command;

/** A command cannot be carried out; the message says why and what to do. */
final class CannotDo extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotDo(String message) {
        super(message);
    }
}
