package io.contraflow.journal;

import java.util.List;
import java.util.SortedMap;

/** The processes that work on one database, as each other sees them. */
public interface Cluster {
    /** Whether the database serves this process only, as the embedded one does. */
    boolean isAlone();

    /** All that have not been struck off, the oldest first. */
    List<ClusterNode> nodes();

    /** How many share the work, as of the last heartbeat; at least one. Asks no database. */
    int size();

    /**
     * Says what this process works by; the database is told when it changes.
     *
     * @param version of the application
     * @param configuration a short hash for each kind of file, such as {@code mappings}; neither names nor hashes have
     *     {@code =} or commas
     */
    void describe(String version, SortedMap<String, String> configuration);
}
