package io.contraflow.model;

import java.util.Locale;

/**
 * Something that is true of a return once and for ever, and of which others are told exactly once, in the route
 * {@code returns-<milestone>}.
 */
public enum Milestone {
    REQUESTED,
    IN_REVIEW,
    APPROVED,
    DECLINED,
    LABEL_ISSUED,
    IN_TRANSIT,
    RECEIVED,
    INSPECTED,
    /** The money may go back. */
    RESOLVING,
    /** The refund leaves out pieces that never came or are not ours. */
    SHORTENED,
    /** The money is back. */
    REFUNDED,
    /** Goods and money have both arrived, so the books can follow. */
    BOOKABLE,
    /** No piece is paid for, so there is nothing to book. */
    VOID,
    /** Part of the refund is store credit, which the books show as owed to the customer. */
    CREDITED,
    RESOLVED,
    CLOSED,
    CANCELLED,
    EXPIRED;

    /** The name as routes write it, such as {@code label-issued}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
