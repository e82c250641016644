package io.contraflow.lifecycle;

/**
 * What a person must look at.
 *
 * @param kind kind of exception, such as {@code QUANTITY_MISMATCH}
 * @param sentence what is wrong, in English with a full stop
 */
public record Problem(String kind, String sentence) {

    static final String QUANTITY_MISMATCH = "QUANTITY_MISMATCH";
    static final String WRONG_GOODS = "WRONG_GOODS";
    static final String AMOUNT_MISMATCH = "AMOUNT_MISMATCH";
    static final String POLICY_REVIEW = "POLICY_REVIEW";
    static final String STUCK = "STUCK";
}
