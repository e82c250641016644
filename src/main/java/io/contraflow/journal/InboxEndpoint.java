package io.contraflow.journal;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** The events of one connector. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "inbox",
        title = "Inbox",
        syntax = "inbox:connector",
        category = Category.MESSAGING)
class InboxEndpoint extends DefaultEndpoint {
    private final Journal journal;

    @UriPath
    private final String connector;

    @UriParam
    private int concurrency = 4;

    InboxEndpoint(String uri, InboxComponent component, Journal journal, String connector) {
        super(uri, component);
        this.journal = journal;
        this.connector = connector;
    }

    String connector() {
        return connector;
    }

    Journal journal() {
        return journal;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    public Producer createProducer() {
        return new InboxProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        InboxConsumer consumer = new InboxConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
