package io.contraflow.flow;

import io.contraflow.model.Money;
import io.contraflow.model.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All returns of a filter one after the other, however many they are. */
@Component
public class ReturnExport {
    private static final int PAGE = 1_000;
    private final JdbcClient db;
    private final int size;

    @Autowired
    ReturnExport(JdbcClient db) {
        this(db, PAGE);
    }

    ReturnExport(JdbcClient db, int size) {
        this.db = db;
        this.size = size;
    }

    /**
     * A return as a line of a list.
     *
     * @param refunded what went back; null while nothing did
     */
    public record Line(
            UUID id,
            String number,
            String orderName,
            String shopName,
            String channel,
            Status status,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant refundedAt,
            @Nullable Money refunded) {}

    /** Hands over each return of a query, newest first; page and size of the query do not matter. */
    public void each(ReturnStore.Query query, Consumer<Line> reader) {
        List<Line> page = page(query, null);
        while (!page.isEmpty()) {
            page.forEach(reader);
            Line last = page.get(page.size() - 1);
            // From the last one on, so that the millionth line is as quick as the first.
            page = page.size() < size
                    ? List.of()
                    : page(query, new ReturnStore.Place(last.createdAt().atOffset(ZoneOffset.UTC), last.id(), false));
        }
    }

    private List<Line> page(ReturnStore.Query query, ReturnStore.@Nullable Place place) {
        ReturnStore.Query placed = new ReturnStore.Query(query.status(), query.channel(), query.text(), 0, size, place);
        Map<String, Object> params = new LinkedHashMap<>();
        return db.sql("select id, number, order_name, shop_name, channel, status, created_at, updated_at, refunded_at,"
                        + " refund_minor, refund_currency from returns r where "
                        + ReturnStore.condition(placed, params) + ReturnStore.order(placed) + " limit " + size)
                .params(params)
                .query(ReturnExport::line)
                .list();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        String currency = row.getString("refund_currency");
        Long minor = row.getObject("refund_minor", Long.class);
        OffsetDateTime refundedAt = row.getObject("refunded_at", OffsetDateTime.class);
        return new Line(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("order_name"),
                row.getString("shop_name"),
                row.getString("channel"),
                Status.valueOf(row.getString("status")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                refundedAt == null ? null : refundedAt.toInstant(),
                minor == null || currency == null ? null : new Money(minor, currency));
    }
}
