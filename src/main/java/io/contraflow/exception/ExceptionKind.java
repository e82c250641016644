package io.contraflow.exception;

/** What sort of trouble a person must look at, who looks, and what can be done. */
public enum ExceptionKind {
    UNMAPPED_SKU("mapping", "Add the SKU to mappings/sku.csv; the return goes on by itself."),
    UNMAPPED_STATUS("mapping", "Add the value to the table that the sentence names; what waits goes on by itself."),
    BAD_PAYLOAD("integration", "Compare the payload with the mapping, correct the mapping and retry."),
    UNKNOWN_ORDER("integration", "Check whether the order exists in the shop, then retry or resolve."),
    POLICY_REVIEW("review", "Approve or decline the return, with a reason."),
    QUANTITY_MISMATCH("warehouse", "Compare what was announced with what arrived, then inspect or resolve."),
    WRONG_GOODS(
            "warehouse",
            "Look at the goods, then inspect again: RESTOCK or WRITE_OFF accepts and pays for them, SEND_BACK refuses them."),
    AMOUNT_MISMATCH("finance", "Compare the amounts in shop and ERP, correct the wrong one and resolve."),
    DEAD_DELIVERY("integration", "Mend the cause, then retry; or resolve when it was done by hand."),
    DEAD_EVENT("integration", "Mend the cause, then retry; or resolve when it no longer matters."),
    STUCK("operations", "Look at what the return waits for, then retry or resolve."),
    DRIFT("finance", "Compare the systems, correct the wrong one and resolve."),
    LABEL_FAILED("carrier", "Mend the cause, then retry; or send a label by hand and resolve."),
    REFUND_FAILED("finance", "Look at the refund in the shop; retry, or refund by hand and resolve."),
    FRAUD_SUSPECT("review", "Look at the history of the customer, then approve or decline."),
    CONFIG_REJECTED("integration", "Correct the file at the line given; the last good version stays in force.");

    private final String queue;
    private final String action;

    ExceptionKind(String queue, String action) {
        this.queue = queue;
        this.action = action;
    }

    /** Who looks at it. */
    public String queue() {
        return queue;
    }

    /** What can be done, as a sentence. */
    public String action() {
        return action;
    }
}
