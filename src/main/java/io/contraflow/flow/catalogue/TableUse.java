package io.contraflow.flow.catalogue;

import io.contraflow.mapping.LookUps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts which keys transforms look up in the tables. The counts of each node are added to the database every few seconds, so
 * that a look-up costs no statement; a kill costs the counts of these seconds.
 */
@Component
public class TableUse implements LookUps, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TableUse.class);
    private static final long EVERY_SECONDS = 5;
    private static final int LONGEST_KEY = 200;
    /** Keys counted at once, and keys of a table without a row that are kept, so that nonsense from outside fills nothing. */
    private static final int MOST_KEYS = 10_000;

    static final int MOST_UNKNOWN = 1_000;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<Key, Counts> counted = new ConcurrentHashMap<>();
    private volatile @Nullable ScheduledExecutorService worker;

    TableUse(JdbcClient db, TransactionTemplate transaction, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * How often a key was looked up.
     *
     * @param found how often there was a row
     * @param defaulted how often there was none and the transform went on with what holds then
     * @param missing how often there was none and the return stopped
     */
    record Used(String key, long found, long defaulted, long missing, Instant firstAt, Instant lastAt) {}

    private record Key(String table, String key) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTable = table.compareTo(other.table);
            return byTable == 0 ? key.compareTo(other.key) : byTable;
        }
    }

    private record Counts(long found, long defaulted, long missing) {
        static Counts of(Answer answer) {
            return new Counts(
                    answer == Answer.FOUND ? 1 : 0,
                    answer == Answer.DEFAULTED ? 1 : 0,
                    answer == Answer.MISSING ? 1 : 0);
        }

        static Counts sum(Counts a, Counts b) {
            return new Counts(a.found + b.found, a.defaulted + b.defaulted, a.missing + b.missing);
        }
    }

    @Override
    public void looked(String table, String key, Answer answer) {
        Key counts = new Key(table, storable(key));
        if (counted.size() < MOST_KEYS || counted.containsKey(counts)) {
            counted.merge(counts, Counts.of(answer), Counts::sum);
        }
    }

    /** PostgreSQL stores no NUL, and no column is endless. */
    private static String storable(String key) {
        String text = key.replace('\u0000', '\uFFFD');
        return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY);
    }

    /** Adds what was counted since the last time to the database. */
    void save() {
        // In one order, so that two nodes do not wait for each other.
        Map<Key, Counts> taken = new TreeMap<>();
        for (Key key : Set.copyOf(counted.keySet())) {
            Counts counts = counted.remove(key);
            if (counts != null) {
                taken.put(key, counts);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(tx -> taken.forEach(this::add));
        } catch (RuntimeException e) {
            LOG.debug("the use of the tables could not be saved, trying again: {}", e.toString());
            taken.forEach((key, counts) -> counted.merge(key, counts, Counts::sum));
        }
    }

    private void add(Key key, Counts counts) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        int changed = db.sql("update table_use set found = found + :found, defaulted = defaulted + :defaulted,"
                        + " missing = missing + :missing, last_at = :now where mapping = :mapping and key_text = :key")
                .param("found", counts.found)
                .param("defaulted", counts.defaulted)
                .param("missing", counts.missing)
                .param("now", now)
                .param("mapping", key.table)
                .param("key", key.key)
                .update();
        if (changed == 0 && (counts.found > 0 || unknown(key.table) < MOST_UNKNOWN)) {
            db.sql("insert into table_use (mapping, key_text, found, defaulted, missing, first_at, last_at)"
                            + " values (:mapping, :key, :found, :defaulted, :missing, :now, :now)")
                    .param("mapping", key.table)
                    .param("key", key.key)
                    .param("found", counts.found)
                    .param("defaulted", counts.defaulted)
                    .param("missing", counts.missing)
                    .param("now", now)
                    .update();
        }
    }

    private long unknown(String table) {
        return db.sql("select count(*) from table_use where mapping = :mapping and found = 0")
                .param("mapping", table)
                .query(Long.class)
                .single();
    }

    /** All look-ups of each table that had any. */
    Map<String, Used> totals() {
        return db
                .sql("select mapping, sum(found), sum(defaulted), sum(missing), min(first_at), max(last_at)"
                        + " from table_use group by mapping")
                .query((row, number) -> used(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Used::key, used -> used));
    }

    /** Keys of a table that were looked up in vain at least once, most wanted first. */
    List<Used> inVain(String table, int most) {
        return db.sql("select key_text, found, defaulted, missing, first_at, last_at from table_use"
                        + " where mapping = :mapping and defaulted + missing > 0"
                        + " order by defaulted + missing desc, key_text limit :most")
                .param("mapping", table)
                .param("most", most)
                .query((row, number) -> used(row))
                .list();
    }

    /** Keys of a table that were looked up and found, at most so many. */
    List<String> found(String table, int most) {
        return db.sql("select key_text from table_use where mapping = :mapping and found > 0 limit :most")
                .param("mapping", table)
                .param("most", most)
                .query(String.class)
                .list();
    }

    private static Used used(ResultSet row) throws SQLException {
        return new Used(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "table-use");
            thread.setDaemon(true);
            return thread;
        });
        var unused = started.scheduleWithFixedDelay(this::save, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        worker = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopped = worker;
        worker = null;
        if (stopped != null) {
            stopped.shutdown();
            save();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
