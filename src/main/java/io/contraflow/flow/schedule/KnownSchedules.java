package io.contraflow.flow.schedule;

import io.contraflow.journal.Cluster;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.listeners.TriggerListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Keeps from running what stands in the database and is no schedule of this node's routes: during a rolling change it is
 * one that other nodes do not have any more, or have already; afterwards it is removed.
 */
@Component
class KnownSchedules extends TriggerListenerSupport {
    private static final Logger LOG = LoggerFactory.getLogger(KnownSchedules.class);

    private final ObjectProvider<CamelContext> camel;
    private final Cluster cluster;

    KnownSchedules(ObjectProvider<CamelContext> camel, Cluster cluster) {
        this.camel = camel;
        this.cluster = cluster;
    }

    @Override
    public String getName() {
        return "known-schedules";
    }

    @Override
    public boolean vetoJobExecution(Trigger trigger, JobExecutionContext run) {
        JobKey job = trigger.getJobKey();
        if (isKnown(job)) {
            return false;
        }
        if (allNodesAgree()) {
            remove(job, run);
        }
        return true;
    }

    private boolean allNodesAgree() {
        return cluster.nodes().stream()
                        .map(node -> node.version() + node.configuration())
                        .distinct()
                        .count()
                <= 1;
    }

    private boolean isKnown(JobKey job) {
        TriggerKey sameName = new TriggerKey(job.getName(), job.getGroup());
        return camel.getObject().getRoutes().stream()
                .anyMatch(route -> route.getEndpoint() instanceof QuartzEndpoint endpoint
                        && endpoint.getTriggerKey().equals(sameName));
    }

    private static void remove(JobKey job, JobExecutionContext run) {
        try {
            run.getScheduler().deleteJob(job);
            LOG.info("schedule {} is no more in any node's routes; it is removed from the database", job.getName());
        } catch (SchedulerException e) {
            LOG.debug("schedule {} could not be removed; it is tried again at its next time", job.getName(), e);
        }
    }
}
