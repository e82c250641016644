package io.contraflow.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.audit.AuditEntry.Result;
import io.contraflow.audit.Verdict.Finding;
import io.contraflow.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is done to the trail afterwards shows, and names its place; however many write at once, there is one chain. */
class AuditChainTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00.123456Z");

    private DriverManagerDataSource database = h2();
    private JdbcClient db = JdbcClient.create(database);
    private AuditTrail trail = new AuditTrail(db, Clock.fixed(NOW, ZoneOffset.UTC));
    private AuditChain chain = chainAt(NOW);

    private void moveTo(DriverManagerDataSource other) {
        database = other;
        db = JdbcClient.create(database);
        trail = new AuditTrail(db, Clock.fixed(NOW, ZoneOffset.UTC));
        chain = chainAt(NOW);
    }

    private static DriverManagerDataSource h2() {
        return migrated(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1",
                "sa");
    }

    private static DriverManagerDataSource postgres() {
        return migrated(TestDatabase.server().newDatabase(), "postgres");
    }

    private static DriverManagerDataSource migrated(String url, String user) {
        DriverManagerDataSource made = new DriverManagerDataSource(url, user, "");
        Flyway.configure().dataSource(made).load().migrate();
        return made;
    }

    private AuditChain chainAt(Instant now) {
        return new AuditChain(
                db,
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void tenEntries() {
        for (int i = 1; i <= 10; i++) {
            trail.note(deed("RMA-" + i), Result.DONE);
        }
        chain.seal();
    }

    private static Deed deed(String subject) {
        return new Deed("lead", "operator", "api", "returns/approve", subject, "looks \"fine\"");
    }

    private List<String> found() {
        return chain.verify(null).findings().stream().map(Finding::sentence).toList();
    }

    @Test
    void anUntouchedChainIsIntactAndNamesItsEnd() {
        tenEntries();
        Verdict verdict = chain.verify(null);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.entries()).isEqualTo(10);
        assertThat(verdict.seq()).isEqualTo(10);
        assertThat(chain.verify(new AuditChain.Noted(10, verdict.hash())).intact())
                .isTrue();
    }

    @Test
    void theHashIsTheOneThatTheDocumentedFormGives() throws Exception {
        trail.note(deed("RMA-1"), Result.DONE);
        chain.seal();
        String canonical = "[1,\"\",\"2026-11-27T10:00:00.123456Z\",\"lead\",\"operator\",\"api\",\"returns/approve\","
                + "\"RMA-1\",\"looks \\\"fine\\\"\",\"DONE\"]";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
        assertThat(chain.verify(null).hash()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'admin'",
                "role = 'admin'",
                "way = 'console'",
                "action = 'returns/decline'",
                "subject = 'RMA-11'",
                "reason = ''",
                "result = 'REFUSED'",
                "at = timestamp '2026-11-27 10:00:01'"
            })
    void aChangeOfAnyFieldOfAnyEntryIsNamed(String change) {
        tenEntries();
        for (int seq : new int[] {1, 5, 10}) {
            db.sql("update audit_entry set " + change + " where seq = " + seq).update();
        }
        assertThat(found())
                .containsExactly(
                        "entry 1 was changed after it was sealed",
                        "entry 5 was changed after it was sealed",
                        "entry 10 was changed after it was sealed");
    }

    @Test
    void aRemovedEntryIsNamedAlsoTheFirstAndTheLast() {
        tenEntries();
        db.sql("delete from audit_entry where seq in (1, 4, 5, 10)").update();
        assertThat(found())
                .containsExactly(
                        "entry 1 was removed", "entry 4 was removed", "entry 5 was removed", "entry 10 was removed");
    }

    @Test
    void entriesThatChangedPlacesAreNamed() {
        tenEntries();
        db.sql("update audit_entry set seq = 99 where seq = 3").update();
        db.sql("update audit_entry set seq = 3 where seq = 7").update();
        db.sql("update audit_entry set seq = 7 where seq = 99").update();
        assertThat(found())
                .contains("entry 3 was changed after it was sealed", "entry 7 was changed after it was sealed");
    }

    @Test
    void anEntryThatWasForgedWithAHashOfItsOwnDoesNotFitTheNext() {
        tenEntries();
        AuditEntry forged =
                new AuditEntry(4, NOW, deed("RMA-666"), Result.DONE, null, null, null).sealedAfter(4, previousOf(4));
        db.sql("update audit_entry set subject = 'RMA-666', hash = :hash where seq = 4")
                .param("hash", forged.hash())
                .update();
        assertThat(found()).containsExactly("entry 5 does not follow from entry 4: one of them was put there");
    }

    @Test
    void aForgedEndIsNamed() {
        tenEntries();
        AuditEntry forged = new AuditEntry(11, NOW, deed("RMA-11"), Result.DONE, null, null, null)
                .sealedAfter(11, String.valueOf(chain.verify(null).hash()));
        db.sql("insert into audit_entry (at, actor, role, way, action, subject, reason, result, seq, previous, hash)"
                        + " select at, actor, role, way, action, 'RMA-11', reason, result, 11, hash, :hash"
                        + " from audit_entry where seq = 10")
                .param("hash", forged.hash())
                .update();
        assertThat(found()).containsExactly("entry 11 was put behind the end of the chain");
        db.sql("delete from audit_chain").update();
        assertThat(found()).contains("the end of the audit chain was removed");
    }

    @Test
    void aChainThatWasMadeAnewIsToldByANoteOfItsEarlierEnd() {
        tenEntries();
        Verdict noted = chain.verify(null);
        db.sql("update audit_entry set subject = 'RMA-666' where seq = 4").update();
        db.sql("update audit_entry set seq = null, previous = null, hash = null")
                .update();
        db.sql("update audit_chain set seq = 0, hash = ''").update();
        chain.seal();
        assertThat(found()).isEmpty();
        assertThat(chain.verify(new AuditChain.Noted(10, noted.hash())).findings())
                .extracting(Finding::sentence)
                .containsExactly("entry 10 is another than the one that was noted");
    }

    @Test
    void whatIsAtWorkIsSealedWhenItEndsAndWithoutEndAsUnknown() {
        long begun = trail.begin(deed("RMA-1"));
        trail.begin(deed("RMA-2"));
        assertThat(chain.verify(null).entries()).isZero();
        trail.end(begun, deed("RMA-1"), Result.REFUSED);
        assertThat(chain.verify(null).entries()).isEqualTo(1);
        chainAt(NOW.plus(AuditChain.LONGEST_ACTION).plus(Duration.ofSeconds(1))).seal();
        assertThat(chain.verify(null).entries()).isEqualTo(2);
        assertThat(trail.list(new AuditTrail.Filter(null, null, null, null, Result.UNKNOWN, null, null, null), 10))
                .extracting(one -> one.deed().subject())
                .containsExactly("RMA-2");
    }

    @Test
    void mailAddressesOfCustomersStayOut() {
        trail.note(deed("RMA-1").about("RMA-1", "Jane <jane.doe@example.com> called"), Result.DONE);
        assertThat(trail.list(
                        new AuditTrail.Filter("lead", "returns", "RMA-1", "api", Result.DONE, null, null, null), 10))
                .extracting(one -> one.deed().reason())
                .containsExactly("Jane <(mail address)> called");
    }

    static Stream<DriverManagerDataSource> databases() {
        return Stream.of(h2(), postgres());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void twoHundredActionsAtOnceOfSeveralNodesLeaveOneIntactChain(DriverManagerDataSource shared) throws Exception {
        moveTo(shared);
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Object>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Deed deed = deed("RMA-" + i);
                work.add(() -> {
                    trail.end(trail.begin(deed), deed, Result.DONE);
                    return deed;
                });
                if (i % 10 == 0) {
                    work.add(() -> {
                        chainAt(NOW).seal();
                        return "sealed";
                    });
                }
            }
            for (Future<Object> done : nodes.invokeAll(work)) {
                done.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        Verdict verdict = chain.verify(null);
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.entries()).isEqualTo(200);
    }

    private String previousOf(int seq) {
        return db.sql("select previous from audit_entry where seq = " + seq)
                .query(String.class)
                .single();
    }
}
