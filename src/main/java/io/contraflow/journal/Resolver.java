package io.contraflow.journal;

import java.util.Optional;

/** Knows which connector serves a role for a channel. */
@FunctionalInterface
public interface Resolver {
    /**
     * The connector's name.
     *
     * @return empty when the channel has nobody in that role
     */
    Optional<String> connector(String channel, String role);
}
