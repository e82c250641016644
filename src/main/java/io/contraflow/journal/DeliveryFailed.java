package io.contraflow.journal;

import io.contraflow.exception.ExceptionKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a step with another system failed, in the words that decide what happens next. */
public final class DeliveryFailed extends RuntimeException {
    /** What kind of failure it was. */
    public enum Kind {
        /** It did not happen; the same call may work later. */
        TRANSIENT,
        /** It did not happen because we called too often. */
        THROTTLED,
        /** The other system understood and refused; the same call will be refused again. */
        REJECTED,
        /** It may have happened: look before acting again. */
        AMBIGUOUS,
        /** Our login lacks the right for this operation; others work. */
        FORBIDDEN,
        /** Our credentials are wrong: no call to this connector will work. */
        MISCONFIGURED
    }

    private final Kind kind;
    private final transient @Nullable Instant notBefore;
    private final @Nullable ExceptionKind opens;

    private DeliveryFailed(
            Kind kind,
            String message,
            @Nullable Throwable cause,
            @Nullable Instant notBefore,
            @Nullable ExceptionKind opens) {
        super(message, cause);
        this.kind = kind;
        this.notBefore = notBefore;
        this.opens = opens;
    }

    public DeliveryFailed(Kind kind, String message) {
        this(kind, message, null, null, null);
    }

    public DeliveryFailed(Kind kind, String message, Throwable cause) {
        this(kind, message, cause, null, null);
    }

    /** Refused for a reason that has a kind of exception of its own. */
    public static DeliveryFailed rejected(ExceptionKind opens, String message) {
        return new DeliveryFailed(Kind.REJECTED, message, null, null, opens);
    }

    /** Called too often; {@code notBefore} is when the other system will listen again. */
    public static DeliveryFailed throttled(String message, Instant notBefore) {
        return new DeliveryFailed(Kind.THROTTLED, message, null, notBefore, null);
    }

    public Kind kind() {
        return kind;
    }

    /** When the next try makes sense; null when nobody said. */
    public @Nullable Instant notBefore() {
        return notBefore;
    }

    /** The kind of exception to open when this ends the tries; null for the usual one. */
    public @Nullable ExceptionKind opens() {
        return opens;
    }
}
