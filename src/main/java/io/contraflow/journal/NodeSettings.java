package io.contraflow.journal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How several processes share one database.
 *
 * @param name what people call this process
 * @param address where people reach it, such as {@code https://node-2.example.com}; empty when nobody needs to know
 * @param heartbeat how often it says that it lives
 * @param deadAfter how long it may be silent before others take over what it had at work
 */
@ConfigurationProperties("contraflow.nodes")
record NodeSettings(
        @DefaultValue("contraflow") String name,
        @DefaultValue("") String address,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("10s") Duration deadAfter) {
    NodeSettings {
        if (deadAfter.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "contraflow.nodes.dead-after must be at least twice contraflow.nodes.heartbeat");
        }
    }
}
