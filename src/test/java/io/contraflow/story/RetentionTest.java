package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contraflow.journal.OldEntries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What ended long ago is removed batch by batch; what has not ended stays, however old it is. */
class RetentionTest extends RunningTest {
    /** Numbers before all that other tests have; what is old has a lower one. */
    private static final AtomicLong EARLIER = new AtomicLong(-1_000_000);

    @Autowired
    private JdbcClient db;

    @Autowired
    private OldEntries journal;

    @Autowired
    private ProducerTemplate routes;

    private final String about = "retention-" + UUID.randomUUID();

    @BeforeEach
    void nothingOfOthersIsOld() {
        clean();
    }

    @Test
    void eventsLoseTheirPayloadFirstAndAreForgottenLaterButNeverBeforeTheyEnded() {
        for (String state : List.of("DONE", "RESOLVED", "DEAD", "PARKED")) {
            event(state, "fresh", 1);
            event(state, "month", 31);
            event(state, "quarter", 91);
        }

        clean();

        assertThat(events())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("DONE fresh", 7),
                        Map.entry("DONE month", 0),
                        Map.entry("RESOLVED fresh", 7),
                        Map.entry("RESOLVED month", 0),
                        Map.entry("DEAD fresh", 7),
                        Map.entry("DEAD month", 7),
                        Map.entry("DEAD quarter", 7),
                        Map.entry("PARKED fresh", 7),
                        Map.entry("PARKED month", 7),
                        Map.entry("PARKED quarter", 7)));
    }

    @Test
    void anEntryThatCameLongAgoButEndedLatelyStays() {
        event("DONE", "lately", 200, 1);

        clean();

        assertThat(events()).containsEntry("DONE lately", 7);
    }

    @Test
    void deliveriesLoseTheirPayloadFirstAndAreRemovedLater() {
        delivery("DONE", 1);
        delivery("DONE", 31);
        delivery("DONE", 401);
        delivery("DEAD", 401);

        clean();

        assertThat(db.sql("select state, octet_length(payload) from outbox where connector = :connector order by seq")
                        .param("connector", about)
                        .query((row, number) -> row.getString(1) + " " + row.getInt(2))
                        .list())
                .containsExactly("DONE 7", "DONE 0", "DEAD 7");
    }

    @Test
    void manyAreRemovedInBatchesOfAnySize() {
        for (int i = 0; i < 25; i++) {
            event("DONE", "old-" + i, 91);
        }
        event("DONE", "fresh", 1);

        int removed = journal.removeEvents(Instant.now().minusSeconds(90 * 86_400L), 10);

        assertThat(removed).isEqualTo(25);
        assertThat(events()).containsOnlyKeys("DONE fresh");
    }

    @Test
    void endedExceptionsJobsReportsAndAlertsGoWithWhatBelongsToThem() {
        UUID open = exception("OPEN", 500);
        UUID resolved = exception("RESOLVED", 401);
        UUID lately = exception("RESOLVED", 399);
        UUID over = UUID.randomUUID();
        db.sql(
                        "insert into alert_group (id, kind, severity, queue, sentence, state, open_count, total, first_at,"
                                + " last_at, over_at) values (:id, 'STUCK', 'NORMAL', 'q', :about, 'OVER', 0, 1, :at, :at, :at)")
                .param("id", over)
                .param("about", about)
                .param("at", daysAgo(91))
                .update();
        List.of(open, resolved).forEach(id -> db.sql("insert into alert_case (exception_id, group_id)"
                        + " values (:id, :group) on conflict do nothing")
                .param("id", id)
                .param("group", over)
                .update());
        db.sql("insert into alert_message (id, group_id, receiver, step, state, attempts, planned_at, due_at)"
                        + " values (:id, :group, 'nobody', 'first', 'SENT', 1, :at, :at)")
                .param("id", UUID.randomUUID())
                .param("group", over)
                .param("at", daysAgo(91))
                .update();
        UUID run = UUID.randomUUID();
        db.sql("insert into reconciliation_run (id, state, asked_by, started_at, seen_at, ended_at, compared, put_off,"
                        + " unread, found, healed) values (:id, 'DONE', :about, :at, :at, :at, 1, 0, 0, 1, 0)")
                .param("id", run)
                .param("about", about)
                .param("at", daysAgo(91))
                .update();
        db.sql("insert into reconciliation_finding (run_id, return_id, number, kind, role, sentence, ours, theirs,"
                        + " outcome, at) values (:id, :id, 'n', 'k', 'shop', 's', 'o', 't', 'OPENED', :at)")
                .param("id", run)
                .param("at", daysAgo(91))
                .update();
        db.sql("insert into return_comparison (return_id, role, run_id, outcome, at)"
                        + " values (:id, 'shop', :id, 'READ', :at)")
                .param("id", run)
                .param("at", daysAgo(91))
                .update();
        job("DONE", daysAgo(91));
        job("RUNNING", null);

        clean();

        assertThat(ids("select id from exception_case where sentence = :about"))
                .containsExactlyInAnyOrder(open, lately);
        assertThat(ids("select exception_id from alert_case where exception_id in ('" + open + "', '" + resolved + "')"
                        + " and :about is not null"))
                .as("an open exception is not alerted of again")
                .containsExactly(open);
        assertThat(count("alert_group", "id", over)).isZero();
        assertThat(count("alert_message", "group_id", over)).isZero();
        assertThat(count("reconciliation_run", "id", run)).isZero();
        assertThat(count("reconciliation_finding", "run_id", run)).isZero();
        assertThat(count("return_comparison", "run_id", run)).isZero();
        assertThat(ids("select id from bulk_job where actor = :about"))
                .as("the one that had not ended")
                .hasSize(1);
        db.sql("delete from bulk_job where actor = :about")
                .param("about", about)
                .update();
        db.sql("delete from exception_case where sentence = :about")
                .param("about", about)
                .update();
    }

    @Test
    void aTimeThatWouldForgetEventsWhileTheirRepeatsAreOnTheWayIsRefused() throws Exception {
        Class<?> settings = Class.forName("io.contraflow.flow.RetentionSettings");
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("contraflow.retention.events", "6d")));

        assertThatThrownBy(() -> binder.bind("contraflow.retention", settings))
                .rootCause()
                .hasMessage("contraflow.retention.events is PT144H; it must be at least PT168H");
    }

    private void clean() {
        routes.requestBody("bean:retention?method=clean", (Object) null);
    }

    private void event(String state, String name, int days) {
        event(state, name, days, days);
    }

    private void event(String state, String name, int cameDaysAgo, int endedDaysAgo) {
        db.sql(
                        "insert into inbox (seq, connector, event_key, topic, lane, payload, state, attempts, due_at, received_at,"
                                + " done_at) values (:seq, :connector, :key, 't', :key, :payload, :state, 1, :at, :at, :done)")
                .param("seq", EARLIER.incrementAndGet())
                .param("connector", about)
                .param("key", state + " " + name)
                .param("payload", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .param("state", state)
                .param("at", daysAgo(cameDaysAgo))
                .param("done", daysAgo(endedDaysAgo))
                .update();
    }

    private Map<String, Integer> events() {
        Map<String, Integer> found = new java.util.TreeMap<>();
        db.sql("select event_key, octet_length(payload) from inbox where connector = :connector")
                .param("connector", about)
                .query(row -> {
                    found.put(row.getString(1), row.getInt(2));
                });
        return found;
    }

    private void delivery(String state, int days) {
        db.sql(
                        "insert into outbox (seq, id, return_id, connector, role, operation, lane, payload, state, attempts, due_at,"
                                + " created_at, done_at) values (:seq, :id, :id, :connector, 'shop', 'push', :lane, :payload, :state,"
                                + " 1, :at, :at, :at)")
                .param("seq", EARLIER.incrementAndGet())
                .param("id", UUID.randomUUID())
                .param("connector", about)
                .param("lane", UUID.randomUUID().toString())
                .param("payload", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                .param("state", state)
                .param("at", daysAgo(days))
                .update();
    }

    private UUID exception(String state, int days) {
        UUID id = UUID.randomUUID();
        db.sql("insert into exception_case (id, kind, fingerprint, queue, sentence, state, count, opened_at, last_at,"
                        + " closed_at) values (:id, 'STUCK', :f, 'q', :about, :state, 1, :at, :at, :closed)")
                .param("id", id)
                .param("f", id.toString())
                .param("about", about)
                .param("state", state)
                .param("at", daysAgo(days))
                .param("closed", state.equals("OPEN") ? null : daysAgo(days), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return id;
    }

    private void job(String state, OffsetDateTime ended) {
        db.sql("insert into bulk_job (id, action, actor, ids, upto, state, total, done, failed, created_at, ended_at)"
                        + " values (:id, 'RETRY', :about, :ids, :id, :state, 1, 1, 0, :at, :ended)")
                .param("id", UUID.randomUUID())
                .param("about", about)
                .param("ids", UUID.randomUUID().toString())
                .param("state", state)
                .param("at", daysAgo(91))
                .param("ended", ended, java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private List<UUID> ids(String sql) {
        return db.sql(sql).param("about", about).query(UUID.class).list();
    }

    private long count(String table, String column, UUID id) {
        return db.sql("select count(*) from " + table + " where " + column + " = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private static OffsetDateTime daysAgo(int days) {
        return OffsetDateTime.now(ZoneOffset.UTC).minusDays(days);
    }
}
