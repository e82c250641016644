package io.contraflow.exception;

import com.fasterxml.uuid.Generators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The work list. Opening and resolving take part in the running transaction. */
@Component
@EnableConfigurationProperties(DueTimes.class)
public class Exceptions {
    private static final Logger LOG = LoggerFactory.getLogger(Exceptions.class);
    private static final String OPEN = "OPEN";
    private static final int LONGEST_SENTENCE = 1000;
    /** A word with a digit that is longer than an HTTP status. */
    private static final Pattern CASE = Pattern.compile("(?=[A-Za-z:/_-]*\\d)[\\w:/-]{4,}");

    private final JdbcClient db;
    private final DueTimes due;
    private final Clock clock;

    Exceptions(JdbcClient db, DueTimes due, Clock clock) {
        this.db = db;
        this.due = due;
        this.clock = clock;
    }

    /**
     * What is to be opened.
     *
     * @param returnId null when it is about no single return
     * @param subject what it is about, such as {@code delivery:<id>}; also tells twins apart. Null: the kind and the
     *     return do.
     * @param sentence what happened, without personal data
     * @param context JSON; null when there is nothing
     */
    public record Opening(
            ExceptionKind kind,
            @Nullable UUID returnId,
            @Nullable String subject,
            String sentence,
            @Nullable String context) {
        /** Keeps the first 1,000 characters of the sentence: a foreign system's words may be of any length. */
        public Opening {
            sentence = cut(sentence);
        }

        String fingerprint() {
            String about = subject != null ? subject : returnId != null ? "return:" + returnId : sentence;
            String full = kind + "|" + about;
            return full.length() > 300 ? full.substring(0, 300) : full;
        }

        /** The same for the same cause: what differs from case to case, such as numbers and ids, is left out. */
        String cause() {
            return DigestUtils.sha256Hex(kind + "|" + CASE.matcher(sentence).replaceAll("#"))
                    .substring(0, 16);
        }
    }

    /** Opens a work item, or counts it when the same one is open already. Answers its id. */
    public UUID open(Opening opening) {
        Instant now = clock.instant();
        Optional<UUID> twin = db.sql("select id from exception_case where fingerprint = :f and state = 'OPEN'")
                .param("f", opening.fingerprint())
                .query(UUID.class)
                .optional();
        if (twin.isPresent()) {
            db.sql("update exception_case set count = count + 1, last_at = :now, sentence = :sentence, cause = :cause,"
                            + " context = :context where id = :id")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("sentence", opening.sentence())
                    .param("cause", opening.cause())
                    .param("context", opening.context())
                    .param("id", twin.get())
                    .update();
            return twin.get();
        }
        UUID id = Generators.timeBasedEpochGenerator().generate();
        db.sql(
                        "insert into exception_case (id, kind, fingerprint, cause, return_id, queue, sentence, context, subject, state,"
                                + " count, opened_at, last_at) values (:id, :kind, :f, :cause, :returnId, :queue, :sentence, :context,"
                                + " :subject, 'OPEN', 1, :now, :now)")
                .param("id", id)
                .param("kind", opening.kind().name())
                .param("f", opening.fingerprint())
                .param("cause", opening.cause())
                .param("returnId", opening.returnId())
                .param("queue", opening.kind().queue())
                .param("sentence", opening.sentence())
                .param("context", opening.context())
                .param("subject", opening.subject())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        LOG.warn("{} opened: {}", opening.kind(), opening.sentence());
        return id;
    }

    private static String cut(String sentence) {
        return sentence.length() > LONGEST_SENTENCE ? sentence.substring(0, LONGEST_SENTENCE) : sentence;
    }

    /** Ends what is open about a subject, because it went well in the end. */
    public int resolveSubject(String subject, String resolution) {
        return db.sql("update exception_case set state = 'RESOLVED', resolution = :resolution, closed_at = :now"
                        + " where subject = :subject and state = 'OPEN'")
                .param("resolution", resolution)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("subject", subject)
                .update();
    }

    /** Ends what is open of one kind about a return. */
    public int resolveOf(UUID returnId, ExceptionKind kind, String resolution) {
        return db.sql("update exception_case set state = 'RESOLVED', resolution = :resolution, closed_at = :now"
                        + " where return_id = :id and kind = :kind and state = 'OPEN'")
                .param("resolution", resolution)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", returnId)
                .param("kind", kind.name())
                .update();
    }

    /** Ends one work item; answers whether it was open. */
    public boolean resolve(UUID id, String resolution) {
        return db.sql("update exception_case set state = 'RESOLVED', resolution = :resolution, closed_at = :now"
                                + " where id = :id and state = 'OPEN'")
                        .param("resolution", cut(resolution))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                > 0;
    }

