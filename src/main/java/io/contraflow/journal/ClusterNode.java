package io.contraflow.journal;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A process that works on the database. Times are the database's.
 *
 * @param id higher than those of all that began before
 * @param address where people reach it; null when no setting says so
 * @param since when it began, or was taken up anew after a silence
 * @param seenAt when it said last that it lives
 * @param isSilent whether it has missed more than one heartbeat; it is not struck off yet
 * @param leads whether it is the oldest, which does what only one does
 * @param isHere whether it is the process that was asked
 * @param version of the application; null before it has said so
 * @param configuration a short hash for each kind of file; empty before it has said so
 * @param configuredAt since when version and configuration are these; null before it has said so
 */
public record ClusterNode(
        long id,
        String name,
        @Nullable String address,
        Instant since,
        Instant seenAt,
        boolean isSilent,
        boolean leads,
        boolean isHere,
        @Nullable String version,
        SortedMap<String, String> configuration,
        @Nullable Instant configuredAt) {}
