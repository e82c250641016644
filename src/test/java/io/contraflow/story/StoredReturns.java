package io.contraflow.story;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ended returns of the past, as the application would have left them: copies of one that ran, with its document, its names
 * elsewhere, its timeline, and deliveries, events and payloads for as long as retention keeps them by default. They began one
 * a minute before yesterday; their ids are scattered over time as real ones are. The application should not run meanwhile.
 */
public final class StoredReturns {
    /** Rows of the model's names, timeline, deliveries and events that each copy gets, so that a million fit in minutes. */
    private static final int NAMES = 3;

    private static final int TIMELINE = 2;
    private static final int DELIVERIES = 2;
    private static final int EVENTS = 3;

    /** The youngest have documents of their own; the others share the text of the model's. */
    private static final int DOCUMENTS = 50_000;

    private static final int DAY = 1_440;
    private static final int DELIVERIES_KEPT = 400 * DAY;
    private static final int EVENTS_KEPT = 90 * DAY;
    private static final int PAYLOADS_KEPT = 30 * DAY;
    private static final int CHUNK = 10_000;
    /** Every so many-th had an exception that somebody resolved. */
    private static final int WITH_EXCEPTION = 20;

    /** Ids count to this prime, and are this number times the age, so that neighbours in time are far from each other. */
    private static final long IDS = 1_000_003;

    private static final long SCATTER = 48_271;
    /** The age is this number times the id. */
    private static final long GATHER = java.math.BigInteger.valueOf(SCATTER)
            .modInverse(java.math.BigInteger.valueOf(IDS))
            .longValueExact();

    private static final String SCATTERED = "mod(cast(x as bigint) * " + SCATTER + ", " + IDS + ")";
    private static final String GATHERED = "mod(cast(k as bigint) * " + GATHER + ", " + IDS + ")";
    private static final String ID = "cast('00000000-0000-5000-8000-' || lpad(cast(k as varchar), 12, '0') as uuid)";

    private final JdbcClient db;
    private final boolean server;
    private final String model;

    /**
     * @param server whether the database is PostgreSQL; else H2
     * @param db on a single connection
     * @param model id of the return that is copied
     */
    public StoredReturns(JdbcClient db, boolean server, String model) {
        this.db = db;
        this.server = server;
        this.model = model;
    }

    /** The n-th youngest copy's number. */
    public static String number(int n) {
        return "RMA-" + (1_000_000_000L + n * SCATTER % IDS);
    }

    /** The n-th youngest copy's mail address; three returns share each. */
    public static String email(int n) {
        return "customer-" + n / 3 + "@shop.example";
    }

    /** Stores so many, at most a million, in a database that has none of them. */
    public void store(int count) {
        // What is copied stands by itself, small, so that nothing looks for it among the copies.
        template("returns", "id = cast(:model as uuid)");
        template("return_ref", "return_id = cast(:model as uuid) order by seq limit " + NAMES);
        template("return_word", "return_id = cast(:model as uuid)");
        numbered("timeline", "return_id = cast(:model as uuid)", TIMELINE);
        numbered("outbox", "return_id = cast(:model as uuid)", DELIVERIES);
        numbered("inbox", "cast(:model as uuid) is not null", EVENTS);
        // Indexes are built faster than they are kept up to date.
        List<String> indexes = indexes();
        for (String index : indexes) {
            String name = index.replaceAll("(?i).*?index (if not exists )?", "").split(" ")[0];
            db.sql("drop index " + name.replace("\"public\".", "")).update();
        }
        // Each table is filled in the order of its key.
        for (int begin = 0; begin < IDS; begin += CHUNK) {
            int end = (int) Math.min(begin + CHUNK, IDS) - 1;
            String numbered = "(select k, " + GATHERED + " as x from " + series("k", begin, end)
                    + ") r where x between 1" + " and " + count;
            returns(numbered);
        }
        for (int oldest = count; oldest >= 1; oldest -= CHUNK) {
            int youngest = Math.max(1, oldest - CHUNK + 1);
            histories(youngest, oldest);
        }
        indexes.forEach(index -> db.sql(index).update());
        db.sql("delete from ended_tally").update();
        db.sql(
                        "insert into ended_tally (status, amount) select status, count(*) from returns where status in ('CLOSED',"
                                + " 'DECLINED', 'CANCELLED', 'EXPIRED') group by status")
                .update();
        db.sql("analyze").update();
    }