    public boolean assign(UUID id, String assignee) {
        return db.sql("update exception_case set assignee = :assignee where id = :id and state = 'OPEN'")
                        .param("assignee", assignee)
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Subjects of that kind about which something is open. */
    public List<String> openSubjects(String prefix) {
        return db.sql("select distinct subject from exception_case where state = 'OPEN' and subject like :prefix")
                .param("prefix", prefix + "%")
                .query(String.class)
                .list();
    }

    public Optional<ExceptionCase> find(UUID id) {
        return db.sql("select * from exception_case where id = :id")
                .param("id", id)
                .query(this::exceptionCase)
                .optional();
    }

    public List<ExceptionCase> of(UUID returnId) {
        return db.sql("select * from exception_case where return_id = :id order by opened_at")
                .param("id", returnId)
                .query(this::exceptionCase)
                .list();
    }

    /**
     * The work list, newest first.
     *
     * @param state {@code OPEN} or {@code RESOLVED}
     */
    public List<ExceptionCase> list(String state, Filter filter, int limit, int offset) {
        return filter.bind(db.sql("select * from exception_case where state = :state" + filter.where()
                        // Named in full, so that H2 reads an index in order.
                        + " order by state" + filter.common()
                        + ", opened_at desc, id desc limit :limit offset :offset"))
                .param("state", state)
                .param("limit", limit)
                .param("offset", offset)
                .query(this::exceptionCase)
                .list();
    }

    /**
     * Which work items are meant: those that meet everything that is not null.
     *
     * @param cause of one group
     * @param ids these
     * @param whose those that this login looks at; empty for those that nobody does
     */
    public record Filter(
            @Nullable String cause,
            @Nullable ExceptionKind kind,
            @Nullable List<UUID> ids,
            @Nullable String whose) {
        public Filter(@Nullable String cause, @Nullable ExceptionKind kind, @Nullable List<UUID> ids) {
            this(cause, kind, ids, null);
        }

        /** All. */
        public static final Filter ALL = new Filter(null, null, null);

        String where() {
            return (cause == null ? "" : " and cause = :cause")
                    + (kind == null ? "" : " and kind = :kind")
                    + (ids == null ? "" : " and id in (:ids)")
                    + (whose == null ? "" : whose.isEmpty() ? " and assignee is null" : " and assignee = :whose");
        }

        /** Columns in which all that are meant are alike, and by which an index is ordered; as a part of an order. */
        private String common() {
            return cause != null ? ", cause" : kind != null ? ", kind" : "";
        }

        JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement) {
            JdbcClient.StatementSpec bound = statement;
            bound = cause == null ? bound : bound.param("cause", cause);
            bound = kind == null ? bound : bound.param("kind", kind.name());
            bound = whose == null || whose.isEmpty() ? bound : bound.param("whose", whose);
            return ids == null ? bound : bound.param("ids", ids);
        }
    }

    /** How many open work items are meant. */
    public int count(Filter filter) {
        return filter.bind(db.sql("select count(*) from exception_case where state = 'OPEN'" + filter.where()))
                .query(Integer.class)
                .single();
    }

    /**
     * Open work items in the order of their ids, which is that of their opening.
     *
     * @param after those behind it; null from the first on
     * @param upto none behind it
     */
    public List<ExceptionCase> next(Filter filter, @Nullable UUID after, UUID upto, int limit) {
        var query = filter.bind(db.sql("select * from exception_case where state = 'OPEN'" + filter.where()
                        + (after == null ? "" : " and id > :after") + " and id <= :upto order by id limit :limit"))
                .param("upto", upto)
                .param("limit", limit);
        return (after == null ? query : query.param("after", after))
                .query(this::exceptionCase)
                .list();
    }

    /** Open work items by cause, those with most first. */
    public List<ExceptionGroup> groups(int limit, int offset) {
        return db.sql("select cause, kind, max(queue) as queue, max(sentence) as sentence, count(*) as items,"
                        + " sum(count) as times, sum(case when " + Subjects.CAN_RETRY
                        + " then 1 else 0 end) as retriable,"
                        + " min(opened_at) as first_at, max(last_at) as last_at from exception_case"
                        + " where state = 'OPEN' group by cause, kind order by items desc, cause"
                        + " limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, number) -> new ExceptionGroup(
                        row.getString("cause"),
                        ExceptionKind.valueOf(row.getString("kind")),
                        row.getString("queue"),
                        row.getString("sentence"),
                        row.getLong("items"),
                        row.getLong("times"),
                        row.getLong("retriable"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Open work items of one kind.
     *
     * @param count how many there are
     * @param oldest when the oldest of them was opened
     */
    public record Open(long count, Instant oldest) {}

    /** What is open, by kind; without the kinds of which nothing is. */
    public Map<ExceptionKind, Open> openByKind() {
        Map<ExceptionKind, Open> open = new EnumMap<>(ExceptionKind.class);
        db.sql("select kind, count(*), min(opened_at) from exception_case where state = 'OPEN' group by kind")
                .query(row -> {
                    open.put(
                            ExceptionKind.valueOf(row.getString(1)),
                            new Open(
                                    row.getLong(2),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                });
        return open;
    }

    public long countOpen() {
        return db.sql("select count(*) from exception_case where state = :state")
                .param("state", OPEN)
                .query(Long.class)
                .single();
    }

    private ExceptionCase exceptionCase(ResultSet row, int number) throws SQLException {
        ExceptionKind kind = ExceptionKind.valueOf(row.getString("kind"));
        Instant opened = row.getObject("opened_at", OffsetDateTime.class).toInstant();
        OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
        return new ExceptionCase(
                row.getObject("id", UUID.class),
                kind,
                row.getString("fingerprint"),
                row.getString("cause"),
                row.getObject("return_id", UUID.class),
                row.getString("queue"),
                row.getString("sentence"),
                row.getString("context"),
                row.getString("subject"),
                row.getString("state"),
                row.getInt("count"),
                row.getString("assignee"),
                row.getString("resolution"),
                opened,
                opened.plus(due.of(kind)),
                row.getObject("last_at", OffsetDateTime.class).toInstant(),
                closed == null ? null : closed.toInstant());
    }
}
