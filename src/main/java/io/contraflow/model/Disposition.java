package io.contraflow.model;

/** What becomes of a returned piece. */
public enum Disposition {
    /** Back into sellable stock. */
    RESTOCK,
    /** Not sellable; taken out of the books. */
    WRITE_OFF,
    /** A person must look at it, for example another item than announced. */
    REVIEW,
    /** Announced but not in the parcel. */
    NOT_RECEIVED
}
