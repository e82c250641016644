package io.contraflow.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup of the embedded database in the place of the database. */
@Command(
        name = "restore",
        description =
                "Puts a backup of the embedded database in the place of the database, while Contraflow does not run. "
                        + "What was there is kept beside it.",
        footer = {"", "Example:", "  java -jar contraflow.jar restore data/backups/contraflow-20261126-023000-000.zip"},
        mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
    private static final String DATABASE = "contraflow.mv.db";
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    @Parameters(paramLabel = "FILE", description = "The backup, as the command backup made it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path backup;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = Path.of(Folder.here().text("contraflow.data-dir"));
        Path database = folder.resolve(DATABASE);
        Path restored = folder.resolve(DATABASE + ".restoring");
        Files.createDirectories(folder);
        unpack(restored);
        Path kept = keep(database);
        Files.move(restored, database);
        spec.commandLine()
                .getOut()
                .println("Restored " + database + (kept == null ? "." : "; what was there is kept as " + kept + "."));
        return Commands.WELL;
    }

    private void unpack(Path to) throws IOException {
        if (!Files.isRegularFile(backup)) {
            throw new CannotDo("there is no file " + backup);
        }
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            var entry = zip.getEntry(DATABASE);
            if (entry == null) {
                throw new CannotDo(backup + " is no backup of Contraflow: it holds no " + DATABASE);
            }
            try (var content = zip.getInputStream(entry)) {
                Files.copy(content, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (java.util.zip.ZipException e) {
            throw new CannotDo(backup + " is no whole backup: " + e.getMessage());
        }
    }

    /** Answers the new name of the database that was there; null when there was none. */
    private static @Nullable Path keep(Path database) throws IOException {
        if (!Files.exists(database)) {
            return null;
        }
        // H2 holds this lock while it has the file open.
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new CannotDo("Contraflow runs and uses " + database + "; stop it first");
            }
        } catch (OverlappingFileLockException e) {
            throw new CannotDo("Contraflow runs and uses " + database + "; stop it first");
        }
        Path kept = database.resolveSibling(DATABASE + ".before-" + SUFFIX.format(Instant.now()));
        return Files.move(database, kept);
    }
}
