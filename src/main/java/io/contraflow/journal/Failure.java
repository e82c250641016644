package io.contraflow.journal;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.journal.DeliveryFailed.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A failure in the words that decide what happens next.
 *
 * @param message for people; without payload
 * @param notBefore when a next try makes sense; null when nobody said
 * @param opens kind of exception to open when it ends the tries; null for the usual one
 * @param waitsFor what would release it; null unless it waits for something outside
 */
record Failure(
        Kind kind,
        String message,
        @Nullable Instant notBefore,
        @Nullable ExceptionKind opens,
        @Nullable String waitsFor) {

    static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DeliveryFailed failed) {
                return new Failure(failed.kind(), message(failed), failed.notBefore(), failed.opens(), null);
            }
            if (cause instanceof Waiting waiting) {
                return new Failure(Kind.REJECTED, message(waiting), null, waiting.kind(), waiting.waitsFor());
            }
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return new Failure(Kind.TRANSIENT, "cannot connect: " + message(cause), null, null, null);
            }
            if (cause instanceof IOException) {
                return new Failure(Kind.AMBIGUOUS, "no answer: " + message(cause), null, null, null);
            }
            if (cause instanceof DataAccessException || cause instanceof TransactionException) {
                return new Failure(Kind.TRANSIENT, "the database did not answer", null, null, null);
            }
        }
        return new Failure(Kind.REJECTED, message(thrown), null, null, null);
    }

    private static String message(Throwable thrown) {
        String text = thrown.getMessage();
        // What a system says may hold anything; a line break would forge lines of the log, and no database keeps a NUL.
        return text == null ? thrown.getClass().getSimpleName() : text.replaceAll("\\p{Cntrl}+", " ");
    }
}
