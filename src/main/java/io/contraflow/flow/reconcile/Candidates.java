package io.contraflow.flow.reconcile;

import io.contraflow.model.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the returns that are worth comparing, a page at a time. */
@Component
class Candidates {
    private static final List<String> FINAL = Arrays.stream(Status.values())
            .filter(Status::isFinal)
            .map(Enum::name)
            .toList();
    private final JdbcClient db;

    Candidates(JdbcClient db) {
        this.db = db;
    }

    /** Where a page ends. */
    record Place(Instant updatedAt, UUID id) {
        /** Before every return that changed after that time. */
        static Place after(Instant time) {
            return new Place(time, new UUID(0, 0));
        }
    }

    /** Returns in a status that last changed after a place and not after {@code until}, oldest change first. */
    List<Place> page(Status status, Place after, Instant until, int size) {
        return db.sql("select updated_at, id from returns where status = :status and updated_at >= :after"
                        + " and updated_at <= :until and (updated_at > :after or id > :id)"
                        + " order by updated_at, id limit :size")
                .param("status", status.name())
                .param("after", utc(after.updatedAt()))
                .param("id", after.id())
                .param("until", utc(until))
                .param("size", size)
                .query(Candidates::place)
                .list();
    }

    /** Returns that ended before the window but still have a difference that waits for a person. */
    List<UUID> withOpenDrift(Instant endedBefore) {
        return db.sql("select distinct r.id from exception_case e join returns r on r.id = e.return_id"
                        + " where e.state = 'OPEN' and e.kind = 'DRIFT' and r.status in (:final)"
                        + " and r.updated_at < :before")
                .param("final", FINAL)
                .param("before", utc(endedBefore))
                .query(UUID.class)
                .list();
    }

    boolean isFirstOfItsOrder(UUID id, String orderId) {
        return db.sql("select id from returns where order_id = :orderId order by created_at, id limit 1")
                .param("orderId", orderId)
                .query(UUID.class)
                .optional()
                .filter(id::equals)
                .isPresent();
    }

    /** Whether a return that goes on has the same ticket. */
    boolean sharesTicket(UUID id) {
        return db.sql("select count(*) from return_ref mine join return_ref other on other.connector = mine.connector"
                                + " and other.kind = mine.kind and other.ref = mine.ref"
                                + " and other.return_id <> mine.return_id join returns r on r.id = other.return_id"
                                + " where mine.return_id = :id and mine.kind = 'ticket' and r.status not in (:final)")
                        .param("id", id)
                        .param("final", FINAL)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(row.getObject(1, OffsetDateTime.class).toInstant(), row.getObject(2, UUID.class));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
