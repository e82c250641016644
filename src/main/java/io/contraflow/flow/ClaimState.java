package io.contraflow.flow;

import java.util.Set;

/** How far a claim is. */
public enum ClaimState {
    /** Nobody has claimed it yet. */
    OPEN,
    /** The other side has it. */
    SENT,
    /** The other side pays. */
    ACCEPTED,
    /** The other side does not pay. */
    REFUSED,
    /** Paid, or given up. */
    CLOSED;

    /** The states that may come next. */
    public Set<ClaimState> next() {
        return switch (this) {
            case OPEN -> Set.of(SENT, CLOSED);
            case SENT -> Set.of(ACCEPTED, REFUSED, CLOSED);
            case ACCEPTED, REFUSED -> Set.of(CLOSED);
            case CLOSED -> Set.of();
        };
    }
}
