package io.contraflow.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import org.h2.api.Trigger;

/**
 * Stops the process like {@code kill -9} when inbox or outbox come to a point that a file names, such as
 * {@code outbox-done issue-refund}: amid the transaction, before it is committed. Once; the file is removed.
 */
public final class HaltTrigger implements Trigger {
    private static final int OUTBOX_OPERATION = 5;
    private static final int INBOX_PAYLOAD = 5;
    private String table = "";

    /** The file that names the point, beside the database. */
    static Path file(Path database) {
        return database.resolveSibling("halt");
    }

    @Override
    public void init(Connection connection, String schema, String name, String on, boolean before, int type) {
        table = on;
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        String armed = armed();
        if (armed.isEmpty() || after == null) {
            return;
        }
        boolean outbox = table.equals("outbox");
        String what =
                before == null ? "insert" : isDone(after, outbox) ? "done" : isClaimed(after, outbox) ? "claim" : "";
        String about = outbox
                ? String.valueOf(after[OUTBOX_OPERATION])
                : new String((byte[]) after[INBOX_PAYLOAD], StandardCharsets.UTF_8);
        String[] point = armed.split(" ", 2);
        if (point[0].equals(table + "-" + what) && (outbox ? about.equals(point[1]) : about.contains(point[1]))) {
            halt();
        }
    }

    private static boolean isDone(Object[] row, boolean outbox) {
        return "DONE".equals(row[outbox ? 9 : 7]);
    }

    private static boolean isClaimed(Object[] row, boolean outbox) {
        return row[outbox ? 12 : 10] != null;
    }

    private static Path file() {
        return Path.of(System.getenv("CONTRAFLOW_DATA_DIR")).resolve("halt");
    }

    private static String armed() {
        try {
            return Files.readString(file());
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void halt() {
        try {
            Files.delete(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(137);
    }
}
