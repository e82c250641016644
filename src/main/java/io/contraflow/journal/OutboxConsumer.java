package io.contraflow.journal;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Runs the route for each delivery of its operation. */
class OutboxConsumer extends DefaultConsumer {
    private final OutboxEndpoint endpoint;

    OutboxConsumer(OutboxEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.component()
                .journal()
                .consumeOutbox(endpoint.to(), endpoint.operation(), endpoint.getConcurrency(), this::run);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.component().journal().endOutbox(endpoint.to(), endpoint.operation());
        super.doStop();
    }

    private @Nullable Object run(Entry entry, Attempt attempt) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            Object document = endpoint.component().deliveries().document(entry);
            attempt.in(exchange);
            exchange.setVariable(JournalVariables.ENTRY, entry);
            exchange.setVariable(JournalVariables.CONNECTOR, entry.connector());
            exchange.setVariable("delivery", document);
            exchange.getMessage().setBody(document);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getBody();
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
