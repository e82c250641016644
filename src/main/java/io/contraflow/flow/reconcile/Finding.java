package io.contraflow.flow.reconcile;

import java.time.Instant;
import java.util.UUID;

/**
 * A difference that a run found.
 *
 * @param number our number of the return
 * @param role whose system differs
 * @param ours what we have, in a few words; empty when nothing
 * @param theirs what they have, in a few words; empty when nothing
 */
public record Finding(
        UUID returnId,
        String number,
        DriftKind kind,
        String role,
        String sentence,
        String ours,
        String theirs,
        Outcome outcome,
        Instant at) {

    /** What became of it. */
    public enum Outcome {
        /** The lost step was repeated. */
        HEALED,
        /** A person must look. */
        OPENED,
        /** A person has looked at just this difference and left it as it is. */
        ACCEPTED
    }
}
