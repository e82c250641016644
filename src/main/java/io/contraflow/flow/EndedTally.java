package io.contraflow.flow;

import io.contraflow.model.Status;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many returns are in each final status, without counting them: each transaction that ends a return adds a row of its
 * own, and the rows are summed up from time to time. Writing takes part in the running transaction.
 */
@Component("endedTally")
class EndedTally {
    /** Rows that are summed up at once. */
    private static final int BATCH = 10_000;

    /** The statuses in which a return may still change by itself; those returns are few. */
    private static final List<String> UNDER_WAY = Arrays.stream(Status.values())
            .filter(status -> !status.isFinal())
            .map(Enum::name)
            .toList();

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    EndedTally(JdbcClient db, TransactionTemplate transaction) {
        this.db = db;
        this.transaction = transaction;
    }

    /**
     * Notes that a return is in another status.
     *
     * @param before null when it is new
     * @param after null when it is removed
     */
    void moved(@Nullable Status before, @Nullable Status after) {
        if (before != after) {
            add(before, -1);
            add(after, 1);
        }
    }

    private void add(@Nullable Status status, long amount) {
        if (status != null && status.isFinal()) {
            insert(status.name(), amount);
        }
    }

    private void insert(String status, long amount) {
        db.sql("insert into ended_tally (status, amount) values (:status, :amount)")
                .param("status", status)
                .param("amount", amount)
                .update();
    }

    /** How many returns are in each status, without those in which there is none. */
    Map<Status, Long> counts() {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        // One statement sees one moment, in which each return is in one status.
        db.sql("select status, sum(amount) from (select status, amount from ended_tally union all"
                        + " select status, count(*) from returns where status in (:underWay) group by status) known"
                        + " group by status")
                .param("underWay", UNDER_WAY)
                .query(row -> {
                    if (row.getLong(2) > 0) {
                        counts.put(Status.valueOf(row.getString(1)), row.getLong(2));
                    }
                });
        return counts;
    }

    private record Row(long seq, String status, long amount) {}

    /** Replaces the rows by their sums. A schedule calls it. */
    public void sumUp() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = Boolean.TRUE.equals(transaction.execute(tx -> sumUpSome()));
        }
    }

    private boolean sumUpSome() {
        List<Row> rows = db.sql("select seq, status, amount from ended_tally order by seq limit :limit for update")
                .param("limit", BATCH)
                .query((row, number) -> new Row(row.getLong(1), row.getString(2), row.getLong(3)))
                .list();
        Map<String, Long> sums = new HashMap<>();
        rows.forEach(row -> sums.merge(row.status, row.amount, Long::sum));
        if (rows.size() == sums.size()) {
            return false;
        }
        db.sql("delete from ended_tally where seq in (:seqs)")
                .param("seqs", rows.stream().map(Row::seq).toList())
                .update();
        sums.forEach(this::insert);
        return rows.size() == BATCH;
    }
}
