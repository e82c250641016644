package io.contraflow.flow.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** All routes that begin by the clock. */
@Component
public class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    private static final String INBOX = "inbox:";
    private static final Set<Trigger.TriggerState> WAITING_FOR_NOTHING =
            Set.of(Trigger.TriggerState.NONE, Trigger.TriggerState.PAUSED, Trigger.TriggerState.ERROR);

    private final CamelContext camel;
    private final ScheduleRuns runs;

    Schedules(CamelContext camel, ScheduleRuns runs) {
        this.camel = camel;
        this.runs = runs;
    }

    /** All of them, by id. */
    public List<Schedule> list() {
        return byTheClock()
                .map(this::view)
                .sorted(Comparator.comparing(Schedule::id))
                .toList();
    }

    /**
     * Lets one run at once, beside its usual rhythm; one that must not overlap runs when it has ended.
     *
     * @return it, as it was before; empty when there is none of that id
     * @throws IllegalStateException if it is not scheduled
     */
    public Optional<Schedule> run(String id, String who) {
        return byTheClock()
                .filter(route -> route.getId().equals(id))
                .findFirst()
                .map(route -> {
                    Schedule before = view(route);
                    Trigger trigger = trigger(endpoint(route));
                    if (trigger == null) {
                        throw new IllegalStateException("schedule " + id + " is not scheduled; start its route first");
                    }
                    try {
                        scheduler(endpoint(route)).triggerJob(trigger.getJobKey(), trigger.getJobDataMap());
                    } catch (SchedulerException e) {
                        throw new IllegalStateException("schedule " + id + " could not be run", e);
                    }
                    LOG.info("schedule {} is run now, for {}", id, who);
                    return before;
                });
    }

    private Stream<Route> byTheClock() {
        return camel.getRoutes().stream().filter(route -> route.getEndpoint() instanceof QuartzEndpoint);
    }

    private static QuartzEndpoint endpoint(Route route) {
        return (QuartzEndpoint) route.getEndpoint();
    }

    private Schedule view(Route route) {
        QuartzEndpoint endpoint = endpoint(route);
        runs.know(route.getId());
        Trigger trigger = trigger(endpoint);
        return new Schedule(
                route.getId(),
                route.getDescription(),
                rhythm(trigger),
                trigger == null ? null : gap(trigger),
                trigger == null ? null : next(trigger),
                feeds(route.getId()),
                runs.of(route.getId()));
    }

    private static String rhythm(@Nullable Trigger trigger) {
        if (trigger instanceof CronTrigger cron) {
            return cron.getCronExpression();
        }
        return trigger instanceof SimpleTrigger simple
                ? "every " + Duration.ofMillis(simple.getRepeatInterval())
                : "never";
    }

    private static @Nullable Instant next(Trigger trigger) {
        Date next = trigger.getNextFireTime();
        return next == null ? null : next.toInstant();
    }

    private static @Nullable Duration gap(Trigger trigger) {
        if (trigger instanceof SimpleTrigger simple) {
            return Duration.ofMillis(simple.getRepeatInterval());
        }
        Date next = trigger.getNextFireTime();
        Date afterwards = next == null ? null : trigger.getFireTimeAfter(next);
        return afterwards == null ? null : Duration.between(next.toInstant(), afterwards.toInstant());
    }

    /** What will fire; null when the route is stopped, or its trigger broke. */
    private static @Nullable Trigger trigger(QuartzEndpoint endpoint) {
        try {
            Trigger.TriggerState state = scheduler(endpoint).getTriggerState(endpoint.getTriggerKey());
            return WAITING_FOR_NOTHING.contains(state)
                    ? null
                    : scheduler(endpoint).getTrigger(endpoint.getTriggerKey());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scheduler scheduler(QuartzEndpoint endpoint) {
        return endpoint.getComponent().getScheduler();
    }

    private @Nullable String feeds(String routeId) {
        RouteDefinition route = ((ModelCamelContext) camel).getRouteDefinition(routeId);
        return route == null
                ? null
                : steps(route.getOutputs())
                        .filter(ToDefinition.class::isInstance)
                        .map(step -> ((ToDefinition) step).getEndpointUri())
                        .filter(uri -> uri.startsWith(INBOX))
                        .map(uri -> filledIn(uri.substring(INBOX.length()), route))
                        .findFirst()
                        .orElse(null);
    }

    private static String filledIn(String text, RouteDefinition route) {
        String filled = text;
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters != null) {
            for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                filled = filled.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
            }
        }
        return filled;
    }

    private static Stream<ProcessorDefinition<?>> steps(Collection<ProcessorDefinition<?>> steps) {
        return steps.stream().flatMap(step -> Stream.concat(Stream.of(step), steps(step.getOutputs())));
    }
}
