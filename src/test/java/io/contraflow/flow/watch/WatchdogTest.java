package io.contraflow.flow.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.contraflow.connector.Connectors;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.NodeList;
import io.contraflow.flow.RefundClocks;
import io.contraflow.flow.schedule.Schedules;
import io.contraflow.journal.Cluster;
import io.contraflow.journal.ClusterNode;
import io.contraflow.journal.JournalReader;
import io.contraflow.journal.Leadership;
import io.contraflow.model.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RoutePolicyFactory;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class WatchdogTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final WatchSettings SETTINGS = new WatchSettings(
            Map.of(Status.APPROVED, Duration.ofHours(4), Status.LABEL_ISSUED, Duration.ofDays(30)),
            Map.of("default", Duration.ofHours(1), "issue-refund", Duration.ofMinutes(15)),
            new WatchSettings.Queue(3, 2),
            Duration.ofMinutes(10),
            new WatchSettings.Schedules(Duration.ofMinutes(5), Duration.ofHours(1)),
            new WatchSettings.Volume(Duration.ofHours(6), 2, Duration.ofHours(3), 4, 30, 0.25));

    private static final Connectors.Connector SHOPIFY =
            new Connectors.Connector("shopify", null, null, Duration.ofSeconds(10), 4, null, "", "");

    private final MovableClock clock = new MovableClock();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Cluster cluster = mock(Cluster.class);
    private AnnotationConfigApplicationContext context;
    private JdbcClient db;
    private Watchdog watchdog;

    /** A clock that a test turns. */
    private static final class MovableClock extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @ConfigurationPropertiesScan("io.contraflow.flow.schedule")
    static class SettingsOfSchedules {}

    @BeforeEach
    void start() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        context.registerBean(WatchSettings.class, () -> SETTINGS);
        context.registerBean(CamelContext.class, () -> camel);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(Leadership.class, () -> () -> true);
        context.registerBean(Cluster.class, () -> cluster);
        context.registerBean(NodeList.class, () -> new NodeList(cluster));
        context.registerBean(RefundClocks.class, () -> mock(RefundClocks.class));
        context.registerBean(Connectors.class, () -> new Connectors(Map.of("shopify", SHOPIFY)));
        context.registerBean(
                TransactionTemplate.class, () -> new TransactionTemplate(new DataSourceTransactionManager(database)));
        context.register(
                Exceptions.class,
                JournalReader.class,
                StuckReturns.class,
                StuckDeliveries.class,
                GrowingQueues.class,
                LateRefunds.class,
                LateSchedules.class,
                Arrivals.class,
                SilentSources.class,
                OddNodes.class,
                Watchdog.class,
                SettingsOfSchedules.class);
        context.scan("io.contraflow.flow.schedule");
        context.refresh();
        db = context.getBean(JdbcClient.class);
        watchdog = context.getBean(Watchdog.class);
    }

    @AfterEach
    void stop() {
        db.sql("shutdown").update();
        context.close();
        camel.stop();
    }

    @Test
    void aNodeThatWorksByOtherFilesForTooLongIsShownUntilItDoesNot() {
        when(cluster.nodes()).thenReturn(List.of(node(1, "aa", START), node(2, "bb", START), node(3, "aa", START)));
        clock.now = START.plus(Duration.ofMinutes(9));
        watchdog.look();
        assertThat(open()).isEmpty();

        clock.now = START.plus(Duration.ofMinutes(11));
        watchdog.look();
        assertThat(open()).singleElement().satisfies(one -> assertThat(one.sentence())
                .contains("node-2", "mappings", "GET /api/nodes"));

        when(cluster.nodes()).thenReturn(List.of(node(1, "aa", START), node(3, "aa", START)));
        watchdog.look();
        assertThat(open()).isEmpty();
    }

    private static ClusterNode node(long id, String mappings, Instant configuredAt) {
        return new ClusterNode(
                id,
                "node-" + id,
                null,
                START,
                START,
                false,
                id == 1,
                id == 1,
                "1.0",
                new TreeMap<>(Map.of("mappings", mappings)),
                configuredAt);
    }

    @Test
    void aScheduleThatDoesNotRunIsShownUntilItRuns() throws Exception {
        schedule("nightly", "quartz:nightly?trigger.repeatInterval=3600000&triggerStartDelay=3600000", false);

        after(Duration.ZERO);

        after(Duration.ofMinutes(61));
        assertThat(open()).isEmpty();

        after(Duration.ofMinutes(10));
        assertThat(open()).hasSize(1).allSatisfy(one -> {
            assertThat(one.subject()).isEqualTo("stuck:schedule:nightly");
            assertThat(one.sentence())
                    .contains("should have run by 2026-03-02T09:00:00Z", "has never run")
                    .contains("POST /api/schedules/nightly/run");
        });

        runNow("nightly");
        after(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void aScheduleThatFailsAtEveryRunIsShownWithItsLastError() throws Exception {
        schedule("poll", "quartz:poll?trigger.repeatInterval=3600000&triggerStartDelay=3600000", true);
        runNow("poll");
        after(Duration.ofMinutes(4));
        assertThat(open()).isEmpty();

        runNow("poll");
        after(Duration.ofMinutes(2));
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .contains("has failed at every run since 2026-03-02T08:00:00.001Z, last with: the ERP is away"));
    }

    @Test
    void aScheduleThatNothingTriggersIsShown() throws Exception {
        schedule("poll", "quartz:poll?trigger.repeatInterval=3600000&triggerStartDelay=3600000", false);
        camel.getRouteController().stopRoute("poll");

        after(Duration.ofMinutes(1));
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .contains("does not run at all"));
    }

    @Test
    void aSystemThatFallsSilentIsShownWhenItWasNeverSilentForSoLong() {
        for (int hour = 0; hour < 8 * 24; hour += 4) {
            events("shopify", START.minus(Duration.ofHours(hour + 1)), 5);
        }

        after(Duration.ofHours(7));
        assertThat(open()).isEmpty();

        after(Duration.ofHours(2));
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .startsWith(
                        "shopify has told nothing since 2026-03-02T08:00:00Z, the longest such time before was 4 hours.")
                .contains("Check its webhook subscription"));

        events("shopify", clock.instant(), 1);
        after(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void aSystemThatTellsMuchLessThanAtThisTimeOfTheWeekBeforeIsShown() {
        for (int week = 1; week <= 4; week++) {
            events("shopify", START.minus(Duration.ofDays(7L * week)).minus(Duration.ofHours(5)), 1);
            events("shopify", START.minus(Duration.ofDays(7L * week)).minus(Duration.ofHours(2)), 40 + week);
        }
        events("shopify", START.minus(Duration.ofHours(2)), 20);
        after(Duration.ZERO);
        assertThat(open()).as("half of the usual").isEmpty();

        db.sql("delete from inbox where received_at > :before")
                .param("before", START.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .update();
        db.sql("update arrival set events = 7 where hour_at > :before")
                .param("before", START.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .update();
        after(Duration.ZERO);
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .contains("told 7 events in the 3 hours before 2026-03-02T08:00:00Z")
                .contains("of the last 4 weeks it was 41, 42, 43, 44"));
    }

    private void schedule(String id, String uri, boolean fails) throws Exception {
        camel.addRoutePolicyFactory(context.getBean(RoutePolicyFactory.class));
        // The delay counts only for a scheduler that has started.
        camel.start();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(exchange -> {
                    if (fails) {
                        throw new IllegalStateException("the ERP is away");
                    }
                });
            }
        });
    }

    private void runNow(String id) {
        Schedules schedules = context.getBean(Schedules.class);
        Instant before = ended(schedules, id);
        clock.now = clock.now.plusMillis(1);
        schedules.run(id, "a test");
        Awaitility.await().until(() -> !Objects.equals(ended(schedules, id), before));
    }

    private static Instant ended(Schedules schedules, String id) {
        return schedules.list().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .last()
                .endedAt();
    }

    private void events(String connector, Instant at, int count) {
        for (int i = 0; i < count; i++) {
            db.sql(
                            "insert into inbox (connector, event_key, topic, lane, payload, state, attempts, due_at, received_at)"
                                    + " values (:connector, :key, 'any', '', :payload, 'DONE', 1, :at, :at)")
                    .param("connector", connector)
                    .param("key", UUID.randomUUID().toString())
                    .param("payload", new byte[0])
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    @Test
    void aReturnThatStaysTooLongIsShownWithWhatItWaitsForUntilItMovesOn() {
        UUID id = aReturn(Status.APPROVED);
        aDelivery(id, "happy-returns", "issue-label");

        after(Duration.ofMinutes(30));
        assertThat(open()).isEmpty();

        after(Duration.ofHours(4));
        assertThat(open()).hasSize(2).anySatisfy(one -> {
            assertThat(one.returnId()).isEqualTo(id);
            assertThat(one.sentence())
                    .contains("has been APPROVED since", "longer than 4 hours", "the carrier's label")
                    .contains("happy-returns/issue-label (WAITING");
        });

        after(Duration.ofMinutes(1));
        assertThat(open()).as("not counted at every look").allSatisfy(one -> assertThat(one.count())
                .isEqualTo(1));

        db.sql("update outbox set state = 'DONE'").update();
        db.sql("update returns set status = 'LABEL_ISSUED', updated_at = :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        after(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void aCustomerWithALabelMayTakeTheirTime() {
        aReturn(Status.LABEL_ISSUED);

        after(Duration.ofDays(29));
        assertThat(open()).isEmpty();

        after(Duration.ofDays(2));
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .contains("the customer to hand over the parcel"));
    }

    @Test
    void whatHasEndedIsNeverStuck() {
        aReturn(Status.CLOSED);
        aReturn(Status.CANCELLED);

        after(Duration.ofDays(400));
        assertThat(open()).isEmpty();
    }

    @Test
    void aRefundIsLateSoonerThanANoteAndLateDeliveriesOfOneKindAreOneCase() {
        aDelivery(aReturn(Status.RESOLVING), "shopify", "issue-refund");
        aDelivery(aReturn(Status.RESOLVING), "shopify", "issue-refund");
        aDelivery(aReturn(Status.RESOLVING), "gorgias", "add-note");

        after(Duration.ofMinutes(16));
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .startsWith("2 deliveries shopify/issue-refund waited for longer than 15 minutes.")
                .contains("RMA-1"));

        after(Duration.ofHours(1));
        assertThat(open()).hasSize(2);

        db.sql("update outbox set state = 'DONE'").update();
        after(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void whatIsHeldBackByAnEarlierDeliveryIsNoCaseOfItsOwn() {
        UUID id = aReturn(Status.RESOLVING);
        aDelivery(id, "netsuite", "post-credit");
        aDelivery(id, "netsuite", "post-refund");

        after(Duration.ofHours(2));
        assertThat(open()).extracting(ExceptionCase::subject).containsExactly("stuck:delivery:netsuite/post-credit");
    }

    @Test
    void aQueueThatOnlyGrowsIsShownUntilItShrinks() {
        for (int look = 1; look <= 3; look++) {
            assertThat(open()).isEmpty();
            aDelivery(aReturn(Status.RESOLVING), "gorgias", "add-note");
            after(Duration.ofMinutes(1));
        }
        assertThat(open()).hasSize(1).allSatisfy(one -> assertThat(one.sentence())
                .startsWith("The queue outbox/gorgias only grows: 3 entries wait, 1 did"));

        after(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void exceptionsOfOthersAreLeftAlone() {
        Exceptions exceptions = context.getBean(Exceptions.class);
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.STUCK, aReturn(Status.CANCELLED), null, "Goods came after the end.", null));

        after(Duration.ofMinutes(1));
        assertThat(open()).hasSize(1);
    }

    private void after(Duration time) {
        clock.now = clock.now.plus(time);
        watchdog.look();
    }

    private List<ExceptionCase> open() {
        return context.getBean(Exceptions.class)
                .list("OPEN", new Exceptions.Filter(null, ExceptionKind.STUCK, null), 100, 0);
    }

    private int made;

    private UUID aReturn(Status status) {
        UUID id = UUID.randomUUID();
        db.sql("insert into returns (id, number, channel, order_id, order_name, shop_name, email, status, document,"
                        + " created_at, updated_at) values (:id, :number, 'shop-de', '1', '#1', '', '', :status, '{}',"
                        + " :now, :now)")
                .param("id", id)
                .param("number", "RMA-" + ++made)
                .param("status", status.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private void aDelivery(UUID returnId, String connector, String operation) {
        db.sql("insert into outbox (id, return_id, connector, role, operation, lane, payload, state, attempts, due_at,"
                        + " created_at) values (:id, :returnId, :connector, 'any', :operation, :lane, :payload,"
                        + " 'WAITING', 1, :now, :now)")
                .param("id", UUID.randomUUID())
                .param("returnId", returnId)
                .param("connector", connector)
                .param("operation", operation)
                .param("lane", returnId + "/" + connector)
                .param("payload", new byte[0])
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
