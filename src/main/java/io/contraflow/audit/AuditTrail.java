package io.contraflow.audit;

import io.contraflow.audit.AuditEntry.Result;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The trail of what people and programs did. An action is written down before it begins, in a transaction of its own, so
 * that none is without its trace; entries are never removed.
 */
@Component
public class AuditTrail {
    private final JdbcClient db;
    private final Clock clock;

    AuditTrail(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Which entries are wanted; null for any.
     *
     * @param action the action, or the first words of it
     * @param before only entries that began before the one of this number
     */
    public record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject,
            @Nullable String way,
            @Nullable Result result,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Long before) {
        public Filter {
            actor = searchable(actor);
            action = searchable(action);
            subject = searchable(subject);
            way = searchable(way);
        }

        /** PostgreSQL takes no NUL; no entry has one. */
        private static @Nullable String searchable(@Nullable String text) {
            return text == null ? null : text.replace('\0', '?');
        }
    }

    /**
     * Writes down that it begins.
     *
     * @return its number, for {@link #end}
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public long begin(Deed deed) {
        return insert(deed, null);
    }

    /** Writes down how it ended, and what was learnt of it meanwhile. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void end(long nr, Deed deed, Result result) {
        int ended = db.sql("update audit_entry set subject = :subject, reason = :reason, result = :result"
                        + " where nr = :nr and seq is null")
                .param("subject", deed.subject())
                .param("reason", deed.reason())
                .param("result", result.name())
                .param("nr", nr)
                .update();
        if (ended == 0) {
            // It took so long that it was sealed as unknown; what is sealed stays.
            insert(deed, result);
        }
    }

    /** Writes down something that has happened already. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void note(Deed deed, Result result) {
        insert(deed, result);
    }

    private long insert(Deed deed, @Nullable Result result) {
        GeneratedKeyHolder nr = new GeneratedKeyHolder();
        db.sql("insert into audit_entry (at, actor, role, way, action, subject, reason, result)"
                        + " values (:at, :actor, :role, :way, :action, :subject, :reason, :result)")
                .param("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .param("actor", deed.actor())
                .param("role", deed.role())
                .param("way", deed.way())
                .param("action", deed.action())
                .param("subject", deed.subject())
                .param("reason", deed.reason())
                .param("result", result == null ? null : result.name())
                .update(nr, "nr");
        return Objects.requireNonNull(nr.getKey(), "the database names the new entry")
                .longValue();
    }

    /** The newest that meet the filter, newest first. */
    public List<AuditEntry> list(Filter filter, int most) {
        StringBuilder sql = new StringBuilder("select * from audit_entry where 1 = 1");
        JdbcClient.StatementSpec query = db.sql(conditions(filter, sql)
                        .append(" order by nr desc limit :most")
                        .toString())
                .param("most", most);
        return bound(query, filter).query(AuditEntry::of).list();
    }

    private static StringBuilder conditions(Filter filter, StringBuilder sql) {
        sql.append(filter.actor() == null ? "" : " and actor = :actor");
        sql.append(filter.action() == null ? "" : " and (action = :action or action like :actions escape '!')");
        sql.append(filter.subject() == null ? "" : " and subject = :subject");
        sql.append(filter.way() == null ? "" : " and way = :way");
        sql.append(filter.result() == null ? "" : " and result = :result");
        sql.append(filter.from() == null ? "" : " and at >= :from");
        sql.append(filter.until() == null ? "" : " and at < :until");
        return sql.append(filter.before() == null ? "" : " and nr < :before");
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec query, Filter filter) {
        JdbcClient.StatementSpec bound = given(query, "actor", filter.actor());
        bound = given(bound, "subject", filter.subject());
        bound = given(bound, "way", filter.way());
        bound = given(
                bound,
                "result",
                filter.result() == null ? null : filter.result().name());
        bound = given(bound, "from", utc(filter.from()));
        bound = given(bound, "until", utc(filter.until()));
        bound = given(bound, "before", filter.before());
        bound = given(bound, "action", filter.action());
        return given(bound, "actions", filter.action() == null ? null : escaped(filter.action()) + "/%");
    }

    private static JdbcClient.StatementSpec given(JdbcClient.StatementSpec query, String name, @Nullable Object value) {
        return value == null ? query : query.param(name, value);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
