package io.contraflow.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which new deliveries of a connector were given to this node. Others leave them to it while they are fresh; then any node takes
 * them, so that none waits for a node that died or never heard of it.
 */
final class Fresh {
    /** How long a new delivery is left to the node that it was given to. */
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final int MOST_AT_ONCE = 500;

    private final Map<UUID, Instant> given = new ConcurrentHashMap<>();

    void give(UUID delivery, Instant now) {
        given.put(delivery, now);
    }

    /** Those that are still fresh; the others are forgotten, for anybody takes them. */
    List<UUID> given(Instant now) {
        given.values().removeIf(since -> since.isBefore(now.minus(GRACE)));
        return given.keySet().stream().limit(MOST_AT_ONCE).toList();
    }

    void taken(List<Entry> entries) {
        entries.forEach(entry -> given.remove(UUID.fromString(entry.key())));
    }
}
