package io.contraflow.alert;

import com.fasterxml.uuid.Generators;
import io.contraflow.exception.ExceptionKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which exceptions belong together, and how they stand. */
@Component
class AlertGroups {
    private static final String EXAMPLE = "(select c.exception_id from alert_case c join exception_case e"
            + " on e.id = c.exception_id where c.group_id = g.id and e.state = 'OPEN'"
            + " order by e.opened_at desc limit 1) as example";
    private final JdbcClient db;

    AlertGroups(JdbcClient db) {
        this.db = db;
    }

    /**
     * An open exception that nobody was told about.
     *
     * @param channel storefront of its return; null when it is about no return
     */
    record Fresh(
            UUID id,
            ExceptionKind kind,
            String queue,
            String sentence,
            @Nullable String channel,
            Instant openedAt) {}

    /**
     * How the exceptions of an open group stand.
     *
     * @param total how often they happened in all
     * @param calmSince since when none is open; null while one is
     * @param assignee somebody who took one of them; null when nobody did
     */
    record Standing(
            UUID id,
            int open,
            int total,
            @Nullable Instant calmSince,
            @Nullable String assignee) {}

    List<Fresh> fresh(int limit) {
        return db.sql("select e.id, e.kind, e.queue, e.sentence, e.opened_at, r.channel from exception_case e"
                        + " left join returns r on r.id = e.return_id where e.state = 'OPEN'"
                        + " and not exists (select 1 from alert_case c where c.exception_id = e.id)"
                        + " order by e.opened_at limit :limit")
                .param("limit", limit)
                .query((row, number) -> new Fresh(
                        row.getObject("id", UUID.class),
                        ExceptionKind.valueOf(row.getString("kind")),
                        row.getString("queue"),
                        row.getString("sentence"),
                        row.getString("channel"),
                        instant(row, "opened_at")))
                .list();
    }

    Optional<UUID> open(String key) {
        return db.sql("select id from alert_group where open_key = :key")
                .param("key", key)
                .query(UUID.class)
                .optional();
    }

    int countOpen(ExceptionKind kind) {
        return db.sql("select count(*) from alert_group where state = 'OPEN' and kind = :kind")
                .param("kind", kind.name())
                .query(Integer.class)
                .single();
    }

    UUID begin(String key, Fresh first, Severity severity, String sentence) {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        db.sql("insert into alert_group (id, open_key, kind, severity, queue, sentence, state, open_count, total,"
                        + " first_at, last_at) values (:id, :key, :kind, :severity, :queue, :sentence, 'OPEN', 1, 1,"
                        + " :at, :at)")
                .param("id", id)
                .param("key", key)
                .param("kind", first.kind().name())
                .param("severity", severity.name())
                .param("queue", first.queue())
                .param("sentence", sentence)
                .param("at", utc(first.openedAt()))
                .update();
        return id;
    }

    void join(UUID exception, @Nullable UUID group) {
        db.sql("insert into alert_case (exception_id, group_id) values (:exception, :group)")
                .param("exception", exception)
                .param("group", group)
                .update();
    }

    void retell(UUID group, String sentence) {
        db.sql("update alert_group set sentence = :sentence where id = :id")
                .param("sentence", sentence)
                .param("id", group)
                .update();
    }

    /** Counts the exceptions of all open groups anew. */
    List<Standing> recount(Instant now) {
        record Count(Standing before, Instant lastBefore, Standing after, Instant lastAfter) {}
        List<Count> counts = db.sql("select g.id, g.open_count, g.total, g.calm_since, g.last_at,"
                        + " count(case when e.state = 'OPEN' then 1 end) as open_now,"
                        + " coalesce(sum(e.count), 0) as total_now, max(e.last_at) as last_now,"
                        + " max(case when e.state = 'OPEN' then e.assignee end) as assignee"
                        + " from alert_group g left join alert_case c on c.group_id = g.id"
                        + " left join exception_case e on e.id = c.exception_id where g.state = 'OPEN'"
                        + " group by g.id, g.open_count, g.total, g.calm_since, g.last_at")
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    String assignee = row.getString("assignee");
                    Instant calm = maybe(row, "calm_since");
                    Instant last = instant(row, "last_at");
                    Instant lastNow = maybe(row, "last_now");
                    int open = row.getInt("open_now");
                    Instant calmNow = open > 0 ? null : calm == null ? now : calm;
                    return new Count(
                            new Standing(id, row.getInt("open_count"), row.getInt("total"), calm, assignee),
                            last,
                            new Standing(id, open, row.getInt("total_now"), calmNow, assignee),
                            lastNow == null ? last : lastNow);
                })
                .list();
        counts.stream()
                .filter(count -> !count.before().equals(count.after())
                        || !count.lastBefore().equals(count.lastAfter()))
                .forEach(count -> update(count.after(), count.lastAfter()));
        return counts.stream().map(Count::after).toList();
    }

    private void update(Standing standing, Instant last) {
        Instant calm = standing.calmSince();
        db.sql("update alert_group set open_count = :open, total = :total, last_at = :last, calm_since = :calm"
                        + " where id = :id")
                .param("open", standing.open())
                .param("total", standing.total())
                .param("last", utc(last))
                .param("calm", calm == null ? null : utc(calm), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", standing.id())
                .update();
    }

    /** Answers whether nobody had acknowledged it before. */
    boolean acknowledge(UUID group, String who, Instant now) {
        return db.sql("update alert_group set acknowledged_by = :who, acknowledged_at = :now"
                                + " where id = :id and state = 'OPEN' and acknowledged_at is null")
                        .param("who", who)
                        .param("now", utc(now))
                        .param("id", group)
                        .update()
                > 0;
    }

    void end(UUID group, Instant now) {
        db.sql("update alert_group set state = 'OVER', open_key = null, over_at = :now where id = :id")
                .param("now", utc(now))
                .param("id", group)
                .update();
    }

    Optional<Alert> find(UUID id) {
        return db.sql("select g.*, " + EXAMPLE + " from alert_group g where g.id = :id")
                .param("id", id)
                .query(AlertGroups::alert)
                .optional();
    }

    List<Alert> list(String state, int limit, int offset) {
        return db.sql("select g.*, " + EXAMPLE + " from alert_group g where g.state = :state"
                        + " order by g.first_at desc limit :limit offset :offset")
                .param("state", state)
                .param("limit", limit)
                .param("offset", offset)
                .query(AlertGroups::alert)
                .list();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getObject("id", UUID.class),
                ExceptionKind.valueOf(row.getString("kind")),
                Severity.valueOf(row.getString("severity")),
                row.getString("queue"),
                row.getString("sentence"),
                row.getString("state"),
                row.getInt("open_count"),
                row.getInt("total"),
                instant(row, "first_at"),
                instant(row, "last_at"),
                row.getString("acknowledged_by"),
                maybe(row, "acknowledged_at"),
                maybe(row, "over_at"),
                row.getObject("example", UUID.class));
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant maybe(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
