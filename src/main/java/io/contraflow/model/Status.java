package io.contraflow.model;

/** Where a return stands; the order of the first ten is the order of its way. */
public enum Status {
    REQUESTED,
    IN_REVIEW,
    APPROVED,
    LABEL_ISSUED,
    IN_TRANSIT,
    RECEIVED,
    INSPECTED,
    RESOLVING,
    RESOLVED,
    CLOSED,
    DECLINED,
    CANCELLED,
    EXPIRED;

    /** Whether the return ended without goods and money changing hands. */
    public boolean isSideExit() {
        return this == DECLINED || this == CANCELLED || this == EXPIRED;
    }

    /** Whether nothing more is expected to happen. */
    public boolean isFinal() {
        return isSideExit() || this == CLOSED;
    }
}
