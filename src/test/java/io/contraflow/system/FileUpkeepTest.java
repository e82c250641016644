package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the embedded database does not grow with each commit, and what it holds stays. */
class FileUpkeepTest {
    private static final int COMMITS = 5_000;
    private static final int ROWS = 10_000;

    @TempDir
    Path folder;

    @Test
    void theFileStaysSmallWithUpkeepAndHoldsTheSame() throws Exception {
        long without = bytesAfterManyCommits("without", false);
        long with = bytesAfterManyCommits("with", true);
        assertThat(with).as("with upkeep; without: %s bytes", without).isLessThan(without / 2);
    }

    private long bytesAfterManyCommits(String name, boolean isKept) throws SQLException, java.io.IOException {
        SingleWriter database = database("jdbc:h2:file:" + folder.resolve(name) + ";WRITE_DELAY=0");
        try (Connection connection = database.getConnection()) {
            MVStore store = database.file().orElseThrow();
            // What is dead may be overwritten at once, so that the test need not wait.
            store.setRetentionTime(0);
            connection.createStatement().execute("create table t (id int primary key, n int, text varchar)");
            connection
                    .createStatement()
                    .execute("insert into t select x, 0, repeat('x', 300) from system_range(1, " + ROWS + ")");
            Random random = new Random(20261127);
            for (int commit = 1; commit <= COMMITS; commit++) {
                try (PreparedStatement update = connection.prepareStatement("update t set n = n + 1 where id = ?")) {
                    update.setInt(1, 1 + random.nextInt(ROWS));
                    assertThat(update.executeUpdate()).isOne();
                }
                if (isKept && commit % 50 == 0) {
                    FileUpkeep.step(database, store);
                }
            }
            try (var rows = connection.createStatement().executeQuery("select count(*), sum(n) from t")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(ROWS);
                assertThat(rows.getInt(2)).isEqualTo(COMMITS);
            }
            return Files.size(folder.resolve(name + ".mv.db"));
        }
    }

    @Test
    void whatIsInNoFileNeedsNone() throws SQLException {
        SingleWriter database = database("jdbc:h2:mem:upkeep");
        try (Connection connection = database.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(database.file()).isEmpty();
        }
    }

    @Test
    void aFileThatWasClosedAndOpenedAgainIsKept() throws SQLException {
        SingleWriter database = database("jdbc:h2:file:" + folder.resolve("twice"));
        database.getConnection().close();
        assertThat(database.file().orElseThrow().isClosed()).isTrue();
        try (Connection again = database.getConnection()) {
            assertThat(again.isValid(1)).isTrue();
            assertThat(database.file().orElseThrow().isClosed()).isFalse();
        }
    }

    /** An interrupt amid a write would close the file, and with it the database. */
    @Test
    void theDatabaseStaysOpenWhenTheUpkeepEndsAmidWriting() throws Exception {
        SingleWriter database = database("jdbc:h2:file:" + folder.resolve("ends") + ";WRITE_DELAY=0");
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("create table t (id int primary key)");
            FileUpkeep upkeep = new FileUpkeep(database);
            upkeep.start();
            assertThat(upkeep.isRunning()).isTrue();
            for (int id = 0; id < 3_000; id++) {
                connection.createStatement().execute("insert into t values (" + id + ")");
            }
            upkeep.stop();
            assertThat(upkeep.isRunning()).isFalse();
            connection.createStatement().execute("insert into t values (-1)");
            assertThat(database.file().orElseThrow().isClosed()).isFalse();
        }
    }

    private static SingleWriter database(String url) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(url);
        return new SingleWriter(h2, Duration.ofSeconds(10));
    }
}
