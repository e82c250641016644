package io.contraflow.audit;

import io.contraflow.audit.Verdict.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chain of hashes through all entries that have ended. It grows in short steps, away from the actions themselves; of
 * several processes that want to extend it at once, the row of its end lets one in after the other.
 */
@Component
public class AuditChain {
    /** An action that has no result after so long is taken for one whose process has ended. */
    static final Duration LONGEST_ACTION = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);
    private static final int STEP = 500;
    static final int MOST_FINDINGS = 100;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AuditChain(JdbcClient db, TransactionTemplate transaction, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record End(long seq, String hash) {}

    /** Seals what has ended; what is at work follows in a later step. */
    public void seal() {
        while (waits() && sealStep() == STEP) {
            LOG.debug("more entries wait to be sealed");
        }
    }

    /** {@link #seal} for a clock that must go on: while the database is away, nothing is sealed. */
    void sealWhenPossible() {
        try {
            seal();
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("the trail is sealed later", away);
        } catch (IllegalStateException touched) {
            LOG.error("{}; nothing is sealed any more", touched.getMessage());
        }
    }

    private static final String ENDED = " from audit_entry where seq is null and (result is not null or at < :old)";

    private boolean waits() {
        return !db.sql("select nr" + ENDED + " limit 1")
                .param("old", clock.instant().minus(LONGEST_ACTION).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list()
                .isEmpty();
    }

    private int sealStep() {
        Integer sealed = transaction.execute(running -> {
            End end = lockedEnd();
            List<AuditEntry> entries = db.sql("select *" + ENDED + " order by nr limit :step")
                    .param("old", clock.instant().minus(LONGEST_ACTION).atOffset(ZoneOffset.UTC))
                    .param("step", STEP)
                    .query(AuditEntry::of)
                    .list();
            for (AuditEntry entry : entries) {
                AuditEntry next = entry.sealedAfter(end.seq() + 1, end.hash());
                store(next);
                end = new End(end.seq() + 1, String.valueOf(next.hash()));
            }
            db.sql("update audit_chain set seq = :seq, hash = :hash where id = 1")
                    .param("seq", end.seq())
                    .param("hash", end.hash())
                    .update();
            return entries.size();
        });
        return sealed == null ? 0 : sealed;
    }

    private End lockedEnd() {
        return db.sql("select seq, hash from audit_chain where id = 1 for update")
                .query((row, number) -> new End(row.getLong("seq"), row.getString("hash")))
                .optional()
                .orElseThrow(() -> new IllegalStateException("the end of the audit chain was removed"));
    }

    private void store(AuditEntry sealed) {
        db.sql("update audit_entry set result = :result, seq = :seq, previous = :previous, hash = :hash where nr = :nr")
                .param("result", String.valueOf(sealed.result()))
                .param("seq", sealed.seq())
                .param("previous", sealed.previous())
                .param("hash", sealed.hash())
                .param("nr", sealed.nr())
                .update();
    }

    /**
     * Reads the whole chain and says where it was touched.
     *
     * @param noted an earlier end of the chain that somebody wrote down elsewhere; null for none. Only such a note shows
     *     that the whole chain was made anew.
     */
    public Verdict verify(@Nullable Noted noted) {
        List<Finding> findings = new ArrayList<>();
        End end = endNow(findings);
        ChainWalk walk = new ChainWalk(end.seq(), end.hash(), noted, findings);
        while (walk.goesOn()) {
            walk.over(db.sql("select * from audit_entry where seq > :seq and seq <= :end order by seq limit 1000")
                    .param("seq", walk.place())
                    .param("end", end.seq())
                    .query(AuditEntry::of)
                    .list());
        }
        return new Verdict(walk.seen(), end.seq(), end.hash(), findings);
    }

    /** The end after all that waits was sealed; what stands behind it is no part of the chain. */
    private End endNow(List<Finding> findings) {
        try {
            seal();
            return Objects.requireNonNull(transaction.execute(running -> {
                End end = lockedEnd();
                db.sql("select seq from audit_entry where seq > :end order by seq limit :most")
                        .param("end", end.seq())
                        .param("most", MOST_FINDINGS)
                        .query(Long.class)
                        .list()
                        .forEach(seq -> findings.add(
                                new Finding(seq, "entry " + seq + " was put behind the end of the chain")));
                return end;
            }));
        } catch (IllegalStateException touched) {
            findings.add(new Finding(0, String.valueOf(touched.getMessage())));
            return db.sql("select seq, hash from audit_entry where seq is not null order by seq desc limit 1")
                    .query((row, number) -> new End(row.getLong("seq"), row.getString("hash")))
                    .optional()
                    .orElse(new End(0, ""));
        }
    }

    /** An end of the chain as it once was. */
    public record Noted(long seq, String hash) {}
}
