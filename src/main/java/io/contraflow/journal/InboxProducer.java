package io.contraflow.journal;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Keeps the body, byte for byte, under the key that the sender gave it. */
class InboxProducer extends DefaultProducer {
    private final InboxEndpoint endpoint;

    InboxProducer(InboxEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        String key = variable(exchange, JournalVariables.EVENT_KEY);
        String lane = exchange.getVariable(JournalVariables.LANE, String.class);
        endpoint.journal()
                .accept(
                        endpoint.connector(),
                        key,
                        variable(exchange, JournalVariables.TOPIC),
                        endpoint.connector() + "/" + (lane == null ? key : lane),
                        exchange.getMessage().getBody(byte[].class));
    }

    private static String variable(Exchange exchange, String name) {
        String value = exchange.getVariable(name, String.class);
        if (value == null) {
            throw new IllegalArgumentException("inbox: needs the variable " + name);
        }
        return value;
    }
}
