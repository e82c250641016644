package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/** Makes the document that a delivery's route receives. */
@FunctionalInterface
public interface Deliveries {
    /**
     * What is known now of the return that the delivery is about, and what was asked.
     *
     * @return null when there is no such return any more
     */
    @Nullable
    Object document(Entry delivery);
}
