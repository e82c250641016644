package io.contraflow.model;

/**
 * Something that was said about a return and is kept for ever, beyond what its decision, label, pieces and money tell.
 * A fact counts once, whenever and however often it is reported.
 */
public enum Fact {
    /** Somebody accepted the return: a person here, or the shop's staff. */
    ACCEPTED,
    /** Somebody refused the return. */
    REFUSED,
    /** The customer has a label. */
    LABELLED,
    /** The carrier saw the parcel. */
    MOVED,
    /** Somebody called the return off. */
    CALLED_OFF,
    /** The time to send the goods ran out. */
    RAN_OUT
}
