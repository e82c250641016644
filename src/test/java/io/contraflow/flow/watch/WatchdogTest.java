package io.contraflow.flow.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.JournalReader;
import io.contraflow.model.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class WatchdogTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final WatchSettings SETTINGS = new WatchSettings(
            Map.of(Status.APPROVED, Duration.ofHours(4), Status.LABEL_ISSUED, Duration.ofDays(30)),
            Map.of("default", Duration.ofHours(1), "issue-refund", Duration.ofMinutes(15)),
            new WatchSettings.Queue(3, 2));

    private final MovableClock clock = new MovableClock();
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
        context.registerBean(
                TransactionTemplate.class, () -> new TransactionTemplate(new DataSourceTransactionManager(database)));
        context.register(
                Exceptions.class,
                JournalReader.class,
                StuckReturns.class,
                StuckDeliveries.class,
                GrowingQueues.class,
                Watchdog.class);
        context.refresh();
        db = context.getBean(JdbcClient.class);
        watchdog = context.getBean(Watchdog.class);
    }

    @AfterEach
    void stop() {
        db.sql("shutdown").update();
        context.close();
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
