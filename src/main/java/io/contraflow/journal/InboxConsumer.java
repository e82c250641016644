package io.contraflow.journal;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Runs the route for each event of its connector. */
class InboxConsumer extends DefaultConsumer {
    private final InboxEndpoint endpoint;

    InboxConsumer(InboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.journal().consumeInbox(endpoint.connector(), endpoint.getConcurrency(), this::run);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.journal().endInbox(endpoint.connector());
        super.doStop();
    }

    private @Nullable Object run(Entry entry, Attempt attempt) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            attempt.in(exchange);
            exchange.setVariable(JournalVariables.ENTRY, entry);
            exchange.setVariable(JournalVariables.CONNECTOR, entry.connector());
            exchange.setVariable(JournalVariables.EVENT_KEY, entry.key());
            exchange.setVariable(JournalVariables.TOPIC, entry.topic());
            exchange.getMessage().setBody(entry.payload());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getVariable(JournalVariables.ENDED);
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
