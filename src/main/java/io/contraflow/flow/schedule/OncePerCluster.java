package io.contraflow.flow.schedule;

import io.contraflow.journal.Leadership;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;
import org.springframework.stereotype.Component;

/**
 * Lets a schedule run on one node of a cluster only, the one that leads; when that dies another takes over. A schedule that
 * says so in its trigger's description runs on every node, and what a person asks for runs where it was asked.
 */
@Component
class OncePerCluster extends TriggerListenerSupport {
    /** Description of a trigger that fires on every node, such as that of reading the node's own files. */
    static final String EVERY_NODE = "on every node";
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
        boolean runs = leadership.isLeader()
                || EVERY_NODE.equals(trigger.getDescription())
                || trigger.getKey().getName().startsWith(BY_HAND);
        return !runs;
    }

    /** Begins to look at what a scheduler would run; a second time changes nothing. */
    void listenTo(Scheduler scheduler) {
        try {
            scheduler.getListenerManager().addTriggerListener(this);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler takes no listener", e);
        }
    }
}
