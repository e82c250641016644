package io.contraflow.journal;

/** Where an entry of the inbox or outbox stands. */
public enum EntryState {
    /** To be done, now or at its due time. */
    WAITING,
    /** Held until something outside changes; has an open exception. */
    PARKED,
    /** Done. */
    DONE,
    /** Ran out of tries or was refused; has an open exception. */
    DEAD,
    /** Ended by a person. */
    RESOLVED;

    /** Whether it is still owed. */
    public boolean isOpen() {
        return this == WAITING || this == PARKED || this == DEAD;
    }
}
