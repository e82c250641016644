package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/** Hears how deliveries end, inside the transaction that records it. */
public interface DeliveryListener {
    /**
     * A delivery went through.
     *
     * @param answer what its route ended with; null when nothing
     */
    void delivered(Entry delivery, @Nullable Object answer);

    /** A person ended a delivery that had stopped; it is not owed any more. */
    void skipped(Entry delivery, String why);

    /** A delivery was refused, ran out of tries or waits for something outside; an exception is open. */
    void stopped(Entry delivery, String why);
}
