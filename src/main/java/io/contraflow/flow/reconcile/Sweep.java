package io.contraflow.flow.reconcile;

import io.contraflow.model.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Picks out what a shop never told us. Schedules call it as {@code sweep}. */
@Component("sweep")
class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** Younger ones are left for the next sweep: their webhook is probably on its way. */
    private static final Duration YOUNG = Duration.ofSeconds(20);

    private final JdbcClient db;
    private final Clock clock;

    Sweep(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * The changes of {@code {changes: [{key, topic, lane, event, ref, status, at}]}} that have not reached us: returns
     * that we do not know, and approvals by the shop's staff that we have not heard of.
     */
    public List<Map<String, Object>> unheard(String connector, @Body Map<String, Object> swept) {
        if (!(swept.get("changes") instanceof List<?> changes)) {
            return List.of();
        }
        List<Map<String, Object>> unheard = changes.stream()
                .filter(Map.class::isInstance)
                .map(Sweep::change)
                .filter(change -> !isYoung(change) && !isHeard(connector, change))
                .toList();
        if (!unheard.isEmpty()) {
            LOG.info(
                    "{} never told us of {} changes, the first is {}",
                    connector,
                    unheard.size(),
                    unheard.get(0).get("key"));
        }
        return unheard;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys.
    private static Map<String, Object> change(Object one) {
        return (Map<String, Object>) one;
    }

    private boolean isYoung(Map<String, Object> change) {
        return OffsetDateTime.parse(String.valueOf(change.get("at")))
                .toInstant()
                .isAfter(clock.instant().minus(YOUNG));
    }

    private boolean isHeard(String connector, Map<String, Object> change) {
        Optional<Status> ours = db.sql("select r.status from return_ref f join returns r on r.id = f.return_id"
                        + " where f.connector = :connector and f.kind = 'return' and f.ref = :ref")
                .param("connector", connector)
                .param("ref", String.valueOf(change.get("ref")))
                .query(String.class)
                .optional()
                .map(Status::valueOf);
        boolean isApproved = !"REQUESTED".equals(change.get("status"));
        return ours.filter(status -> !isApproved || (status != Status.REQUESTED && status != Status.IN_REVIEW))
                .isPresent();
    }
}
