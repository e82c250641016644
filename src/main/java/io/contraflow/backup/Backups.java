package io.contraflow.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Backups of the embedded database into a folder; the oldest are removed. */
@Component
public class Backups {
    private static final String PREFIX = "contraflow-";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private final JdbcTemplate db;
    private final Path folder;
    private final int keep;
    private final Clock clock;

    /**
     * @param folder where backups are written
     * @param keep how many are kept, at least one
     */
    Backups(
            JdbcTemplate db,
            @Value("${contraflow.backup.dir}") Path folder,
            @Value("${contraflow.backup.keep}") int keep,
            Clock clock) {
        this.db = db;
        this.folder = folder;
        this.keep = Math.max(1, keep);
        this.clock = clock;
    }

    /**
     * A backup.
     *
     * @param file its path on the server
     * @param bytes its size
     */
    public record Backup(String file, long bytes, Instant at) {}

    /** Whether the database is the embedded one, of which only this process can make a backup. */
    public boolean isPossible() {
        return "H2".equals(db.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }

    /**
     * Makes a backup while everything goes on. It is written under another name first, so that what is named as a backup
     * is whole.
     *
     * @throws IllegalStateException if {@link #isPossible} says no
     * @throws UncheckedIOException if the folder cannot be written
     */
    public synchronized Backup make() {
        if (!isPossible()) {
            throw new IllegalStateException("only the embedded database is backed up from inside");
        }
        Instant now = clock.instant();
        Path file = folder.resolve(PREFIX + NAME.format(now) + ".zip");
        Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
        try {
            Files.createDirectories(folder);
            // A path is no value that the driver could bind; a quote in it is doubled.
            db.execute("backup to '" + unfinished.toAbsolutePath().toString().replace("'", "''") + "'");
            Files.move(unfinished, file);
            Backup made = new Backup(file.toAbsolutePath().toString(), Files.size(file), now);
            removeOld();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the backup could not be written to " + folder.toAbsolutePath(), e);
        }
    }

    private void removeOld() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.filter(Backups::isBackup).sorted().toList();
        }
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.delete(old);
        }
    }

    private static boolean isBackup(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(".zip");
    }
}
