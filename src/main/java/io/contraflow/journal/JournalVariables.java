package io.contraflow.journal;

/** Names of the exchange variables that the inbox and outbox endpoints read and set. */
public final class JournalVariables {
    /** Producer and consumer of {@code inbox:}: the sender's id of the event. */
    public static final String EVENT_KEY = "eventKey";
    /** Producer and consumer of {@code inbox:}: the sender's topic. */
    public static final String TOPIC = "topic";
    /** Producer of {@code inbox:}: what shall be worked on in order; the event key when absent. */
    public static final String LANE = "lane";
    /** Consumers: the {@link Entry} at work. */
    public static final String ENTRY = "entry";
    /** Consumers: name of the connector. */
    public static final String CONNECTOR = "connector";
    /** Consumer of {@code inbox:}: set to true by whoever ended the entry in a transaction of its own. */
    public static final String ENDED = "ended";
    /** Producer of {@code outbox:}: id of the return. */
    public static final String RETURN_ID = "returnId";
    /** Producer of {@code outbox:}: name of the channel. */
    public static final String CHANNEL = "channel";

    private JournalVariables() {}
}
