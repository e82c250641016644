package io.contraflow.journal;

import java.util.UUID;
import org.slf4j.MDC;

/**
 * What a line of the log is about, as fields of structured logs: {@code returnId}, {@code connector} and {@code operation}. The
 * fields are those of this thread until they are closed.
 */
public final class LogContext implements AutoCloseable {
    static final String RETURN = "returnId";
    private static final String CONNECTOR = "connector";
    private static final String OPERATION = "operation";

    private LogContext() {}

    static LogContext of(Entry entry) {
        MDC.put(CONNECTOR, entry.connector());
        MDC.put(OPERATION, entry.topic());
        if (entry.returnId() != null) {
            isAbout(entry.returnId());
        }
        return new LogContext();
    }

    /** Says which return an entry that is worked on turned out to be about. */
    public static void isAbout(UUID returnId) {
        // Outside of an entry nobody would take it away again.
        if (MDC.get(CONNECTOR) != null) {
            MDC.put(RETURN, returnId.toString());
        }
    }

    @Override
    public void close() {
        MDC.remove(RETURN);
        MDC.remove(CONNECTOR);
        MDC.remove(OPERATION);
    }
}
