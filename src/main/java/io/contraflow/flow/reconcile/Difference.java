package io.contraflow.flow.reconcile;

import io.contraflow.model.Role;
import org.jspecify.annotations.Nullable;

/**
 * One difference between us and a system.
 *
 * @param role whose system differs
 * @param sentence what differs, without personal data
 * @param ours what we have, in a few words; empty when nothing
 * @param theirs what they have, in a few words; empty when nothing
 * @param remedy what heals it; null when a person must look
 */
record Difference(
        DriftKind kind,
        Role role,
        String sentence,
        String ours,
        String theirs,
        @Nullable Remedy remedy) {

    static Difference of(DriftKind kind, Role role, String sentence, String ours, String theirs) {
        return new Difference(kind, role, sentence, ours, theirs, null);
    }

    Difference healedBy(Remedy healing) {
        return new Difference(kind, role, sentence, ours, theirs, healing);
    }

    Difference healedBy(String operation, java.util.Map<String, ?> args) {
        return healedBy(new Remedy.Replay(role.key(), operation, args));
    }
}
