package io.contraflow.model;

/** Where the damage or defect of a piece comes from, as far as the inspector could tell. */
public enum Fault {
    /** Made or supplied that way: the supplier answers for it. */
    MANUFACTURING,
    /** Broken on the way: the carrier answers for it. */
    TRANSPORT,
    /** Worn or broken by use: nobody but the customer can answer for it. */
    USE,
    /** Nothing is wrong with it. */
    NONE;

    /** Whether the customer cannot have caused it, so that nothing is kept for it. */
    public boolean isOthers() {
        return this == MANUFACTURING || this == TRANSPORT;
    }
}
