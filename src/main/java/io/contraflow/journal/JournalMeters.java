package io.contraflow.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * What the journal does, in figures; docs/metrics.md lists them. Tags are names of the configuration and of routes, never
 * of returns.
 */
@Component
class JournalMeters {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final QueueSample sample;
    private final Traffic traffic;
    private final Tries tries;
    private final Clock clock;

    JournalMeters(MeterRegistry registry, QueueSample sample, Traffic traffic, Tries tries, Nodes nodes, Clock clock) {
        this.registry = registry;
        this.sample = sample;
        this.traffic = traffic;
        this.tries = tries;
        this.clock = clock;
        Gauge.builder("contraflow.node.leader", nodes, here -> here.isLeader() ? 1 : 0)
                .description("1 on the node that leads")
                .register(registry);
        Gauge.builder("contraflow.nodes.alive", sample, QueueSample::nodes)
                .description("Nodes that say that they live")
                .register(registry);
    }

    /** How an entry's try ended. */
    enum Outcome {
        DONE,
        /** Is tried again. */
        LATER,
        /** Waits for something outside. */
        PARKED,
        DEAD;

        private final String tag = name().toLowerCase(Locale.ROOT);

        /** As metrics and traces say it. */
        String tag() {
            return tag;
        }
    }

    void accepted(String connector) {
        traffic.cameIn();
        registry.counter("contraflow.events.accepted", "connector", connector).increment();
    }

    /** @param began {@link System#nanoTime} of the begin of the try */
    void tried(boolean isDelivery, Entry entry, Outcome outcome, long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (isDelivery) {
            tries.tried(entry.connector(), took, outcome != Outcome.DONE);
            registry.timer(
                            "contraflow.deliveries",
                            "connector",
                            entry.connector(),
                            "operation",
                            entry.topic(),
                            "outcome",
                            outcome.tag)
                    .record(took);
        } else {
            registry.timer("contraflow.events", "connector", entry.connector(), "outcome", outcome.tag)
                    .record(took);
        }
        if (isDelivery && outcome == Outcome.DONE) {
            traffic.wentOut();
            Timer.builder("contraflow.deliveries.latency")
                    .description("From the decision to deliver until it was done, waits and tries included")
                    .tag("connector", entry.connector())
                    .serviceLevelObjectives(LATENCIES)
                    .register(registry)
                    .record(Duration.between(entry.at(), clock.instant()));
        }
    }

    /** @param error how a delivery failed, in words without payload */
    void failed(Entry entry, String error) {
        tries.failed(entry, error);
    }

    /** Shows the queue of a connector from now on. */
    void watch(JournalTable table, String connector) {
        for (EntryState state : QueueSample.OPEN) {
            Gauge.builder("contraflow.queue.entries", () -> sample.entries(table.name(), connector, state))
                    .description("Entries that are not done")
                    .tags(
                            "queue",
                            table.name(),
                            "connector",
                            connector,
                            "state",
                            state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("contraflow.queue.oldest", () -> sample.oldestSeconds(table.name(), connector))
                .description("Age of the oldest entry that waits for its turn")
                .baseUnit("seconds")
                .tags("queue", table.name(), "connector", connector)
                .register(registry);
    }

    /** Shows how deliveries to a connector stand on this node, one state of which is 1. */
    void watch(String connector, Gate gate) {
        for (Gate.State state : Gate.State.values()) {
            Gauge.builder("contraflow.connector.state", gate, it -> isIn(it.view(), state) ? 1 : 0)
                    .description("1 for the state that the connector is in, on this node")
                    .tags("connector", connector, "state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("contraflow.connector.state", gate, it -> it.view().paused() ? 1 : 0)
                .tags("connector", connector, "state", "paused")
                .register(registry);
    }

    private static boolean isIn(Gate.View view, Gate.State state) {
        return !view.paused() && view.state() == state;
    }
}
