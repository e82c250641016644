package io.contraflow.flow.schedule;

import io.contraflow.journal.Cluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerListener;
import org.quartz.spi.OperableTrigger;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Camel's {@code quartz:}, where each run of a schedule takes place on one node of a cluster. An endpoint says with
 * {@code missed}, either {@code catch-up} (the default) or {@code skip}, what becomes of a run that no node could begin in
 * time; which only a store in the database can know.
 */
@Component("quartz-component")
class ScheduleComponent extends QuartzComponent {
    /** A run that begins so many milliseconds late was not missed. */
    private static final String LATE_MILLIS = "5000";

    private static final String DATABASE = "contraflow";

    private final ScheduleSettings settings;
    private final TriggerListener gatekeeper;

    ScheduleComponent(
            ScheduleSettings settings,
            Cluster cluster,
            DataSource database,
            OncePerCluster once,
            KnownSchedules known) {
        this.settings = settings;
        this.gatekeeper = isStored() ? known : once;
        if (isStored()) {
            if (cluster.isAlone()) {
                throw new IllegalStateException(
                        "contraflow.schedules.store is jdbc, which needs PostgreSQL; the embedded"
                                + " database serves one process, so set it to memory (CONTRAFLOW_SCHEDULES_STORE)");
            }
            DBConnectionManager.getInstance().addConnectionProvider(DATABASE, new Connections(database));
            setPrefixInstanceName(false);
            setAutoStartScheduler(false);
        }
        setProperties(properties());
    }

    private boolean isStored() {
        return settings.store() == ScheduleStore.JDBC;
    }

    private Map<String, String> properties() {
        Map<String, String> all = new HashMap<>();
        all.put("org.quartz.scheduler.instanceName", "schedules");
        all.put("org.quartz.threadPool.threadCount", Integer.toString(settings.threads()));
        if (isStored()) {
            String store = "org.quartz.jobStore.";
            all.put("org.quartz.scheduler.instanceId", "AUTO");
            all.put(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
            all.put(store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
            all.put(store + "dataSource", DATABASE);
            all.put(store + "useProperties", "true");
            all.put(store + "isClustered", "true");
            all.put(
                    store + "clusterCheckinInterval",
                    Long.toString(settings.checkIn().toMillis()));
            all.put(store + "misfireThreshold", LATE_MILLIS);
            // When the database is away it is asked again after this time.
            all.put("org.quartz.scheduler.dbFailureRetryInterval", "1000");
        }
        return all;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String word = getAndRemoveParameter(parameters, "missed", String.class, Missed.CATCH_UP.word());
        Missed missed = Missed.of(word, uri);
        QuartzEndpoint endpoint = (QuartzEndpoint) super.createEndpoint(uri, remaining, parameters);
        Map<String, Object> trigger = new HashMap<>(endpoint.getTriggerParameters());
        trigger.putIfAbsent("misfireInstruction", missed.instruction(endpoint.getCron() != null));
        endpoint.setTriggerParameters(trigger);
        endpoint.setRecoverableJob(isStored() && missed == Missed.CATCH_UP);
        return endpoint;
    }

    @Override
    protected void doStartScheduler() throws Exception {
        getScheduler().getListenerManager().addTriggerListener(gatekeeper);
        if (isStored()) {
            for (Route route : getCamelContext().getRoutes()) {
                if (route.getEndpoint() instanceof QuartzEndpoint endpoint && endpoint.getComponent() == this) {
                    renew(endpoint);
                }
            }
        }
        super.doStartScheduler();
    }

    /** What is stored keeps what a route said about missed runs when it was first stored; Camel renews the rhythm alone. */
    private void renew(QuartzEndpoint endpoint) throws SchedulerException {
        Scheduler scheduler = getScheduler();
        int wanted = missed(endpoint).instruction(endpoint.getCron() != null);
        if (scheduler.getTrigger(endpoint.getTriggerKey()) instanceof OperableTrigger stored
                && stored.getMisfireInstruction() != wanted) {
            JobDetail job = scheduler.getJobDetail(stored.getJobKey());
            scheduler.addJob(
                    job.getJobBuilder()
                            .requestRecovery(endpoint.isRecoverableJob())
                            .build(),
                    true,
                    true);
            stored.setMisfireInstruction(wanted);
            stored.setStartTime(new Date());
            scheduler.rescheduleJob(stored.getKey(), stored);
        }
    }

    private static Missed missed(QuartzEndpoint endpoint) {
        return endpoint.isRecoverableJob() ? Missed.CATCH_UP : Missed.SKIP;
    }

    /** Not earlier: a run that finds no routes, or a journal that has not begun, would count as done. */
    @EventListener
    void ready(AvailabilityChangeEvent<ReadinessState> change) throws SchedulerException {
        Scheduler scheduler = getScheduler();
        if (isStored() && change.getState() == ReadinessState.ACCEPTING_TRAFFIC && scheduler != null) {
            scheduler.start();
        }
    }

    /** Before the routes stop, for a run that finds none of them would count as done; other nodes take over what is due. */
    @EventListener(ContextClosedEvent.class)
    void closing() throws SchedulerException {
        Scheduler scheduler = getScheduler();
        if (isStored() && scheduler != null && !scheduler.isShutdown()) {
            scheduler.standby();
        }
    }

    /** Lets Quartz use the connections that the rest of the application uses. */
    private record Connections(DataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void shutdown() {
            // The pool is not Quartz's to close.
        }

        @Override
        public void initialize() {
            // The pool is there already.
        }
    }
}
