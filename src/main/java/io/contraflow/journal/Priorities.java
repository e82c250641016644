package io.contraflow.journal;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which deliveries go first where many wait for one connector.
 *
 * @param priorities by operation, 0 first and 9 last
 */
@ConfigurationProperties("contraflow")
record Priorities(Map<String, Integer> priorities) {
    private static final int USUAL = 5;

    @SuppressWarnings("NullAway") // Left out when no operation is named.
    Priorities {
        priorities = priorities == null ? Map.of() : Map.copyOf(priorities);
    }

    int of(String operation) {
        return priorities.getOrDefault(operation, USUAL);
    }
}
