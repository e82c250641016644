package io.contraflow.bus;

/** What {@code contraflow.bus} can be. */
enum BusKind {
    /** The database alone; nothing is published. */
    JDBC,
    /** Canonical events are published on a Kafka topic. */
    KAFKA
}
