package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One transaction writes, others wait for it; whoever only reads waits for nobody. */
class SingleWriterTest {
    private final SingleWriter database = new SingleWriter(h2(), Duration.ofMillis(300));

    @BeforeEach
    void table() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "create table note (id int primary key)");
        }
    }

    @Test
    void aSecondTransactionWritesWhenTheFirstHasEnded() throws Exception {
        try (Connection first = begin()) {
            execute(first, "insert into note values (1)");
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> write(2));
            assertThat(catchThrowable(() -> second.get(100, TimeUnit.MILLISECONDS)))
                    .isNotNull();
            first.commit();
            second.get(5, TimeUnit.SECONDS);
        }
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void rollbackAndCloseEndATurnToo() throws Exception {
        try (Connection first = begin()) {
            execute(first, "insert into note values (1)");
            first.rollback();
            CompletableFuture.runAsync(() -> write(1)).get(5, TimeUnit.SECONDS);
            execute(first, "insert into note values (2)");
        }
        CompletableFuture.runAsync(() -> write(3)).get(5, TimeUnit.SECONDS);
    }

    @Test
    void aSavepointEndsNothing() throws Exception {
        try (Connection first = begin()) {
            var before = first.setSavepoint();
            execute(first, "insert into note values (1)");
            first.rollback(before);
            assertThatThrownBy(() -> CompletableFuture.runAsync(() -> write(2)).get(5, TimeUnit.SECONDS))
                    .rootCause()
                    .isInstanceOf(SQLTransientException.class)
                    .hasMessageContaining("writes for longer than");
        }
    }

    @Test
    void readersNeverWait() throws Exception {
        try (Connection first = begin()) {
            execute(first, "insert into note values (1)");
            assertThat(CompletableFuture.supplyAsync(this::count).get(5, TimeUnit.SECONDS))
                    .isZero();
        }
    }

    @Test
    void aTransactionInsideAnotherOfTheSameThreadGoesOn() throws Exception {
        try (Connection outer = begin()) {
            execute(outer, "insert into note values (1)");
            write(2);
            CompletableFuture<Void> third = CompletableFuture.runAsync(() -> write(3));
            assertThat(catchThrowable(() -> third.get(100, TimeUnit.MILLISECONDS)))
                    .as("the outer one is still the writer")
                    .isNotNull();
            outer.commit();
            third.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void withoutATransactionEachStatementIsATurn() throws Exception {
        try (Connection first = database.getConnection()) {
            execute(first, "insert into note values (1)");
            CompletableFuture.runAsync(() -> write(2)).get(5, TimeUnit.SECONDS);
            assertThatThrownBy(() -> execute(first, "insert into note values (1)"))
                    .isInstanceOf(SQLException.class);
            CompletableFuture.runAsync(() -> write(3)).get(5, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into a values (1)",
                " UPDATE a set b = 1",
                "delete from a",
                "merge into a",
                "create table a (b int)",
                "select b from a where c = 1 for update",
                "select b\nfrom a\nFOR UPDATE skip locked"
            })
    void statementsThatWriteOrLockAreATurn(String sql) {
        assertThat(SingleWriter.writes(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select b from a",
                "\n  select 1",
                "backup to 'here.zip'",
                "(select 1) union (select 2)",
                "with x as (select 1) select * from x",
                "values (1)",
                "show columns from a"
            })
    void queriesAreNone(String sql) {
        assertThat(SingleWriter.writes(sql)).isFalse();
    }

    private Connection begin() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void write(int id) {
        try (Connection connection = begin()) {
            execute(connection, "insert into note values (" + id + ")");
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int count() {
        try (Connection connection = database.getConnection();
                var found = connection.createStatement().executeQuery("select count(*) from note")) {
            found.next();
            return found.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static JdbcDataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return h2;
    }
}
