package io.contraflow.sandbox;

import java.util.Optional;

/** What happens to returned parcels in the physical world; each step acts on the newest return that it fits. */
public interface Parcels {
    /** Whether a return was there to be dropped off. */
    boolean dropOff(String orderName);

    /** The time to bring the newest parcel of that order away runs out. */
    boolean expire(String orderName);

    /** Whether a dropped-off return was there to be received. */
    boolean receive(String orderName);

    /**
     * Whether a received return was there to be graded.
     *
     * @param condition {@code sellable}, {@code damaged}, {@code wrong-item} or {@code missing}; several joined by commas
     *     are those of the pieces one after the other, and the last is that of all further ones
     */
    boolean grade(String orderName, String condition);

    /** The newest return of the order. */
    Optional<Parcel> find(String orderName);

    /**
     * A return as the carrier sees it.
     *
     * @param status the carrier's word for where it is
     */
    record Parcel(String id, String status) {}
}
