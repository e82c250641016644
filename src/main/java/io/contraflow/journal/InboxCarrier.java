package io.contraflow.journal;

/** Carries events that were accepted to the inbox by another way than the database; the inbox itself stays there. */
public interface InboxCarrier {
    /**
     * Returns when the event survives the loss of this process.
     *
     * @throws CannotStore if that is not sure; whoever sent it must send it again
     */
    void carry(Incoming event);
}
