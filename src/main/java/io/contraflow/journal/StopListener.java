package io.contraflow.journal;

/** Hears of what became a dead letter, inside the transaction that records it. */
public interface StopListener {
    /**
     * An event or delivery is dead; an exception is open.
     *
     * @param subject what the exception is about, such as {@code delivery:<id>}
     * @param isDelivery whether it goes out; else it came in
     * @param why without personal data
     */
    void stopped(String subject, Entry entry, boolean isDelivery, String why);
}
