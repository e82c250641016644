package io.contraflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The database did what it was asked to, and its answer is lost. */
class LostAnswersTest {
    private final AtomicInteger losses = new AtomicInteger();
    private final List<Integer> tries = new CopyOnWriteArrayList<>();
    private JdbcClient db;
    private JournalTable inbox;
    private TransactionTemplate transaction;
    private Dispatcher dispatcher;

    @BeforeEach
    void begin() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.server().newDatabase());
        source.setUser("postgres");
        Flyway.configure().dataSource(source).load().migrate();
        db = JdbcClient.create(source);
        transaction = new TransactionTemplate(new Forgetful(source, losses));
        inbox = JournalTable.inbox(db, Sql.skipLocked(source));
        db.sql("insert into inbox (connector, event_key, topic, lane, payload, state, attempts, due_at, received_at)"
                        + " values ('shopify', 'one', 'any', 'lane', :payload, 'WAITING', 0, :now, :now)")
                .param("payload", new byte[0])
                .param("now", Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC))
                .update();
    }

    @AfterEach
    void end() {
        dispatcher.close();
    }

    @Test
    void anEventWhoseClaimIsNotAnsweredIsTakenUpWhenTheDatabaseAnswersAgain() {
        losses.set(3);

        start(this::end);

        await().atMost(Duration.ofSeconds(20)).until(this::isDone);
        assertThat(tries).as("worked on once, as the first try").containsExactly(1);
    }

    @Test
    void anEventWhoseEndCannotBeRecordedIsTakenUpAgainAtOnce() {
        start(entry -> {
            if (entry.attempt() == 1) {
                throw new TransactionSystemException("the database went away");
            }
            end(entry);
        });

        await().atMost(Duration.ofSeconds(20)).until(this::isDone);
        assertThat(tries).containsExactly(2);
    }

    private void start(Consumer<Entry> work) {
        dispatcher = new Dispatcher(
                inbox,
                "shopify",
                1,
                work,
                transaction,
                Clock.systemUTC(),
                new Gate(Duration.ofSeconds(1)),
                () -> 7,
                null);
        dispatcher.start();
    }

    private void end(Entry entry) {
        tries.add(entry.attempt());
        inbox.done(entry, Instant.now());
    }

    private boolean isDone() {
        return db.sql("select count(*) from inbox where state = 'DONE'")
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Commits, and sometimes says that it did not. */
    private static final class Forgetful extends DataSourceTransactionManager {
        private final AtomicInteger losses;

        Forgetful(DataSource source, AtomicInteger losses) {
            super(source);
            this.losses = losses;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            super.doCommit(status);
            if (losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new TransactionSystemException("the answer to the commit is lost");
            }
        }
    }
}
