package io.contraflow.backup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Backups of the embedded database into a folder; the oldest are removed. */
@Component
public class Backups implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final String PREFIX = "contraflow-";
    private static final String SUFFIX = ".zip";
    private static final Pattern FILE = Pattern.compile(PREFIX + "\\d{8}-\\d{6}-\\d{3}\\" + SUFFIX);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private final JdbcTemplate db;
    private final Path folder;
    private final int keep;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> new Thread(work, "backup"));
    private @Nullable Backup latest;

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

    /** How far a backup is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * A backup.
     *
     * @param name its file name, which identifies it
     * @param file its path on the server
     * @param bytes its size so far
     * @param at when it was begun
     * @param error why it failed; null unless it did
     */
    public record Backup(
            String name,
            String file,
            State state,
            long bytes,
            Instant at,
            @Nullable String error) {}

    /** Whether the database is the embedded one, of which only this process can make a backup. */
    public boolean isPossible() {
        return "H2".equals(db.execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName()));
    }

    /**
     * Begins a backup, or answers the one that is on its way. Everything else goes on meanwhile.
     *
     * @throws IllegalStateException if {@link #isPossible} says no
     */
    public synchronized Backup begin() {
        if (!isPossible()) {
            throw new IllegalStateException("only the embedded database is backed up from inside");
        }
        if (latest != null && latest.state() == State.RUNNING) {
            return latest;
        }
        Instant now = clock.instant();
        Backup begun = backup(PREFIX + NAME.format(now) + SUFFIX, State.RUNNING, now, null);
        latest = begun;
        worker.execute(() -> make(begun));
        return begun;
    }

    /**
     * Writes it under another name first, so that what is named as a backup is whole.
     */
    private void make(Backup begun) {
        Path file = folder.resolve(begun.name());
        Path unfinished = unfinished(begun.name());
        try {
            Files.createDirectories(folder);
            // A path is no value that the driver could bind; a quote in it is doubled.
            db.execute("backup to '" + unfinished.toAbsolutePath().toString().replace("'", "''") + "'");
            Files.move(unfinished, file);
            removeOld();
            ended(backup(begun.name(), State.DONE, begun.at(), null));
        } catch (IOException | RuntimeException e) {
            LOG.error("the backup {} failed: {}", file.toAbsolutePath(), e.toString());
            ended(backup(begun.name(), State.FAILED, begun.at(), "it could not be written: " + e));
        }
    }

    private synchronized void ended(Backup backup) {
        latest = backup;
    }

    /** What lies in the folder and the one that was begun last, newest first. */
    public synchronized List<Backup> list() throws IOException {
        List<Backup> all = new ArrayList<>();
        if (latest != null && latest.state() != State.DONE) {
            all.add(backup(latest.name(), latest.state(), latest.at(), latest.error()));
        }
        for (Path file : stored()) {
            String name = file.getFileName().toString();
            String time = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
            all.add(backup(name, State.DONE, NAME.parse(time, Instant::from), null));
        }
        all.sort(Comparator.comparing(Backup::at).reversed());
        return all;
    }

    private Backup backup(String name, State state, Instant at, @Nullable String error) {
        Path file = folder.resolve(name);
        File written = (state == State.DONE ? file : unfinished(name)).toFile();
        return new Backup(name, file.toAbsolutePath().toString(), state, written.length(), at, error);
    }

    private Path unfinished(String name) {
        return folder.resolve(name + ".unfinished");
    }

    private void removeOld() throws IOException {
        List<Path> all = stored();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            Files.delete(old);
        }
    }

    private List<Path> stored() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> FILE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void destroy() {
        worker.shutdown();
    }
}
