package io.contraflow.flow.schedule;

import io.contraflow.journal.Leadership;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;
import org.springframework.stereotype.Component;

/**
 * Lets a schedule that each node has in memory run on one node of a cluster only, the one that leads; when that dies another
 * takes over. What a person asks for runs where it was asked.
 */
@Component
class OncePerCluster extends TriggerListenerSupport {
    /** How Quartz names the triggers that it makes for what is asked for by hand. */
    private static final String BY_HAND = "MT_";

    private final Leadership leadership;

    OncePerCluster(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public String getName() {
        return "once-per-cluster";
    }

    @Override
    public boolean vetoJobExecution(Trigger trigger, JobExecutionContext run) {
        return !leadership.isLeader() && !trigger.getKey().getName().startsWith(BY_HAND);
    }
}
