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
    /** The customer keeps all pieces; told instead of APPROVED. */
    KEPT,
    DECLINED,
    LABEL_ISSUED,
    IN_TRANSIT,
    RECEIVED,
    INSPECTED,
    /** The money may go back. */
    RESOLVING,
    /** The workshop has a piece of the customer's. */
    IN_REPAIR,
    /** The pieces of a line are mended and on their way back. */
    REPAIRED,
    /** A piece cannot be mended, or only for too much or too late. */
    REPAIR_OFF,
    /** Goods that the customer wants in exchange cannot be had; their line is paid as money. */
    SOLD_OUT,
    /** Goods that were promised in exchange cannot be had after all, so that their value goes back. */
    EXCHANGE_OFF,
    /** The refund leaves out pieces that never came or are not ours. */
    SHORTENED,
    /** The money is back. */
    REFUNDED,
    /** The goods that the customer gets in exchange are on their way. */
    EXCHANGED,
    /** The customer is to get a gift card. */
    GIFT_CARD_DUE,
    /** The shop has given the gift card. */
    GIFT_CARD_ISSUED,
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
