package io.contraflow.exception;

import org.jspecify.annotations.Nullable;

/** What an exception is about, as its subject says: a kind and the name of one of it, such as {@code delivery:<id>}. */
public final class Subjects {
    /** An entry of the inbox, by its number. */
    public static final String EVENT = "event:";
    /** An entry of the outbox, by its id. */
    public static final String DELIVERY = "delivery:";
    /** A connector that refuses our login, or one of its operations. */
    public static final String CONNECTOR = "connector:";

    /** Condition in SQL for what {@link #canRetry} answers. */
    static final String CAN_RETRY =
            "(subject like '" + EVENT + "%' or subject like '" + DELIVERY + "%' or subject like '" + CONNECTOR + "%')";

    private Subjects() {}

    /** Whether it is an event or a delivery that has stopped. */
    public static boolean isEntry(@Nullable String subject) {
        return subject != null && (subject.startsWith(EVENT) || subject.startsWith(DELIVERY));
    }

    /** Whether there is something that can be tried again. */
    public static boolean canRetry(@Nullable String subject) {
        return isEntry(subject) || (subject != null && subject.startsWith(CONNECTOR));
    }
}
