package io.contraflow.flow.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds deliveries that wait for longer than their operation may take; those of one kind are one case. */
@Component
class StuckDeliveries {
    /** Whose turn it is: what is held back by an earlier one is no case of its own. */
    private static final String LATE = " from outbox e where state = 'WAITING' and created_at < :before"
            + " and not exists (select 1 from outbox p where p.lane = e.lane"
            + " and p.state in ('WAITING', 'PARKED', 'DEAD') and p.seq < e.seq)";

    private final JdbcClient db;
    private final WatchSettings settings;

    StuckDeliveries(JdbcClient db, WatchSettings settings) {
        this.db = db;
        this.settings = settings;
    }

    /** All deliveries of one operation to one connector that are late. */
    private record Late(String connector, String operation, long count, long oldest) {}

    List<Stuck> find(Instant now) {
        Set<String> named = new TreeSet<>(settings.deliveries().keySet());
        named.remove(WatchSettings.DEFAULT);
        List<Stuck> found = new ArrayList<>();
        for (String operation : named) {
            Duration longest = settings.delivery(operation);
            db.sql("select connector, operation, count(*), min(seq)" + LATE
                            + " and operation = :operation group by connector, operation")
                    .param("before", now.minus(longest).atOffset(ZoneOffset.UTC))
                    .param("operation", operation)
                    .query(StuckDeliveries::late)
                    .list()
                    .forEach(late -> found.add(stuck(late, longest)));
        }
        Duration usual = settings.delivery(WatchSettings.DEFAULT);
        db
                .sql("select connector, operation, count(*), min(seq)" + LATE + " group by connector, operation")
                .param("before", now.minus(usual).atOffset(ZoneOffset.UTC))
                .query(StuckDeliveries::late)
                .list()
                .stream()
                .filter(late -> !named.contains(late.operation()))
                .forEach(late -> found.add(stuck(late, usual)));
        return found;
    }

    private static Late late(ResultSet row, int number) throws SQLException {
        return new Late(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    private Stuck stuck(Late late, Duration longest) {
        String what = late.connector() + "/" + late.operation();
        String oldest = db.sql("select r.number, o.created_at, o.attempts, o.error from outbox o"
                        + " join returns r on r.id = o.return_id where o.seq = :seq")
                .param("seq", late.oldest())
                .query((row, number) -> " The oldest, for " + row.getString(1) + ", has waited since "
                        + row.getObject(2, OffsetDateTime.class).toInstant() + " (" + row.getInt(3) + " tries)."
                        + why(row.getString(4)))
                .optional()
                .orElse("");
        return new Stuck(
                "stuck:delivery:" + what,
                null,
                Words.plural(late.count(), "delivery", "deliveries") + " " + what + " waited for longer than "
                        + Words.of(longest) + "." + oldest);
    }

    private static String why(@Nullable String error) {
        return error == null ? "" : " It failed last with: " + error;
    }
}
