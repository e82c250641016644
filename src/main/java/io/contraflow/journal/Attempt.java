package io.contraflow.journal;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One try of an entry: remembers what it asks the other system to do, and stops before that when it is a rehearsal. */
public final class Attempt {
    private static final String VARIABLE = "attempt";
    private final boolean isRehearsal;
    private @Nullable Object request;

    Attempt(boolean isRehearsal) {
        this.isRehearsal = isRehearsal;
    }

    void in(Exchange exchange) {
        exchange.setVariable(VARIABLE, this);
    }

    /**
     * Says that a route is about to change something in another system.
     *
     * @param request what it is about to ask, as a document
     * @throws Rehearsed if nothing may be changed, because this is a rehearsal
     */
    public static void asks(Exchange exchange, Object request) {
        Attempt attempt = exchange.getVariable(VARIABLE, Attempt.class);
        if (attempt == null) {
            return;
        }
        attempt.request = request;
        if (attempt.isRehearsal) {
            throw new Rehearsed();
        }
    }

    /** What was asked last; null when nothing was asked. */
    @Nullable
    Object request() {
        return request;
    }

    /** Ends a rehearsal before its effect. */
    static final class Rehearsed extends RuntimeException {
        Rehearsed() {
            super("rehearsed", null, false, false);
        }
    }
}
