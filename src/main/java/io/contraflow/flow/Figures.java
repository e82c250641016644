package io.contraflow.flow;

import io.contraflow.model.Money;
import io.contraflow.model.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the merchant does: how long refunds take, how much goes back, and how much needs no person. */
@Component
public class Figures {
    /** What the shops are asked for does not reach further back. */
    public static final int MOST_DAYS = Sales.DAYS;

    private static final String UTC_DAY = "cast(%s at time zone 'UTC' as date)";
    /** What takes longer to count is remembered for a while; the rest is counted each time. */
    private static final Duration COSTLY = Duration.ofMillis(50);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final JdbcClient db;
    private final Sales sales;
    private final SupportLoad support;
    private final Channels channels;
    private final FigureSettings settings;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Object figures, Instant until) {}

    Figures(JdbcClient db, Sales sales, SupportLoad support, Channels channels, FigureSettings settings, Clock clock) {
        this.db = db;
        this.sales = sales;
        this.support = support;
        this.channels = channels;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What the last days were like.
     *
     * @param days how many days are counted
     * @param requested returns that began
     * @param refunded returns whose money went back
     * @param half time within which half of them were refunded; null when none was
     * @param most time within which 19 of 20 were refunded; null when none was
     * @param volume refunded in all, by currency
     * @param withoutPeople share of the refunded that needed nobody, in percent
     * @param target time within which the merchant wants money to be back
     * @param onTime share of the refunded whose money was back within the target, in percent; null when none was
     * @param returnRate how the requested compare with the orders; null while no shop has said how many it took
     * @param messages what customers wrote to the helpdesks about returns
     * @param messageRate messages for each hundred requested returns; null when none was requested
     */
    public record Summary(
            int days,
            long requested,
            long refunded,
            @Nullable Duration half,
            @Nullable Duration most,
            List<Money> volume,
            int withoutPeople,
            Duration target,
            @Nullable Integer onTime,
            @Nullable ReturnRate returnRate,
            long messages,
            @Nullable Integer messageRate) {}

    /**
     * Of the shops that have said how many orders they took.
     *
     * @param orders taken in these days (UTC)
     * @param returns requested in these days
     * @param basisPoints returns for each 10,000 orders; null when there was no order
     */
    public record ReturnRate(
            long orders, long returns, @Nullable Integer basisPoints) {
        static ReturnRate of(long orders, long returns) {
            return new ReturnRate(
                    orders,
                    returns,
                    orders == 0 ? null : Math.toIntExact(Math.min(returns * 10_000 / orders, 1_000_000)));
        }
    }

    /**
     * The summary of the last so many days; in a large store up to a minute old.
     *
     * @param days from 1 to {@link #MOST_DAYS}
     */
    public Summary ofLastDays(int days) {
        return remembered("summary/" + days, Summary.class, () -> countLastDays(days));
    }

    /** While somebody counts anew, others get what was counted last. */
    private <T> T remembered(String what, Class<T> type, Supplier<T> count) {
        Known last = known.get(what);
        if (last != null && clock.instant().isBefore(last.until)) {
            return type.cast(last.figures);
        }
        if (last != null) {
            known.put(what, new Known(last.figures, clock.instant().plus(REMEMBERED)));
        }
        long begin = System.nanoTime();
        T figures = count.get();
        if (System.nanoTime() - begin > COSTLY.toNanos()) {
            known.put(what, new Known(figures, clock.instant().plus(REMEMBERED)));
        } else {
            known.remove(what);
        }
        return figures;
    }

    private Summary countLastDays(int days) {
        OffsetDateTime since = OffsetDateTime.ofInstant(from(days), ZoneOffset.UTC);
        long requested = db.sql("select count(*) from returns where created_at >= :since")
                .param("since", since)
                .query(Long.class)
                .single();
        List<Long> times = db.sql("select percentile_disc(0.5) within group (order by refund_seconds),"
                        + " percentile_disc(0.95) within group (order by refund_seconds), count(*)"
                        + " from returns where refunded_at >= :since")
                .param("since", since)
                .query((row, number) ->
                        Arrays.asList(row.getObject(1, Long.class), row.getObject(2, Long.class), row.getLong(3)))
                .single();
        long late = db.sql("select count(*) from returns where refunded_at >= :since and refund_seconds > :target")
                .param("since", since)
                .param("target", settings.refundTarget().toSeconds())
                .query(Long.class)
                .single();
        long byPeople = db.sql("select count(*) from returns r where r.refunded_at >= :since"
                        + " and exists (select 1 from exception_case e where e.return_id = r.id)")
                .param("since", since)
                .query(Long.class)
                .single();
        List<Money> volume = db.sql("select refund_currency, sum(refund_minor) from returns where refunded_at >= :since"
                        + " group by refund_currency order by refund_currency")
                .param("since", since)
                .query((row, number) -> new Money(row.getLong(2), row.getString(1)))
                .list();
        long refunded = times.get(2);
        long messages = support.messagesSince(since.toInstant());
        return new Summary(
                days,
                requested,
                refunded,
                time(times.get(0)),
                time(times.get(1)),
                volume,
                refunded == 0 ? 0 : (int) (100 * (refunded - byPeople) / refunded),
                settings.refundTarget(),
                refunded == 0 ? null : (int) (100 * (refunded - late) / refunded),
                returnRate(days),
                messages,
                requested == 0 ? null : (int) Math.min(100 * messages / requested, Integer.MAX_VALUE));
    }

    private @Nullable ReturnRate returnRate(int days) {
        LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days - 1L);
        Map<String, Long> orders = sales.since(first);
        List<String> known = channels.channels().entrySet().stream()
                .filter(channel -> orders.containsKey(channel.getValue().roles().get(Role.SHOP.key())))
                .map(Map.Entry::getKey)
                .toList();
        if (known.isEmpty()) {
            return null;
        }
        long returns = db.sql("select count(*) from returns where channel in (:channels) and created_at >= :first")
                .param("channels", known)
                .param("first", first.atStartOfDay().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        return ReturnRate.of(orders.values().stream().mapToLong(Long::longValue).sum(), returns);
    }

    /**
     * One day in UTC.
     *
     * @param requested returns that began on it
     * @param refunded returns whose money went back on it
     * @param half time within which half of those were refunded; null when none was
     */
    public record Day(
            LocalDate date,
            long requested,
            long refunded,
            @Nullable Duration half) {}

    /** Each of the last so many days, today last; in a large store up to a minute old. */
    public List<Day> byDay(int days) {
        return remembered("days/" + days, Days.class, () -> new Days(countByDay(days))).days;
    }

    private record Days(List<Day> days) {}

    private List<Day> countByDay(int days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(days - 1L);
        OffsetDateTime since = first.atStartOfDay().atOffset(ZoneOffset.UTC);
        Map<LocalDate, Long> requested = new HashMap<>();
        db.sql("select " + UTC_DAY.formatted("created_at")
                        + ", count(*) from returns where created_at >= :since group by 1")
                .param("since", since)
                .query(row -> {
                    requested.put(row.getObject(1, LocalDate.class), row.getLong(2));
                });
        Map<LocalDate, Day> refunded = new HashMap<>();
        db.sql("select " + UTC_DAY.formatted("refunded_at") + ", count(*), percentile_disc(0.5) within group"
                        + " (order by refund_seconds) from returns where refunded_at >= :since group by 1")
                .param("since", since)
                .query(row -> {
                    LocalDate day = row.getObject(1, LocalDate.class);
                    refunded.put(day, new Day(day, 0, row.getLong(2), time(row.getObject(3, Long.class))));
                });
        return first.datesUntil(today.plusDays(1))
                .map(day -> {
                    Day back = refunded.getOrDefault(day, new Day(day, 0, 0, null));
                    return new Day(day, requested.getOrDefault(day, 0L), back.refunded(), back.half());
                })
                .toList();
    }

    private Instant from(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private static @Nullable Duration time(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
