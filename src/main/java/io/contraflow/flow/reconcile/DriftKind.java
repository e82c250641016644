package io.contraflow.flow.reconcile;

/** What sort of difference was found, what it means, and whether it is healed without a person. */
public enum DriftKind {
    MISSING_RMA("The return is approved, but the ERP has no return authorization for it.", Healing.WHILE_OPEN),
    MISSING_RECEIPT("The warehouse graded the pieces, but the ERP has received none of them.", Healing.ALWAYS),
    QUANTITY_DIFFERS("A system counts other pieces than we do.", Healing.NEVER),
    REFUND_ONLY_IN_SHOP("The shop refunded, but the ERP has credited nothing.", Healing.NEVER),
    CREDIT_ONLY_IN_ERP("The ERP credited the customer, but the shop has refunded nothing.", Healing.NEVER),
    AMOUNTS_DIFFER("Shop, ERP and we do not agree on the amount.", Healing.NEVER),
    TAX_DIFFERS("The amounts agree, but the tax in them does not.", Healing.NEVER),
    REFUND_BY_HAND("Somebody refunded in the shop, and we never heard of it.", Healing.NEVER),
    TICKET_OPEN_AFTER_CLOSE(
            "The return has ended and nobody wrote since, but its ticket is still open.", Healing.ALWAYS),
    LABEL_WITHOUT_RETURN(
            "The return has ended without goods, but the carrier would still take the parcel.", Healing.ALWAYS),
    STOCK_NOT_ADJUSTED("Pieces were graded, but the stock does not show what became of them.", Healing.WHILE_OPEN),
    STATUS_BEHIND("A system lags behind us: a step of ours has left no trace there.", Healing.ALWAYS),
    STATUS_AHEAD("A system is ahead of us: what it reported never reached us.", Healing.ALWAYS),
    DUPLICATE_CREDIT("The ERP credited the customer more than once.", Healing.NEVER),
    MISSING_TICKET("The return should have a ticket, but the helpdesk has none.", Healing.WHILE_OPEN);

    /** When the lost step is repeated without asking anybody. */
    public enum Healing {
        /** Whenever the step looks before it acts, or can be repeated without harm. */
        ALWAYS,
        /** While the other system still has the return open; after that a person decides. */
        WHILE_OPEN,
        /** A person decides. */
        NEVER
    }

    private final String meaning;
    private final Healing healing;

    DriftKind(String meaning, Healing healing) {
        this.meaning = meaning;
        this.healing = healing;
    }

    /** What it means, as a sentence. */
    public String meaning() {
        return meaning;
    }

    public Healing healing() {
        return healing;
    }
}
