package io.contraflow.journal;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One try of an entry: remembers what it asks the other system to do, and stops before that when it is a rehearsal. */
public final class Attempt {
    private static final String VARIABLE = "attempt";
    private final boolean isRehearsal;
    private @Nullable Object request;
    private @Nullable Object latest;

    Attempt(boolean isRehearsal) {
        this.isRehearsal = isRehearsal;
    }

    void in(Exchange exchange) {
        exchange.setVariable(VARIABLE, this);
    }

    /** Says what a route is about to send, be it to read or to change something. */
    public static void sends(Exchange exchange, Object request) {
        Attempt attempt = exchange.getVariable(VARIABLE, Attempt.class);
        if (attempt != null) {
            attempt.latest = request;
        }
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

    /** What was sent last, also to read; null when nothing was sent. */
    @Nullable
    Object latest() {
        return latest;
    }

    /** Ends a rehearsal before its effect. */
    static final class Rehearsed extends RuntimeException {
        Rehearsed() {
            super("rehearsed", null, false, false);
        }
    }
}
