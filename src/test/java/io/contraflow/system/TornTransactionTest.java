package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.tools.Restore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut at any write to the file leaves each transaction in it wholly or not at all, and all that was committed; so does
 * a backup at any time. Without {@link SingleWriter} one cut in nine leaves half of a transaction.
 */
class TornTransactionTest {
    private static final int CUTS = 100;
    private static final int BACKUPS = 10;
    /** Between two transactions of a writer; a backup ends only where it reads faster than others write. */
    private static final int PAUSE_MS = 50;

    private static final int WRITERS = 8;
    private static final int TABLES = 10;

    private static final CutFiles FILES = new CutFiles();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);

    @TempDir
    Path folder;

    @BeforeAll
    static void register() {
        FilePath.register(FILES);
    }

    @AfterAll
    static void unregister() {
        FilePath.unregister(FILES);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everyCutLeavesWholeTransactions() throws Exception {
        Random random = new Random(20261127);
        for (int cut = 0; cut < CUTS; cut++) {
            Path file = folder.resolve("cut" + cut);
            Set<Long> committed = writeUntilTheCut(file, random);
            assertWhole("cut " + cut, Path.of(file + "-after"), committed);
        }
    }

    @Test
    void everyBackupMadeWhileOthersWriteHoldsWholeTransactionsAndMakesNobodyWait() throws Exception {
        CutFiles.POWER.set(Long.MAX_VALUE);
        SingleWriter database = database("jdbc:h2:cut:" + folder.resolve("busy"));
        try (Connection connection = database.getConnection()) {
            createTables(connection);
            Set<Long> committed = ConcurrentHashMap.newKeySet();
            CompletableFuture<?>[] writers = startWriters(database, committed, PAUSE_MS);
            int meanwhile = 0;
            for (int backup = 0; backup < BACKUPS; backup++) {
                Thread.sleep(100);
                Set<Long> before = Set.copyOf(committed);
                Path zip = folder.resolve("backup" + backup + ".zip");
                connection.createStatement().execute("backup to '" + zip + "'");
                meanwhile += committed.size() - before.size();
                Restore.execute(zip.toString(), folder.toString(), "backup" + backup);
                assertWhole("backup " + backup, folder.resolve("backup" + backup), before);
            }
            assertThat(meanwhile).as("transactions meanwhile").isPositive();
            CutFiles.POWER.set(-1);
            CompletableFuture.allOf(writers).get(1, TimeUnit.MINUTES);
        }
    }

    /** Each table of the file has the same rows, and all that was committed. */
    private static void assertWhole(String name, Path file, Set<Long> committed) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file)) {
            Set<Long> first = ids(connection, 0);
            assertThat(first).as("nothing committed is lost").containsAll(committed);
            for (int table = 1; table < TABLES; table++) {
                assertThat(ids(connection, table))
                        .as("%s, table %s", name, table)
                        .isEqualTo(first);
            }
        }
    }

    private Set<Long> writeUntilTheCut(Path file, Random random) throws Exception {
        CutFiles.POWER.set(Long.MAX_VALUE);
        SingleWriter database = database("jdbc:h2:cut:" + file);
        try (Connection connection = database.getConnection()) {
            createTables(connection);
            Set<Long> committed = ConcurrentHashMap.newKeySet();
            CompletableFuture<?>[] writers = startWriters(database, committed, 0);
            CompletableFuture<?> upkeep = CompletableFuture.runAsync(() -> keepUp(database), threads);
            // The cut comes at another moment each time.
            Thread.sleep(20 + random.nextInt(40));
            CutFiles.POWER.set(random.nextInt(30));
            CompletableFuture.allOf(writers).get(1, TimeUnit.MINUTES);
            upkeep.get(1, TimeUnit.MINUTES);
            Files.copy(
                    file.resolveSibling(file.getFileName() + ".mv.db"),
                    file.resolveSibling(file.getFileName() + "-after.mv.db"));
            return committed;
        }
    }

    private static SingleWriter database(String url) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(url + ";WRITE_DELAY=0;LOCK_TIMEOUT=1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
        return new SingleWriter(h2, Duration.ofSeconds(10));
    }

    private static void createTables(Connection connection) throws SQLException {
        for (int table = 0; table < TABLES; table++) {
            connection
                    .createStatement()
                    .execute("create table t" + table + " (id bigint primary key, seq bigint "
                            + "generated always as identity unique, text varchar)");
        }
    }

    private CompletableFuture<?>[] startWriters(SingleWriter database, Set<Long> committed, long pauseMs) {
        AtomicLong ids = new AtomicLong();
        CompletableFuture<?>[] writers = new CompletableFuture<?>[WRITERS];
        Arrays.setAll(
                writers, writer -> CompletableFuture.runAsync(() -> write(database, ids, committed, pauseMs), threads));
        return writers;
    }

    /** The upkeep of weeks in a moment: what is dead is overwritten at once. */
    private static void keepUp(SingleWriter database) {
        try {
            MVStore store = database.file().orElseThrow();
            store.setRetentionTime(0);
            while (CutFiles.hasPower()) {
                FileUpkeep.step(database, store);
            }
        } catch (RuntimeException e) {
            assertThat(CutFiles.hasPower()).as("power when %s", e).isFalse();
        }
    }

    private static void write(SingleWriter database, AtomicLong ids, Set<Long> committed, long pauseMs) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            while (CutFiles.hasPower()) {
                long id = ids.incrementAndGet();
                for (int table = 0; table < TABLES; table++) {
                    try (PreparedStatement insert =
                            connection.prepareStatement("insert into t" + table + " (id, text) values (?, ?)")) {
                        insert.setLong(1, id);
                        insert.setString(2, "row " + id);
                        insert.executeUpdate();
                    }
                }
                connection.commit();
                if (CutFiles.hasPower()) {
                    committed.add(id);
                }
                Thread.sleep(pauseMs);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<Long> ids(Connection connection, int table) throws SQLException {
        Set<Long> ids = new TreeSet<>();
        try (var rows = connection.createStatement().executeQuery("select id from t" + table)) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /** Files that after a number of writes keep what they have, as after a power cut. */
    public static final class CutFiles extends FilePathWrapper {
        static final AtomicLong POWER = new AtomicLong(Long.MAX_VALUE);

        static boolean hasPower() {
            return POWER.get() >= 0;
        }

        @Override
        public String getScheme() {
            return "cut";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new CutFile(super.open(mode));
        }
    }

    private static final class CutFile extends FileBaseDefault {
        private final FileChannel file;

        CutFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (CutFiles.POWER.decrementAndGet() >= 0) {
                return file.write(source, position);
            }
            int length = source.remaining();
            source.position(source.limit());
            return length;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            if (CutFiles.POWER.decrementAndGet() >= 0) {
                file.truncate(size);
            }
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (CutFiles.hasPower()) {
                file.force(metadata);
            }
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
