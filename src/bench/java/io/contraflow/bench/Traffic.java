package io.contraflow.bench;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What Contraflow did for some returns.
 *
 * @param calls to other systems, in their order
 * @param webhooks that it took
 * @param mails that it sent
 * @param inserted rows
 * @param changed rows, also those that were deleted
 * @param statements of all kinds
 * @param commits of transactions that may have only read
 */
record Traffic(
        int returns,
        List<CallRecorder.Sent> calls,
        List<byte[]> webhooks,
        int mails,
        long inserted,
        long changed,
        long statements,
        long commits) {
    private static final Pattern CHANGES = Pattern.compile("(?s)\\s*(update|delete|merge).*");

    /** Lets the database count what it does. */
    static void begin(JdbcClient db) {
        db.sql("set query_statistics_max_entries 10000").update();
        db.sql("set query_statistics true").update();
    }

    /** What the database counted, and what it was told since then. */
    static Traffic end(JdbcClient db, int returns, OffsetDateTime since, List<CallRecorder.Sent> calls) {
        long[] counts = new long[4];
        db.sql("select sql_statement, execution_count, cumulative_row_count from information_schema.query_statistics")
                .query(row -> {
                    String sql = row.getString(1).toLowerCase(Locale.ROOT);
                    counts[2] += row.getLong(2);
                    if (sql.startsWith("insert")) {
                        counts[0] += row.getLong(3);
                    } else if (CHANGES.matcher(sql).matches()) {
                        counts[1] += row.getLong(3);
                    } else if (sql.startsWith("commit")) {
                        counts[3] += row.getLong(2);
                    }
                });
        if (Boolean.getBoolean("bench.statements")) {
            print(db, returns);
        }
        db.sql("set query_statistics false").update();
        List<byte[]> webhooks = db.sql(
                        "select payload from inbox where connector <> 'contraflow' and received_at >= :since"
                                + " order by seq")
                .param("since", since)
                .query(byte[].class)
                .list();
        int mails = db.sql("select count(*) from outbox where connector = 'mail' and created_at >= :since")
                .param("since", since)
                .query(Integer.class)
                .single();
        return new Traffic(returns, calls, webhooks, mails, counts[0], counts[1], counts[2], counts[3]);
    }

    private static void print(JdbcClient db, int returns) {
        db.sql("select execution_count, cumulative_row_count, cumulative_execution_time, sql_statement from"
                        + " information_schema.query_statistics order by execution_count desc limit 60")
                .query(row -> {
                    System.out.printf(
                            "  %6.1f times, %6.1f rows, %6.2f ms for each return: %s%n",
                            row.getDouble(1) / returns,
                            row.getDouble(2) / returns,
                            row.getDouble(3) / returns,
                            row.getString(4));
                });
    }

    double each(long count) {
        return (double) count / returns;
    }

    @Override
    public String toString() {
        return String.format(
                "for each return %.1f calls, %.1f webhooks, %.1f mails; %.1f rows inserted, %.1f changed by %.1f statements in"
                        + " %.1f transactions",
                each(calls.size()),
                each(webhooks.size()),
                each(mails),
                each(inserted),
                each(changed),
                each(statements),
                each(commits));
    }
}
