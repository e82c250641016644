package io.contraflow.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a system's login may not do. A missing right stops the one operation that needs it, of which one entry at a time
 * is tried until the right is there; all else goes on.
 */
final class Rights {
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Duration longestProbe;

    Rights(Duration longestProbe) {
        this.longestProbe = longestProbe;
    }

    /** What is refused, as exceptions name it. */
    static String operation(Entry entry) {
        return entry.connector() + "/" + entry.topic();
    }

    /** Whether an entry may be tried now; marks it as the probe where only one may. */
    boolean lets(Entry entry, Instant now) {
        Gate gate = gates.get(operation(entry));
        return gate == null || gate.lets(now);
    }

    /** When an entry that may not be tried now makes sense again. */
    Instant next(Entry entry, Instant now) {
        Instant soon = now.plusSeconds(1);
        Gate gate = gates.get(operation(entry));
        Instant probe = gate == null ? soon : gate.view().notBefore();
        return probe.isBefore(soon) ? soon : probe;
    }

    /** The right is missing; answers whether that is news. */
    boolean refused(Entry entry, Instant now) {
        return gates.computeIfAbsent(operation(entry), name -> new Gate(longestProbe))
                .failed(DeliveryFailed.Kind.MISCONFIGURED, null, now);
    }

    /** It went well; answers whether the right was missing before. */
    boolean granted(Entry entry) {
        Gate gate = gates.remove(operation(entry));
        return gate != null && gate.succeeded();
    }

    /** A try told nothing about the right. */
    void undecided(Entry entry) {
        Gate gate = gates.get(operation(entry));
        if (gate != null) {
            gate.undecided();
        }
    }

    /** The right was missing before this process began. */
    void distrust(String operation) {
        gates.computeIfAbsent(operation, name -> new Gate(longestProbe)).distrust();
    }

    /** Tries all of a connector at once. */
    void probe(String connector) {
        gates.forEach((operation, gate) -> {
            if (operation.startsWith(connector + "/")) {
                gate.probe();
            }
        });
    }

    /** Operations of a connector whose right is missing. */
    List<String> missing(String connector) {
        return gates.keySet().stream()
                .filter(operation -> operation.startsWith(connector + "/"))
                .map(operation -> operation.substring(connector.length() + 1))
                .sorted()
                .toList();
    }
}
