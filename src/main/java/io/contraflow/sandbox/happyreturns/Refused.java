package io.contraflow.sandbox.happyreturns;

import io.contraflow.sandbox.Answer;
import java.util.Map;

/** A request that is declined. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Answer answer() {
        return Answer.json(status, Map.of("ErrorMessage", String.valueOf(getMessage())));
    }
}
