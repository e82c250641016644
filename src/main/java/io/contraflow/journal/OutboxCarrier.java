package io.contraflow.journal;

/** Tells the nodes of a cluster of new deliveries by another way than the database, and which node shall do each; the outbox stays there. */
public interface OutboxCarrier {
    /**
     * Lets one node hear of a delivery that was just committed, by {@link Journal#give}. Returns at once; when nobody hears of it, any
     * node takes it a little later.
     */
    void carry(NewDelivery delivery);
}
