package io.contraflow.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The embedded database closes itself when its file cannot be written, and does not come back in this process. Then the
 * process says why and ends, so that whoever supervises it can start it again; what was accepted is on disk.
 */
@Component
class EmbeddedDatabaseWatch {
    /** Exit code of a process that lost its database: "input/output error" of sysexits.h. */
    static final int EXIT_CODE = 74;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabaseWatch.class);
    private static final int FAILURES_IN_A_ROW = 3;
    private final DataSource database;
    private final Path folder;
    private final ApplicationContext context;
    private volatile boolean watching;

    EmbeddedDatabaseWatch(
            DataSource database, @Value("${contraflow.data-dir}") Path folder, ApplicationContext context) {
        this.database = database;
        this.folder = folder;
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() throws SQLException {
        try (Connection connection = database.getConnection()) {
            watching = "H2".equals(connection.getMetaData().getDatabaseProductName());
        }
        if (watching) {
            Thread watch = new Thread(this::watch, "database-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        watching = false;
    }

    private void watch() {
        int failures = 0;
        SQLException last = null;
        while (watching && failures < FAILURES_IN_A_ROW) {
            try {
                TimeUnit.SECONDS.sleep(1);
                last = failure();
                failures = last == null ? 0 : failures + 1;
            } catch (InterruptedException e) {
                return;
            }
        }
        if (watching && last != null) {
            end(last);
        }
    }

    /** What a look at the database failed with; null when it answered, or when all connections are busy. */
    private @Nullable SQLException failure() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from connector_pause");
            return null;
        } catch (SQLException e) {
            return e.getErrorCode() == 0 ? null : e;
        }
    }

    private void end(SQLException failure) {
        DatabaseTrouble trouble = DatabaseTrouble.of(failure);
        LOG.error(
                "Contraflow stops: {}{}. {}",
                trouble == null ? "the embedded database failed with code " + failure.getErrorCode() : trouble.what(),
                room(),
                trouble == null ? "" : trouble.action());
        // Ends in a thread of its own: closing the context waits for this one.
        new Thread(() -> System.exit(SpringApplication.exit(context, () -> EXIT_CODE)), "stop").start();
    }

    private String room() {
        try {
            long megabytes = Files.getFileStore(folder).getUsableSpace() >> 20;
            return " (" + folder.toAbsolutePath() + ", " + megabytes + " MB free)";
        } catch (IOException e) {
            return " (" + folder.toAbsolutePath() + ")";
        }
    }
}
