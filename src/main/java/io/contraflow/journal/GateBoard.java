package io.contraflow.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Lets all nodes hold back from a connector that one of them has trouble with, or that a person paused at one of them. It
 * compares at short intervals, so that no call to a system waits for the database. The nodes' clocks must agree about as
 * well as those intervals.
 */
final class GateBoard {
    private static final Logger LOG = LoggerFactory.getLogger(GateBoard.class);
    private static final long LOOK_MILLIS = 400;

    private final JdbcClient db;
    private final Map<String, Gate> gates;
    /** Prefix of the gates that a person can pause. */
    private final String pausable;

    private final LongSupplier node;
    private final Clock clock;
    private final Map<String, Gate.Trouble> told = new HashMap<>();
    private long toldAs;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "gates"));

    GateBoard(JdbcClient db, Map<String, Gate> gates, String pausable, LongSupplier node, Clock clock) {
        this.db = db;
        this.gates = gates;
        this.pausable = pausable;
        this.node = node;
        this.clock = clock;
    }

    /** Begins to look at short intervals. */
    void begin() {
        looks.scheduleWithFixedDelay(this::lookSafely, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void end() {
        looks.shutdownNow();
    }

    private void lookSafely() {
        try {
            look();
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("what other nodes know of connectors could not be read", away);
        } catch (RuntimeException e) {
            LOG.error("what other nodes know of connectors could not be compared, it goes on", e);
        }
    }

    /** Tells what this process knows, and heeds what the others do. */
    void look() {
        tell();
        Map<String, Gate.Trouble> others = others();
        Set<String> paused = new HashSet<>(db.sql("select connector from connector_pause")
                .query(String.class)
                .list());
        gates.forEach((name, gate) -> {
            gate.heed(others.get(name));
            if (name.startsWith(pausable)) {
                gate.pause(paused.contains(name.substring(pausable.length())));
            }
        });
    }

    private void tell() {
        long self = node.getAsLong();
        if (self != toldAs) {
            told.clear();
            toldAs = self;
        }
        Instant now = clock.instant();
        gates.forEach((name, gate) -> {
            Gate.Trouble own = gate.own(now);
            if (!Objects.equals(own, told.get(name))) {
                write(self, name, own);
            }
        });
    }

    private void write(long self, String name, Gate.@Nullable Trouble own) {
        db.sql("delete from gate_trouble where (node = :node and gate = :gate)"
                        + " or not exists (select 1 from node where node.id = gate_trouble.node)")
                .param("node", self)
                .param("gate", name)
                .update();
        if (own == null) {
            told.remove(name);
            return;
        }
        db.sql("insert into gate_trouble (node, gate, state, not_before, began_at)"
                        + " values (:node, :gate, :state, :notBefore, :began)")
                .param("node", self)
                .param("gate", name)
                .param("state", own.state().name())
                .param("notBefore", Sql.utc(own.notBefore()))
                .param("began", Sql.utc(own.at()))
                .update();
        told.put(name, own);
    }

    /** The worst of what the other living nodes say, by gate. */
    private Map<String, Gate.Trouble> others() {
        Map<String, Gate.Trouble> worst = new HashMap<>();
        db.sql("select gate, state, not_before, began_at from gate_trouble join node on node.id = gate_trouble.node"
                        + " where gate_trouble.node <> :node")
                .param("node", node.getAsLong())
                .query((ResultSet row) -> {
                    worst.merge(row.getString("gate"), trouble(row), Gate.Trouble::and);
                });
        return worst;
    }

    private static Gate.Trouble trouble(ResultSet row) throws SQLException {
        return new Gate.Trouble(
                Gate.State.valueOf(row.getString("state")),
                Objects.requireNonNull(Sql.instant(row, "not_before")),
                Objects.requireNonNull(Sql.instant(row, "began_at")));
    }
}
