package io.contraflow.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.StableId;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Return;
import io.contraflow.model.Status;
import io.contraflow.policy.History;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps returns and what they are called elsewhere. Writing takes part in the running transaction. */
@Component
public class ReturnStore {
    /** Later than anything, and within what each database can keep. */
    private static final OffsetDateTime END_OF_TIME = OffsetDateTime.parse("9999-12-31T00:00:00Z");

    /** How many of the newest returns with a SKU are looked through. */
    private static final int MOST_OF_A_WORD = 2_000;

    /** More than begin in the same moment as the last of a page. */
    private static final int TWINS = 50;

    private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final History NOTHING = new History(0, 0, 0, 0);

    private final JdbcClient db;
    private final ObjectMapper json;
    private final EndedTally tally;
    private final SearchWords words;

    ReturnStore(JdbcClient db, ObjectMapper json, EndedTally tally, SearchWords words) {
        this.db = db;
        this.json = json;
        this.tally = tally;
        this.words = words;
    }

    /**
     * What a system calls a return or a part of it.
     *
     * @param kind what sort of record it is, such as {@code credit-memo}
     */
    public record Name(String connector, String kind, String ref) {}

    /** A return as lists show it. */
    public record Row(
            UUID id,
            String number,
            String channel,
            String orderName,
            String shopName,
            Status status,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * What to look for.
     *
     * @param status null for all
     * @param channel null for all
     * @param text an order, RMA, shop name, mail address, SKU, tracking number, or an id in any system; null for all
     * @param page how many pages of that size are left out
     * @param place only those on one side of a return; null for all
     */
    public record Query(
            @Nullable Status status,
            @Nullable String channel,
            @Nullable String text,
            int page,
            int size,
            @Nullable Place place) {
        public Query(@Nullable Status status, @Nullable String channel, @Nullable String text, int page, int size) {
            this(status, channel, text, page, size, null);
        }
    }

    /**
     * A return in the list. From there on a page is as quick as the first, however far down it is.
     *
     * @param isBefore whether the newer ones are meant, the nearest; else the older ones
     */
    public record Place(OffsetDateTime createdAt, UUID id, boolean isBefore) {}

    /** The place of a return; empty when there is none of that id. */
    public Optional<Place> place(UUID id, boolean isBefore) {
        return db.sql("select created_at from returns where id = :id")
                .param("id", id)
                .query((row, number) -> new Place(row.getObject(1, OffsetDateTime.class), id, isBefore))
                .optional();
    }

    /** Locks an order until the transaction ends. */
    void lockOrder(String orderId) {
        // All but the first event of an order find it there.
        if (!lockedOrder(orderId)) {
            db.sql("insert into order_lock (order_id) values (:id) on conflict do nothing")
                    .param("id", orderId)
                    .update();
            lockedOrder(orderId);
        }
    }

    private boolean lockedOrder(String orderId) {
        return db.sql("select order_id from order_lock where order_id = :id for update")
                .param("id", orderId)
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** The RMA number of a new return. The systems know the return by it, so it follows from the id. */
    String numberFor(UUID id) {
        return "RMA-" + StableId.number(id, number -> byNumber("RMA-" + number).isPresent());
    }

    void insert(Return made) {
        db.sql("insert into returns (id, number, channel, order_id, order_name, shop_name, email, status, document,"
                        + " created_at, updated_at) values (:id, :number, :channel, :orderId, :orderName, :shopName,"
                        + " :email, :status, :document, :createdAt, :updatedAt)")
                .param("id", made.id())
                .param("number", made.number())
                .param("channel", made.channel())
                .param("orderId", made.order().id())
                .param("orderName", made.order().name())
                .param("shopName", made.shopName())
                .param("email", made.order().customer().email().toLowerCase(Locale.ROOT))
                .param("status", made.status().name())
                .param("document", write(made))
                .param("createdAt", made.createdAt().atOffset(ZoneOffset.UTC))
                .param("updatedAt", made.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
        tally.moved(null, made.status());
        words.add(made);
    }

    /** @param before the return as it is stored */
    void update(Return before, Return changed) {
        tally.moved(before.status(), changed.status());
        words.changed(before, changed);
        Money refund = changed.money().shopRefund();
        db.sql("update returns set status = :status, document = :document, updated_at = :updatedAt,"
                        + " refund_open = :refundOpen, worn_pieces = :worn, wrong_pieces = :wrong, claimable = :claimable,"
                        + " received_at = case when :received then coalesce(received_at, :updatedAt) else received_at end,"
                        + " refunded_at = coalesce(refunded_at, :refundedAt),"
                        + " refund_seconds = coalesce(refund_seconds, :refundSeconds),"
                        + " refund_minor = :refundMinor, refund_currency = :refundCurrency where id = :id")
                .param("refundedAt", refund == null ? null : changed.updatedAt().atOffset(ZoneOffset.UTC), TIME)
                .param(
                        "refundSeconds",
                        refund == null
                                ? null
                                : Duration.between(changed.createdAt(), changed.updatedAt())
                                        .toSeconds(),
                        Types.BIGINT)
                .param("refundMinor", refund == null ? null : refund.minor(), Types.BIGINT)
                .param("refundCurrency", refund == null ? null : refund.currency(), Types.VARCHAR)
                .param("refundOpen", RefundClocks.isOpen(changed))
                .param("worn", RiskSignals.worn(changed))
                .param("wrong", RiskSignals.wrongGoods(changed))
                .param("claimable", SupplierClaims.isClaimable(changed))
                .param("received", changed.has(Milestone.RECEIVED))
                .param("id", changed.id())
                .param("status", changed.status().name())
                .param("document", write(changed))
                .param("updatedAt", changed.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The return, locked until the transaction ends. */
    public Optional<Return> lock(UUID id) {
        return db.sql("select document from returns where id = :id for update")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** The status of a return, which is locked until the transaction ends. */
    Optional<Status> lockStatus(UUID id) {
        return db.sql("select status from returns where id = :id for update")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(Status::valueOf);
    }

    /** Id of the order of a return. */
    Optional<String> orderOf(UUID id) {
        return db.sql("select order_id from returns where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    public Optional<Return> find(UUID id) {
        return db.sql("select document from returns where id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    Optional<UUID> byNumber(String number) {
        return db.sql("select id from returns where number = :number")
                .param("number", number)
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> byRef(String connector, String kind, String ref) {
        // Two returns may share a ticket or customer; the newest one is meant.
        return db.sql("select f.return_id from return_ref f join returns r on r.id = f.return_id"
                        + " where f.connector = :connector and f.kind = :kind and f.ref = :ref"
                        + " order by r.created_at desc, r.number desc limit 1")
                .param("connector", connector)
                .param("kind", kind)
                .param("ref", ref)
                .query(UUID.class)
                .optional();
    }

    /** The returns of an order, oldest first. */
    List<Return> ofOrder(String orderId) {
        return ofOrder(orderId, new UUID(0, 0));
    }

    /** The other returns of an order, oldest first. */
    List<Return> ofOrder(String orderId, UUID except) {
        return db
                .sql("select document from returns where order_id = :id and id <> :except order by created_at, id")
                .param("id", orderId)
                .param("except", except)
                .query(String.class)
                .list()
                .stream()
                .map(this::read)
                .toList();
    }

    /** What the customer did before this return; nothing when nobody knows who it is. */
    public History history(Return current) {
        String email = current.order().customer().email();
        if (email.isBlank()) {
            return NOTHING;
        }
        return db.sql("select count(*), coalesce(sum(case when created_at >= :year then 1 else 0 end), 0),"
                        + " coalesce(sum(worn_pieces), 0), coalesce(sum(wrong_pieces), 0) from returns"
                        + " where email = :email and created_at <= :at and id <> :id")
                .param("email", email.toLowerCase(Locale.ROOT))
                .param("at", current.createdAt().atOffset(ZoneOffset.UTC))
                .param("year", current.createdAt().minus(YEAR).atOffset(ZoneOffset.UTC))
                .param("id", current.id())
                .query((row, number) -> new History(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .single();
    }

    /** Ids of returns in order, after one of them. */
    List<UUID> idsAfter(UUID last, int size) {
        return db.sql("select id from returns where id > :last order by id limit :size")
                .param("last", last)
                .param("size", size)
                .query(UUID.class)
                .list();
    }

    /**
     * Returns of a time for which somebody else may have to pay, oldest first.
     *
     * @param last where the page before ended; null for the first page
     */
    List<Return> claimable(Instant from, Instant to, @Nullable Place last, int size) {
        return db
                .sql("select document from returns where claimable = true and created_at >= :from and created_at < :to"
                        + " and (created_at > :from or id > :last) order by claimable, created_at, id limit :size")
                .param("last", last == null ? new UUID(0, 0) : last.id())
                .param("from", last == null ? from.atOffset(ZoneOffset.UTC) : last.createdAt())
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("size", size)
                .query(String.class)
                .list()
                .stream()
                .map(this::read)
                .toList();
    }

    /** Counts the pieces of a return that tell about its customer, and remembers by which words it is found. */
    void recount(Return about) {
        words.add(about);
        db.sql("update returns set worn_pieces = :worn, wrong_pieces = :wrong, claimable = :claimable where id = :id")
                .param("worn", RiskSignals.worn(about))
                .param("wrong", RiskSignals.wrongGoods(about))
                .param("claimable", SupplierClaims.isClaimable(about))
                .param("id", about.id())
                .update();
    }

    /** Notes that somebody accepts the return; answers how many people have. */
    int accept(UUID returnId, String actor, Instant at) {
        db.sql("insert into return_approval (return_id, actor, at) values (:id, :actor, :at) on conflict do nothing")
                .param("id", returnId)
                .param("actor", actor)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return db.sql("select count(*) from return_approval where return_id = :id")
                .param("id", returnId)
                .query(Integer.class)
                .single();
    }

    /** Remembers what the return is called in a system; a name that it has already stays. */
    void refer(UUID returnId, String connector, String kind, String ref) {
        db.sql("insert into return_ref (connector, kind, ref, return_id) values (:connector, :kind, :ref, :id)"
                        + " on conflict do nothing")
                .param("connector", connector)
                .param("kind", kind)
                .param("ref", ref)
                .param("id", returnId)
                .update();
    }

    /** What the return is called, by connector and kind; the newest where there are several. */
    public Map<String, Map<String, String>> refs(UUID returnId) {
        Map<String, Map<String, String>> refs = new LinkedHashMap<>();
        names(returnId).forEach(name -> refs.computeIfAbsent(name.connector(), connector -> new LinkedHashMap<>())
                .put(name.kind(), name.ref()));
        return refs;
    }

    /** All that the return and its parts are called, by connector, oldest first. */
    public List<Name> names(UUID returnId) {
        return db.sql("select connector, kind, ref from return_ref where return_id = :id order by connector, seq")
                .param("id", returnId)
                .query((row, number) -> new Name(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** One page of the returns that match, newest first. */
    public List<Row> search(Query query) {
        List<Row> rows = filtered(query)
                .param("limit", query.size())
                .param("offset", query.page() * query.size())
                .query((row, number) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("channel"),
                        row.getString("order_name"),
                        row.getString("shop_name"),
                        Status.valueOf(row.getString("status")),
                        row.getObject("created_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                        row.getObject("updated_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .list();
        if (query.place() != null && query.place().isBefore()) {
            Collections.reverse(rows);
        }
        return rows;
    }

    private JdbcClient.StatementSpec filtered(Query query) {
        Map<String, Object> params = new LinkedHashMap<>();
        condition(query, params);
        return db.sql(statement(query)).params(params);
    }

    /** What a search asks the database. */
    static String statement(Query query) {
        return "select id, number, channel, order_name, shop_name, status, created_at, updated_at from returns r where "
                + condition(query, new LinkedHashMap<>()) + order(query) + " limit :limit offset :offset";
    }

    /** In which order a query reads rows of {@code returns r}. */
    static String order(Query query) {
        // What all have in common stands first, so that each database reads an index in its order instead of sorting.
        // Upwards, all of it stands the other way round.
        boolean isUpwards = query.place() != null && query.place().isBefore();
        String common = isUpwards ? " desc, " : ", ";
        String direction = isUpwards ? "" : " desc";
        return " order by " + (query.status() == null ? "" : "status" + common)
                + (query.channel() == null ? "" : "channel" + common)
                + "created_at" + direction + ", id" + direction;
    }

    /** The newest returns of a word: as many as the page needs where nothing else is asked of them. */
    private static String ofWord(Query query) {
        Place place = query.place();
        boolean isDownwards = place == null || !place.isBefore();
        boolean isAll = query.status() == null && query.channel() == null && isDownwards;
        long needed = (query.page() + 1L) * query.size() + TWINS;
        return "select return_id from return_word where word = :word"
                + (place != null && isDownwards ? " and created_at <= :placeAt" : "")
                + " order by word, created_at desc, return_id desc limit "
                + (isAll ? Math.min(MOST_OF_A_WORD, needed) : MOST_OF_A_WORD);
    }

    /** What a query asks of a row of {@code returns r}, page and size apart; its values are put into {@code params}. */
    static String condition(Query query, Map<String, Object> params) {
        String text = query.text() == null || query.text().isBlank()
                ? null
                : query.text().trim();
        // A search finds few, by their ids; H2 would read all of a status or channel in its order until it met them.
        String column = text != null ? " and substring(%s from 1) = :%s" : " and %s = :%s";
        StringBuilder sql = new StringBuilder("1 = 1");
        if (query.status() != null) {
            sql.append(column.formatted("status", "status"));
            params.put("status", query.status().name());
        }
        if (query.channel() != null) {
            sql.append(column.formatted("channel", "channel"));
            params.put("channel", query.channel());
        }
        Place place = query.place();
        if (place != null) {
            // The first half is what an index can begin at.
            sql.append(
                    place.isBefore()
                            ? " and created_at >= :placeAt and (created_at > :placeAt or id > :placeId)"
                            : " and created_at <= :placeAt and (created_at < :placeAt or id < :placeId)");
            params.put("placeAt", place.createdAt());
            params.put("placeId", place.id());
        }
        if (text != null) {
            sql.append(" and id in (select id from returns where number = :text union select id from returns where"
                    + " order_name = :text union select id from returns where shop_name = :text union select id from"
                    + " returns where order_id = :text union select id from returns where email = :mail"
                    + " union select return_id from return_ref where ref = :text"
                    + " union select return_id from (" + ofWord(query) + ") w)");
            params.put("text", text);
            params.put("mail", text.toLowerCase(Locale.ROOT));
            params.put("word", SearchWords.word(text));
        }
        return sql.toString();
    }

    /**
     * A return of the past.
     *
     * @param history what the customer had done before it
     * @param createdAt as the database keeps it, so that the next page begins exactly there
     */
    record Past(Return about, History history, OffsetDateTime createdAt) {}

    long countSince(String channel, Instant from) {
        return db.sql("select count(*) from returns where channel = :channel and created_at >= :from")
                .param("channel", channel)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /**
     * A page of a channel's returns, newest first.
     *
     * @param after the last of the page before; null for the first page
     */
    List<Past> since(String channel, Instant from, @Nullable Past after, int size) {
        // What all have in common stands first, and the newest come first, so that an index is read in its order.
        List<Kept> page = db.sql("select id, document, created_at from returns where channel = :channel"
                        + " and created_at >= :from and created_at <= :until and (created_at < :until or id < :last)"
                        + " order by channel, created_at desc, id desc limit :size")
                .param("channel", channel)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", after == null ? END_OF_TIME : after.createdAt())
                .param("last", after == null ? new UUID(0, 0) : after.about().id())
                .param("size", size)
                .query((row, number) -> new Kept(
                        row.getObject("id", UUID.class),
                        row.getString("document"),
                        row.getObject("created_at", OffsetDateTime.class)))
                .list();
        Map<UUID, History> histories = page.isEmpty()
                ? Map.of()
                : histories(page.stream().map(Kept::id).toList());
        return page.stream()
                .map(kept ->
                        new Past(read(kept.document()), histories.getOrDefault(kept.id(), NOTHING), kept.createdAt()))
                .toList();
    }

    private record Kept(UUID id, String document, OffsetDateTime createdAt) {}

    /** What the customers of these returns had done before each; those with nothing are left out. */
    private Map<UUID, History> histories(List<UUID> ids) {
        Map<UUID, History> histories = new HashMap<>();
        db.sql(
                        "select r.id, count(*), sum(case when b.created_at >= r.created_at - interval '365' day then 1 else 0 end),"
                                + " sum(b.worn_pieces), sum(b.wrong_pieces) from returns r join returns b on b.email = r.email"
                                + " and b.created_at <= r.created_at and b.id <> r.id"
                                + " where r.id in (:ids) and r.email <> '' group by r.id")
                .param("ids", ids)
                .query(row -> {
                    histories.put(
                            row.getObject(1, UUID.class),
                            new History(row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
                });
        return histories;
    }

    /** How many returns are in each status. */
    public Map<Status, Long> counts() {
        return tally.counts();
    }

    private String write(Return value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("return " + value.id() + " cannot be written", e);
        }
    }

    private Return read(String document) {
        try {
            return json.readValue(document, Return.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored return cannot be read", e);
        }
    }
}
