package io.contraflow.alert;

import io.contraflow.exception.ExceptionKind;

/** How urgently people must know, from the least to the most. */
public enum Severity {
    /** Nobody is told, unless a rule names the kind. */
    NONE,
    NORMAL,
    HIGH,
    CRITICAL;

    /** What holds for a kind as long as the configuration says nothing else. */
    static Severity usual(ExceptionKind kind) {
        return switch (kind) {
            case REFUND_FAILED, AMOUNT_MISMATCH, CONFIG_REJECTED -> CRITICAL;
            case DEAD_DELIVERY, DEAD_EVENT, LABEL_FAILED, STUCK, DRIFT, BAD_PAYLOAD, FRAUD_SUSPECT -> HIGH;
            case UNMAPPED_SKU, UNMAPPED_STATUS, QUANTITY_MISMATCH, WRONG_GOODS, UNKNOWN_ORDER -> NORMAL;
            case POLICY_REVIEW -> NONE;
        };
    }
}
