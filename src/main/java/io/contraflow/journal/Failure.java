package io.contraflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.journal.DeliveryFailed.Kind;
import io.contraflow.mapping.ExpressionFailed;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.TransactionException;

/**
 * A failure in the words that decide what happens next.
 *
 * @param message for people; without payload
 * @param notBefore when a next try makes sense; null when nobody said
 * @param opens kind of exception to open when it ends the tries; null for the usual one
 * @param waitsFor what would release it; null unless it waits for something outside
 * @param remote whether the other system is to blame, so that others should leave it alone for a while
 */
record Failure(
        Kind kind,
        String message,
        @Nullable Instant notBefore,
        @Nullable ExceptionKind opens,
        @Nullable String waitsFor,
        boolean remote) {
    private static final Pattern MAIL_CODE = Pattern.compile("\\b[45]\\d\\d\\b");

    static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // Ours to mend, though they look like a broken line or database.
            if (cause instanceof JsonProcessingException || cause instanceof NoSuchFileException) {
                return new Failure(
                        Kind.REJECTED, "cannot be read: " + cause.getClass().getSimpleName(), null, null, null, false);
            }
            // Two that insert the same at once; H2 lets the second fail although it is told to do nothing.
            if (cause instanceof DuplicateKeyException) {
                return new Failure(Kind.TRANSIENT, "somebody stored the same at once", null, null, null, false);
            }
            if (cause instanceof DataIntegrityViolationException || cause instanceof BadSqlGrammarException) {
                return new Failure(Kind.REJECTED, "cannot be stored", null, null, null, false);
            }
            if (cause instanceof MessagingException mail) {
                return ofMail(mail);
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DeliveryFailed failed) {
                return new Failure(failed.kind(), message(failed), failed.notBefore(), failed.opens(), null, true);
            }
            if (cause instanceof NotYet early) {
                return new Failure(Kind.TRANSIENT, message(early), null, null, early.waitsFor(), false);
            }
            if (cause instanceof ExpressionFailed failed && failed.tookTooLong()) {
                return new Failure(Kind.TRANSIENT, message(cause), null, null, null, false);
            }
            if (cause instanceof Waiting waiting) {
                return new Failure(Kind.REJECTED, message(waiting), null, waiting.kind(), waiting.waitsFor(), false);
            }
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return new Failure(Kind.TRANSIENT, "cannot connect: " + message(cause), null, null, null, true);
            }
            if (cause instanceof IOException) {
                return new Failure(Kind.AMBIGUOUS, "no answer: " + message(cause), null, null, null, true);
            }
            if (cause instanceof DataAccessException || cause instanceof TransactionException) {
                return new Failure(Kind.TRANSIENT, "the database did not answer", null, null, null, false);
            }
        }
        return new Failure(Kind.REJECTED, message(thrown), null, null, null, false);
    }

    /** The same, in words that quote nothing personal of what we sent. */
    Failure unquoting(JsonNode request) {
        return new Failure(kind, Redaction.unquoted(message, request), notBefore, opens, waitsFor, remote);
    }

    /** A mail server's words carry addresses, so only their code is kept. */
    private static Failure ofMail(MessagingException mail) {
        if (mail instanceof AuthenticationFailedException) {
            return new Failure(Kind.MISCONFIGURED, "the mail server refused the login", null, null, null, true);
        }
        for (Exception cause = mail; cause instanceof MessagingException linked; cause = linked.getNextException()) {
            Matcher code = MAIL_CODE.matcher(message(linked));
            if (code.find()) {
                boolean forGood = code.group().startsWith("5");
                return new Failure(
                        forGood ? Kind.REJECTED : Kind.TRANSIENT,
                        "the mail server answered " + code.group(),
                        null,
                        null,
                        null,
                        !forGood);
            }
        }
        return new Failure(
                mail instanceof SendFailedException ? Kind.REJECTED : Kind.TRANSIENT,
                "the mail could not be sent: " + mail.getClass().getSimpleName(),
                null,
                null,
                null,
                true);
    }

    private static String message(Throwable thrown) {
        String text = thrown.getMessage();
        // What a system says may hold anything; a line break would forge lines of the log, and no database keeps a NUL.
        return text == null ? thrown.getClass().getSimpleName() : text.replaceAll("\\p{Cntrl}+", " ");
    }
}
