package io.contraflow.flow;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many orders the shops take, without which nobody can say how many of them come back. Schedules ask the shops for it
 * and call this as {@code sales}.
 */
@Component("sales")
class Sales {
    /** Days that are asked for, today among them. Documents of shops name as many. */
    static final int DAYS = 30;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sales(JdbcClient db, TransactionTemplate transaction, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes the last days (UTC), today last, what the mapping reads: {@code {days: [{day, from, to}]}}, the third no longer
     * part of it.
     */
    public void ask(Exchange exchange) {
        LocalDate today = today();
        List<Map<String, String>> days = new ArrayList<>();
        for (LocalDate day = today.minusDays(DAYS - 1L); !day.isAfter(today); day = day.plusDays(1)) {
            days.add(Map.of("day", day.toString(), "from", begin(day), "to", begin(day.plusDays(1))));
        }
        exchange.setVariable(Mapper.ROOT, Map.of("days", days));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String begin(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toString();
    }

    /**
     * Remembers {@code {days: [{day, orders}]}}, in place of what was known of these days.
     *
     * @throws IllegalStateException if it names no days, or one without its orders
     */
    public void told(String connector, @Body Map<String, Object> told) {
        Map<LocalDate, Long> orders = new LinkedHashMap<>();
        if (told.get("days") instanceof List<?> days) {
            for (Object one : days) {
                if (one instanceof Map<?, ?> day && day.get("orders") instanceof Number number) {
                    orders.put(LocalDate.parse(String.valueOf(day.get("day"))), number.longValue());
                }
            }
        }
        if (orders.size() != DAYS) {
            throw new IllegalStateException(
                    connector + " said of " + orders.size() + " of " + DAYS + " days how many orders it took");
        }
        transaction.executeWithoutResult(tx -> {
            db.sql("delete from sales_day where connector = :connector")
                    .param("connector", connector)
                    .update();
            orders.forEach((day, number) -> db.sql(
                            "insert into sales_day (connector, sold_on, orders) values (:connector, :day, :orders)")
                    .param("connector", connector)
                    .param("day", day)
                    .param("orders", number)
                    .update());
        });
    }

    /** How many orders each shop took from a day (UTC) on; without the shops of which not all those days are known. */
    Map<String, Long> since(LocalDate first) {
        Map<String, Long> sales = new LinkedHashMap<>();
        // Today is known a little later than it begins.
        long days = first.datesUntil(today()).count();
        db.sql("select connector, sum(orders), count(*) from sales_day where sold_on >= :first"
                        + " group by connector order by connector")
                .param("first", first)
                .query(row -> {
                    if (row.getLong(3) >= days) {
                        sales.put(row.getString(1), row.getLong(2));
                    }
                });
        return sales;
    }
}
