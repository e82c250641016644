package io.contraflow.journal;

/** Whether this process does what only one of a cluster does. */
public interface Leadership {
    /** Whether it leads now; at no time does more than one. A process that is alone on its database always does. */
    boolean isLeader();
}
