package io.contraflow.flow;

import io.contraflow.journal.OldEntries;
import io.contraflow.model.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes what ended long ago, batch by batch, so that the database does not grow for ever. */
@Component("retention")
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    /** Files that are removed in one transaction, however large they are. */
    private static final int FILES = 5;

    private static final String OF_ENDED_RETURNS =
            "added_at < :before and exists (select 1 from returns r where r.id = return_id"
                    + " and r.updated_at < :before and r.status in ("
                    + Arrays.stream(Status.values())
                            .filter(Status::isFinal)
                            .map(status -> "'" + status + "'")
                            .collect(Collectors.joining(", "))
                    + "))";
    private final RetentionSettings settings;
    private final OldEntries journal;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Retention(
            RetentionSettings settings,
            OldEntries journal,
            JdbcClient db,
            TransactionTemplate transaction,
            Clock clock) {
        this.settings = settings;
        this.journal = journal;
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Removes all that is older than its class allows. The schedule calls it; answers how many rows by class. */
    public Map<String, Integer> clean() {
        int batch = settings.batch();
        Map<String, Integer> removed = new LinkedHashMap<>();
        removed.put("events", journal.removeEvents(before(settings.events()), batch));
        removed.put("deliveries", journal.removeDeliveries(before(settings.deliveries()), batch));
        removed.put("payloads", journal.emptyPayloads(before(settings.payloads()), batch));
        removed.put("exceptions", removeExceptions());
        remove(
                "alert_message",
                "seq",
                "group_id in (select id from alert_group where state = 'OVER' and over_at < :before)",
                settings.alerts());
        removed.put("alerts", remove("alert_group", "id", "state = 'OVER' and over_at < :before", settings.alerts()));
        // Before what it found, without which it would look as if nothing had been found.
        remove("return_comparison", "seq", "at < :before", settings.reconciliation());
        remove(
                "reconciliation_finding",
                "seq",
                "run_id in (select id from reconciliation_run where ended_at < :before)",
                settings.reconciliation());
        removed.put(
                "reconciliation", remove("reconciliation_run", "id", "ended_at < :before", settings.reconciliation()));
        removed.put("jobs", remove("bulk_job", "id", "ended_at < :before", settings.jobs()));
        removed.put("documents", remove("return_document", "id", OF_ENDED_RETURNS, settings.documents(), FILES));
        LOG.info("retention: removed {}", removed);
        return removed;
    }

    private Instant before(Duration age) {
        return clock.instant().minus(age);
    }

    /** With what people did about each, and to which alert it belonged. */
    private int removeExceptions() {
        return inBatches(settings.batch(), this::removeSomeExceptions);
    }

    private int removeSomeExceptions() {
        List<UUID> old = db.sql("select id from exception_case where state = 'RESOLVED' and closed_at < :before"
                        + " order by state, closed_at limit :limit")
                .param("before", before(settings.exceptions()).atOffset(ZoneOffset.UTC))
                .param("limit", settings.batch())
                .query(UUID.class)
                .list();
        if (!old.isEmpty()) {
            for (String part : List.of("exception_action", "alert_case")) {
                db.sql("delete from " + part + " where exception_id in (:old)")
                        .param("old", old)
                        .update();
            }
            db.sql("delete from exception_case where id in (:old)")
                    .param("old", old)
                    .update();
        }
        return old.size();
    }

    private int remove(String table, String key, String old, Duration age) {
        return remove(table, key, old, age, settings.batch());
    }

    private int remove(String table, String key, String old, Duration age, int batch) {
        String sql = "delete from " + table + " where " + key + " in (select " + key + " from " + table + " where "
                + old + " order by " + key + " limit :limit)";
        return inBatches(batch, () -> db.sql(sql)
                .param("before", before(age).atOffset(ZoneOffset.UTC))
                .param("limit", batch)
                .update());
    }

    /** Each batch in a transaction of its own, until one is not full; answers how many there were in all. */
    private int inBatches(int batch, IntSupplier removal) {
        int all = 0;
        int some;
        do {
            Integer count = transaction.execute(tx -> removal.getAsInt());
            some = count == null ? 0 : count;
            all += some;
        } while (some == batch);
        return all;
    }
}
