package io.contraflow.flow.reconcile;

import io.contraflow.journal.DeliveryView;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one system stands to a return.
 *
 * @param role what the system is for the return's channel; null when it is nothing any more
 * @param records what the system has of the return
 * @param agreement whether it has the return as we do
 * @param words the same as a sentence
 * @param comparedAt when it was compared last; null when never
 * @param outdated whether something has happened since it was compared
 * @param waiting how many deliveries it is still owed, those that stopped among them
 * @param differences what the last comparison found that is not healed
 * @param latest what it was asked last; null when nothing was
 */
public record Standing(
        String connector,
        @Nullable String role,
        List<SystemRecord> records,
        Agreement agreement,
        String words,
        @Nullable Instant comparedAt,
        boolean outdated,
        int waiting,
        List<Disagreement> differences,
        @Nullable DeliveryView latest) {

    /**
     * Something that the system has.
     *
     * @param kind what sort of record it is, such as {@code credit-memo}
     * @param id what the system calls it
     * @param url where people see it there; null when no pattern is configured for it
     */
    public record SystemRecord(
            String kind, String id, @Nullable URI url) {}

    /**
     * What differs.
     *
     * @param sentence what differs, without personal data
     * @param ours what we have, in a few words; empty when nothing
     * @param theirs what the system has, in a few words; empty when nothing
     * @param since when it was found first
     * @param exception the exception that waits for a person; null when a person has left it so
     */
    public record Disagreement(
            DriftKind kind,
            String sentence,
            String ours,
            String theirs,
            Instant since,
            @Nullable UUID exception) {}
}
