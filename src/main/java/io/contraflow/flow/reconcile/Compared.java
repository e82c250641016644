package io.contraflow.flow.reconcile;

import io.contraflow.model.Role;
import java.time.Instant;
import java.util.UUID;

/** The last time that a return was compared with the system of a role. */
record Compared(Role role, UUID run, Outcome outcome, Instant at) {

    /** What could be compared. */
    enum Outcome {
        /** All that the system says of the return. */
        READ,
        /** Nothing, because the system has nothing of the return. */
        NOTHING,
        /** Nothing, because the system did not answer. */
        UNREAD
    }
}
