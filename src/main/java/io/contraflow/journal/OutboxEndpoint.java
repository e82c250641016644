package io.contraflow.journal;

import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** One operation of a role (producer) or of a connector (consumer). */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "outbox",
        title = "Outbox",
        syntax = "outbox:to/operation",
        category = Category.MESSAGING)
class OutboxEndpoint extends DefaultEndpoint {
    private final OutboxComponent component;

    @UriPath
    private final String to;

    @UriPath
    private final String operation;

    @UriParam
    private int concurrency = 4;

    private Map<String, Object> parameters = Map.of();

    OutboxEndpoint(String uri, OutboxComponent component, String to, String operation) {
        super(uri, component);
        this.component = component;
        this.to = to;
        this.operation = operation;
    }

    OutboxComponent component() {
        return component;
    }

    String to() {
        return to;
    }

    String operation() {
        return operation;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new OutboxProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OutboxConsumer consumer = new OutboxConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }
}
