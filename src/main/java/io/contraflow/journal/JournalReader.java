package io.contraflow.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the journal for people; changes nothing. */
@Component
public class JournalReader {
    private static final String COLUMNS =
            "id, return_id, connector, role, operation, state, attempts, created_at, due_at," + " done_at, error";
    private final JdbcClient db;

    JournalReader(JdbcClient db) {
        this.db = db;
    }

    /** The deliveries of a return, in their order. */
    public List<DeliveryView> deliveriesOf(UUID returnId) {
        return db.sql("select " + COLUMNS + " from outbox where return_id = :id order by seq")
                .param("id", returnId)
                .query(JournalReader::delivery)
                .list();
    }

    /**
     * Deliveries, newest first.
     *
     * @param state null for all
     */
    public List<DeliveryView> deliveries(@Nullable EntryState state, int limit, int offset) {
        String where = state == null ? "" : " where state = :state";
        // Named in full, so that H2 reads the index of states in its order.
        String order = state == null ? "seq desc" : "state desc, seq desc";
        JdbcClient.StatementSpec query = db.sql("select " + COLUMNS + " from outbox" + where + " order by " + order
                        + " limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset);
        return (state == null ? query : query.param("state", state.name()))
                .query(JournalReader::delivery)
                .list();
    }

    /** How many deliveries of each connector are not done, by state. */
    public Map<String, Map<EntryState, Long>> openDeliveries() {
        Map<String, Map<EntryState, Long>> open = new LinkedHashMap<>();
        db.sql("select connector, state, count(*) from outbox where state in ('WAITING', 'PARKED', 'DEAD')"
                        + " group by connector, state")
                .query(row -> {
                    open.computeIfAbsent(row.getString(1), name -> new EnumMap<>(EntryState.class))
                            .put(EntryState.valueOf(row.getString(2)), row.getLong(3));
                });
        return open;
    }

    /**
     * What does not go on by itself.
     *
     * @param deadEvents events that were given up
     * @param deadDeliveries deliveries that were given up
     * @param parked events and deliveries that wait for something outside
     */
    public record Standing(long deadEvents, long deadDeliveries, long parked) {}

    /** How much does not go on by itself. */
    public Standing standing() {
        return db.sql("select (select count(*) from inbox where state = 'DEAD'),"
                        + " (select count(*) from outbox where state = 'DEAD'),"
                        + " (select count(*) from inbox where state = 'PARKED')"
                        + " + (select count(*) from outbox where state = 'PARKED')")
                .query((row, number) -> new Standing(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** How many events and deliveries wait for something outside, by what they wait for, such as {@code sku/LAMP-OAK}. */
    public Map<String, Long> waiting() {
        Map<String, Long> waiting = new LinkedHashMap<>();
        db.sql("select waits_for, count(*) from (select waits_for from inbox where state = 'PARKED' union all"
                        + " select waits_for from outbox where state = 'PARKED') parked"
                        + " where waits_for is not null group by waits_for order by count(*) desc, waits_for")
                .query(row -> {
                    waiting.put(row.getString(1), row.getLong(2));
                });
        return waiting;
    }

    private static DeliveryView delivery(ResultSet row, int number) throws SQLException {
        return new DeliveryView(
                row.getObject("id", UUID.class),
                row.getObject("return_id", UUID.class),
                row.getString("connector"),
                row.getString("role"),
                row.getString("operation"),
                EntryState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Optional.ofNullable(Sql.instant(row, "created_at")).orElse(Instant.EPOCH),
                Optional.ofNullable(Sql.instant(row, "due_at")).orElse(Instant.EPOCH),
                Sql.instant(row, "done_at"),
                row.getString("error"));
    }
}
