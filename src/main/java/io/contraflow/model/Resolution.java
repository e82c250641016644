package io.contraflow.model;

/** What the customer gets for one line of a return. */
public enum Resolution {
    /** Money back the way it was paid. */
    REFUND,
    /** Credit in the shop's account of the customer. */
    STORE_CREDIT,
    /** A new gift card. */
    GIFT_CARD,
    /** Another variant or another item; a difference in price goes one way or the other. */
    EXCHANGE,
    /** The same item again, because this one was faulty or wrong. */
    REPLACEMENT,
    /** The piece itself, mended. */
    REPAIR,
    /** Money back without sending anything. */
    KEEP_ITEM,
    /** Nothing. */
    NONE;

    /** Whether other goods go out to the customer. */
    public boolean sendsGoods() {
        return this == EXCHANGE || this == REPLACEMENT;
    }
}
