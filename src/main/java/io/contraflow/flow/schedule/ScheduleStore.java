package io.contraflow.flow.schedule;

/** Where it stands which schedule runs when. */
enum ScheduleStore {
    /** In each process; of several nodes the one that leads runs them. */
    MEMORY,
    /** In the database, by Quartz's own cluster: any node may run the next, and what a dead node missed is made up for. */
    JDBC
}
