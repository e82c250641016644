package io.contraflow.flow.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.contraflow.database.TestDatabase;
import io.contraflow.journal.Cluster;
import io.contraflow.journal.ClusterNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules that stand in a real PostgreSQL database, as one node after the other runs them. */
class StoredSchedulesTest {
    private static final String NIGHTLY = "cron=0+0+3+*+*+?";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final OtherNodes nodes = new OtherNodes();
    private DataSource database;
    private JdbcClient db;

    @BeforeEach
    void begin() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.server().newDatabase());
        source.setUser("postgres");
        database = source;
        Flyway.configure().dataSource(database).load().migrate();
        db = JdbcClient.create(database);
    }

    @Test
    void whatWasMissedWhileNoNodeLivedIsMadeUpForOnceOrSkippedAsItsRouteSays() throws Exception {
        run(
                () -> {},
                "quartz:default?" + NIGHTLY,
                "quartz:caught-up?missed=catch-up&" + NIGHTLY,
                "quartz:skipped?missed=skip&" + NIGHTLY);
        assertThat(runs).as("before their time").isEmpty();
        missRun("default");
        missRun("caught-up");
        missRun("skipped");

        run(
                () -> {
                    await().atMost(SOON).until(() -> runs("default") == 1 && runs("caught-up") == 1);
                    await().atMost(SOON).until(() -> nextRun("skipped").isAfter(Instant.now()));
                },
                "quartz:default?" + NIGHTLY,
                "quartz:caught-up?missed=catch-up&" + NIGHTLY,
                "quartz:skipped?missed=skip&" + NIGHTLY);

        assertThat(runs("default")).isEqualTo(1);
        assertThat(runs("skipped")).isZero();
        assertThat(nextRun("default")).isAfter(Instant.now());
    }

    @Test
    void anIntervalThatWasMissedManyTimesRunsOnceAndThenInItsRhythm() throws Exception {
        run(() -> {}, "quartz:hourly?trigger.repeatInterval=3600000&trigger.repeatCount=-1&triggerStartDelay=3600000");
        missRun("hourly");

        run(
                () -> await().atMost(SOON).until(() -> runs("hourly") == 1),
                "quartz:hourly?trigger.repeatInterval=3600000&trigger.repeatCount=-1&triggerStartDelay=3600000");

        assertThat(nextRun("hourly")).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
    }

    @Test
    void aRouteThatSaysOtherwiseThanBeforeIsHeeded() throws Exception {
        run(() -> {}, "quartz:changed?" + NIGHTLY);
        run(() -> {}, "quartz:changed?missed=skip&" + NIGHTLY);
        assertThat(runs).as("a change is no reason to run").isEmpty();
        assertThat(db.sql("select requests_recovery from qrtz_job_details")
                        .query(Boolean.class)
                        .single())
                .isFalse();
        missRun("changed");

        run(
                () -> await().atMost(SOON).until(() -> nextRun("changed").isAfter(Instant.now())),
                "quartz:changed?missed=skip&" + NIGHTLY);

        assertThat(runs).isEmpty();
    }

    @Test
    void whatANodeThatDiedHadAtWorkIsRunAgainByAnother() throws Exception {
        run(() -> {}, "quartz:cut-off?" + NIGHTLY, "quartz:let-go?missed=skip&" + NIGHTLY);
        deadNodeRuns("cut-off", true);
        deadNodeRuns("let-go", false);

        run(
                () -> {
                    await().atMost(SOON).until(() -> runs("cut-off") == 1);
                    await().atMost(SOON).until(() -> firedBy("dead") == 0);
                },
                "quartz:cut-off?" + NIGHTLY,
                "quartz:let-go?missed=skip&" + NIGHTLY);

        assertThat(runs("let-go")).isZero();
    }

    @Test
    void aScheduleThatNoNodeHasAnyMoreIsRemovedWhenAllNodesAgree() throws Exception {
        run(() -> {}, "quartz:former?" + NIGHTLY);
        nodes.versions = List.of("2", "1");
        missRun("former");

        run(
                () -> await().atMost(SOON).until(() -> nextRun("former").isAfter(Instant.now())),
                "quartz:other?" + NIGHTLY);
        assertThat(stored()).as("an old node may still have it").contains("former");

        nodes.versions = List.of("2", "2");
        missRun("former");
        run(() -> await().atMost(SOON).until(() -> !stored().contains("former")), "quartz:other?" + NIGHTLY);
        assertThat(stored()).containsExactly("other");
        assertThat(runs).isEmpty();
    }

    @Test
    void aRouteThatAsksForSomethingElseIsRefusedWithTheWordsThatThereAre() {
        assertThatThrownBy(() -> run(() -> {}, "quartz:odd?missed=perhaps&" + NIGHTLY))
                .isInstanceOf(FailedToCreateRouteException.class)
                .rootCause()
                .hasMessageContaining("missed is perhaps; it must be catch-up or skip");
    }

    @Test
    void theEmbeddedDatabaseIsRefused() {
        nodes.alone = true;

        assertThatThrownBy(() -> component(new DefaultCamelContext()))
                .hasMessageContaining("contraflow.schedules.store is jdbc, which needs PostgreSQL")
                .hasMessageContaining("CONTRAFLOW_SCHEDULES_STORE");
    }

    /** One node from its start to its stop. */
    private void run(Runnable meanwhile, String... schedules) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getCamelContextExtension().setName("contraflow");
            ScheduleComponent component = component(camel);
            camel.addComponent("quartz", component);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String schedule : schedules) {
                        String name = schedule.substring("quartz:".length(), schedule.indexOf('?'));
                        from(schedule).routeId(name).process(run -> runs.computeIfAbsent(
                                        name, any -> new AtomicInteger())
                                .incrementAndGet());
                    }
                }
            });
            camel.start();
            component.ready(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
            meanwhile.run();
            component.closing();
        }
    }

    private ScheduleComponent component(CamelContext camel) {
        ObjectProvider<CamelContext> later = new ObjectProvider<>() {
            @Override
            public CamelContext getObject() {
                return camel;
            }
        };
        return new ScheduleComponent(
                new ScheduleSettings(ScheduleStore.JDBC, Duration.ofMillis(500), 2),
                nodes,
                database,
                new OncePerCluster(() -> true),
                new KnownSchedules(later, nodes));
    }

    private int runs(String schedule) {
        AtomicInteger count = runs.get(schedule);
        return count == null ? 0 : count.get();
    }

    private List<String> stored() {
        return db.sql("select job_name from qrtz_job_details")
                .query(String.class)
                .list();
    }

    private Instant nextRun(String schedule) {
        return Instant.ofEpochMilli(db.sql("select next_fire_time from qrtz_triggers where trigger_name = :name")
                .param("name", schedule)
                .query(Long.class)
                .single());
    }

    /** As after three hours without any node. */
    private void missRun(String schedule) {
        db.sql("update qrtz_triggers set next_fire_time = :at, start_time = :at where trigger_name = :name")
                .param("at", Instant.now().minus(Duration.ofHours(3)).toEpochMilli())
                .param("name", schedule)
                .update();
    }

    private void deadNodeRuns(String schedule, boolean recovers) {
        long minuteAgo = Instant.now().minus(Duration.ofMinutes(1)).toEpochMilli();
        db.sql("insert into qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)"
                        + " values ('schedules', 'dead', :at, 500) on conflict do nothing")
                .param("at", minuteAgo)
                .update();
        db.sql(
                        "insert into qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,"
                                + " fired_time, sched_time, priority, state, job_name, job_group, is_nonconcurrent, requests_recovery)"
                                + " select sched_name, 'dead-' || trigger_name, trigger_name, trigger_group, 'dead', :at, :at, 5,"
                                + " 'EXECUTING', job_name, job_group, false, :recovers from qrtz_triggers where trigger_name = :name")
                .param("at", minuteAgo)
                .param("recovers", recovers)
                .param("name", schedule)
                .update();
    }

    private int firedBy(String node) {
        return db.sql("select count(*) from qrtz_fired_triggers where instance_name = :node")
                .param("node", node)
                .query(Integer.class)
                .single();
    }

    /** The nodes of a cluster, by what version they say they have. */
    private static final class OtherNodes implements Cluster {
        private List<String> versions = List.of("1");
        private boolean alone;

        @Override
        public boolean isAlone() {
            return alone;
        }

        @Override
        public List<ClusterNode> nodes() {
            return IntStream.range(0, versions.size())
                    .mapToObj(id -> new ClusterNode(
                            id,
                            "node-" + id,
                            null,
                            Instant.EPOCH,
                            Instant.EPOCH,
                            false,
                            id == 0,
                            id == 0,
                            versions.get(id),
                            new TreeMap<>(),
                            null))
                    .toList();
        }

        @Override
        public int size() {
            return versions.size();
        }

        @Override
        public void describe(String version, SortedMap<String, String> configuration) {
            throw new UnsupportedOperationException();
        }
    }
}