    private void returns(String copies) {
        String at = at();
        insert(
                "returns (id, number, channel, order_id, order_name, shop_name, email, status, document, created_at,"
                        + " updated_at, received_at, refund_open, refunded_at, refund_seconds, refund_minor, refund_currency, claimable)",
                ID
                        + ", 'RMA-' || (1000000000 + k), channel, 'stored-' || x, '#S' || x, '#S' || x || '-R1', 'customer-' ||"
                        + " x / 3 || '@shop.example', case mod(x, 50) when 7 then 'DECLINED' when 8 then 'CANCELLED' when 9"
                        + " then 'EXPIRED' else status end, case when x <= " + DOCUMENTS
                        + " then replace(replace(document, cast(id as varchar), cast(" + ID
                        + " as varchar)), number, 'RMA-' || (1000000000 + k)) else document end, " + at + ", " + at
                        + ", " + at + ", false, "
                        + at + ", refund_seconds + mod(x, 100000), refund_minor, refund_currency, mod(x, 100) = 0",
                "returns_model m",
                copies + " order by k");
        insert(
                "return_ref (connector, kind, ref, return_id)",
                "connector, kind, ref || '-' || lpad(cast(k as varchar), 7, '0'), " + ID,
                "return_ref_model m",
                copies + " order by connector, kind, k");
        insert("return_word (word, created_at, return_id)", "word, " + at + ", " + ID, "return_word_model m", copies);
        insert(
                "exception_case (id, kind, fingerprint, cause, return_id, queue, sentence, subject, state, count,"
                        + " assignee, resolution, opened_at, last_at, closed_at)",
                ID + ", 'POLICY_REVIEW', 'POLICY_REVIEW|return:' || " + ID + ", 'stored-cause', " + ID
                        + ", 'support', 'A person must look at this return.', null, 'RESOLVED', 1, 'lead', 'Looked at.', "
                        + at + ", " + at + ", " + at,
                "(select 1 as one) m",
                copies + " and mod(x, " + WITH_EXCEPTION + ") = 0 order by k");
    }

    private void histories(int youngest, int oldest) {
        String at = at();
        insert(
                "timeline (seq, return_id, at, kind, actor, sentence, detail)",
                "n - x * " + TIMELINE + ", " + ID + ", " + at + ", kind, actor, sentence, detail",
                "timeline_model m",
                copies(youngest, oldest));
        insert(
                "outbox (seq, id, return_id, connector, role, operation, lane, payload, priority, state, attempts,"
                        + " due_at, began_at, created_at, done_at)",
                "n - x * " + DELIVERIES + ", cast(lpad(cast(" + IDS
                        + " - x as varchar), 8, '0') || '-' || lpad(cast(n as"
                        + " varchar), 4, '0') || '-4000-8000-000000000000' as uuid), " + ID
                        + ", connector, role, operation, " + ID + " || '/' || connector, "
                        + payload() + ", priority, 'DONE', 1, " + at + ", " + at + ", " + at + ", " + at,
                "outbox_model m",
                copies(youngest, Math.min(oldest, DELIVERIES_KEPT)));
        insert(
                "inbox (seq, connector, event_key, topic, lane, payload, priority, state, attempts, due_at, began_at,"
                        + " received_at, done_at)",
                "n - x * " + EVENTS + ", connector, 'stored-' || lpad(cast(x as varchar), 7, '0') || '-' || n, topic,"
                        + " connector || '/stored-' || x, "
                        + payload() + ", priority, 'DONE', 1, " + at + ", " + at + ", " + at + ", " + at,
                "inbox_model m",
                copies(youngest, Math.min(oldest, EVENTS_KEPT)));
    }

    private String copies(int youngest, int oldest) {
        return "(select x, " + SCATTERED + " as k from " + series("x", youngest, oldest) + ") r order by x desc, n";
    }

    private String series(String name, int first, int last) {
        return (server ? "generate_series(" : "system_range(") + first + ", " + last + ") s(" + name + ")";
    }

    private String payload() {
        String nothing = server ? "''::bytea" : "X''";
        return "case when x <= " + PAYLOADS_KEPT + " then payload else " + nothing + " end";
    }

    private String at() {
        return server
                ? "current_timestamp - (x + " + DAY + ") * interval '1 minute'"
                : "dateadd('MINUTE', -(x + " + DAY + "), current_timestamp)";
    }

    private void template(String table, String which) {
        db.sql("create local temporary table " + table + "_model as select * from " + table + " where "
                        + which.replace(":model", "'" + model + "'"))
                .update();
    }

    private void numbered(String table, String which, int most) {
        db.sql("create local temporary table " + table
                        + "_model as select t.*, row_number() over (order by seq) as n from "
                        + table + " t where seq > 0 and " + which.replace(":model", "'" + model + "'")
                        + " order by seq limit " + most)
                .update();
    }

    private void insert(String into, String values, String from, String copies) {
        db.sql("insert into " + into + " select " + values + " from " + from + " cross join " + copies)
                .update();
    }

    /** What makes the indexes that no constraint needs. */
    private List<String> indexes() {
        List<String> tables =
                List.of("returns", "return_ref", "return_word", "timeline", "outbox", "inbox", "exception_case");
        if (server) {
            return db.sql("select indexdef from pg_indexes where schemaname = 'public' and tablename in (:tables)"
                            + " and indexname not in (select conname from pg_constraint)")
                    .param("tables", tables)
                    .query(String.class)
                    .list();
        }
        return db.sql("script nodata").query(String.class).list().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("create index"))
                .filter(line -> tables.stream().anyMatch(table -> line.contains(" ON \"public\".\"" + table + "\"(")))
                .toList();
    }
}
