package io.contraflow.journal;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The processes that work on one database. Each says at short intervals that it lives; one that is silent for too long
 * is struck off by another, which then frees what it had at work. All times are the database's, so that clocks need not
 * agree. The embedded database serves one process only, which has no need to say anything.
 */
@Component
class Nodes implements Leadership, Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final NodeSettings settings;
    private final boolean alone;
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "heartbeat"));
    private volatile long id;
    private volatile int size = 1;
    private volatile @Nullable Description description;
    private long trustsFrom = System.nanoTime();
    /** By this process's own clock, so that one that was held up knows that its time is over. */
    private volatile long leadsUntil = System.nanoTime();

    Nodes(DataSource database, JdbcClient db, TransactionTemplate transaction, NodeSettings settings) {
        this.db = db;
        this.transaction = transaction;
        this.settings = settings;
        this.alone = Sql.skipLocked(database).isEmpty();
    }

    /** What a process says that it works by. */
    private record Description(String version, String configuration) {}

    @Override
    public boolean isAlone() {
        return alone;
    }

    /** What this process's claims carry; another one after it was taken for dead. */
    long id() {
        return id;
    }

    /**
     * Begins to say that this process lives.
     *
     * @param freed called with the number of each node that was struck off, in the transaction that does it
     */
    void begin(LongConsumer freed) {
        if (alone) {
            db.sql("delete from node").update();
        }
        register();
        if (!alone) {
            long saidAt = System.nanoTime();
            strikeOff(freed);
            seeWhoLeads(saidAt);
            long millis = settings.heartbeat().toMillis();
            beats.scheduleAtFixedRate(() -> beat(freed), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** The oldest living node leads, for as long as nobody can have taken it for dead. */
    @Override
    public boolean isLeader() {
        return alone || leadsUntil - System.nanoTime() > 0;
    }

    @Override
    public int size() {
        return size;
    }

    private void seeWhoLeads(long saidAt) {
        long[] all = db.sql("select count(*), min(id) from node")
                .query((row, number) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
        size = (int) Math.max(1, all[0]);
        if (all[0] > 0 && all[1] == id) {
            leadsUntil =
                    saidAt + settings.deadAfter().minus(settings.heartbeat()).toNanos();
        }
    }

    /** Strikes itself off, unless something is left at work that others must not touch yet. */
    void end(boolean isIdle) {
        beats.shutdownNow();
        leadsUntil = System.nanoTime();
        if (isIdle && id != 0) {
            try {
                db.sql("delete from node where id = :id").param("id", id).update();
            } catch (DataAccessException | TransactionException away) {
                LOG.debug("node {} could not strike itself off", id, away);
            }
        }
    }

    @Override
    public void describe(String version, SortedMap<String, String> configuration) {
        Description now = new Description(Sql.fit(version, 100), ClusterReader.text(configuration));
        if (!now.equals(description) && id != 0) {
            tell(now);
            description = now;
        }
    }

    private void tell(Description now) {
        db.sql("update node set version = :version, configuration = :configuration, configured_at = current_timestamp"
                        + " where id = :id")
                .param("version", now.version())
                .param("configuration", now.configuration())
                .param("id", id)
                .update();
    }

    @Override
    public List<ClusterNode> nodes() {
        return new ClusterReader(db, settings.heartbeat().multipliedBy(2), alone).nodes(id);
    }

    private void register() {
        KeyHolder key = new GeneratedKeyHolder();
        db.sql("insert into node (name, address, started_at, seen_at)"
                        + " values (:name, :address, current_timestamp, current_timestamp)")
                .param("name", Sql.fit(settings.name(), 100))
                .param("address", settings.address().isBlank() ? null : Sql.fit(settings.address(), 200))
                .update(key, "id");
        id = Objects.requireNonNull(key.getKey(), "the number of the node").longValue();
        Description known = description;
        if (known != null) {
            tell(known);
        }
    }

    private void beat(LongConsumer freed) {
        long saidAt = System.nanoTime();
        try {
            int known = db.sql("update node set seen_at = current_timestamp where id = :id")
                    .param("id", id)
                    .update();
            if (known == 0) {
                LOG.warn("node {} was silent for so long that others took over its work; it goes on as a new one", id);
                register();
            }
            if (System.nanoTime() - trustsFrom > 0) {
                strikeOff(freed);
            }
            seeWhoLeads(saidAt);
        } catch (DataAccessException | TransactionException away) {
            // Nobody could say anything meanwhile, so the others get their time before they count as silent.
            trustsFrom = System.nanoTime() + settings.deadAfter().toNanos();
            LOG.debug("node {} could not say that it lives", id, away);
        } catch (RuntimeException e) {
            LOG.error("node {}: the heartbeat failed, it goes on", id, e);
        }
    }

    private void strikeOff(LongConsumer freed) {
        OffsetDateTime before = db.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .minus(settings.deadAfter());
        List<Long> silent = db.sql("select id from node where seen_at < :before")
                .param("before", before)
                .query(Long.class)
                .list();
        for (long node : silent) {
            transaction.executeWithoutResult(tx -> {
                int struck = db.sql("delete from node where id = :id and seen_at < :before")
                        .param("id", node)
                        .param("before", before)
                        .update();
                if (struck == 1) {
                    freed.accept(node);
                }
            });
        }
    }
}
