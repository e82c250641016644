package io.contraflow.sandbox.gorgias;

import org.jspecify.annotations.Nullable;

/** What happens at the desk, told to whoever wants to know. */
interface Triggers {

    /**
     * Called after the change is made.
     *
     * @param trigger such as {@code ticket-created}
     * @param message the message it is about, null when it is about the ticket itself
     */
    void fire(String trigger, Ticket ticket, @Nullable Message message);
}
