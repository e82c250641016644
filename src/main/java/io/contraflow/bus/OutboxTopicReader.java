package io.contraflow.bus;

import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Journal;
import io.contraflow.journal.NewDelivery;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets this node do the new deliveries of the returns whose partitions of the outbox topic it has. The outbox in the database says
 * what is still to be done, so a record that is lost or comes twice changes nothing. All nodes are one consumer group.
 */
@Component
@ConditionalOnExpression(OutboxTopic.ON)
class OutboxTopicReader implements SmartLifecycle, MeterBinder {
    private final Journal journal;
    private final TopicReader reader;

    OutboxTopicReader(BusSettings settings, Journal journal, TopicWriter writer, Exceptions exceptions) {
        this.journal = journal;
        this.reader = new TopicReader("outbox", settings.outboxTopic(), settings, writer, exceptions, this::take);
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public void stop() {
        reader.stop();
    }

    @Override
    public boolean isRunning() {
        return reader.isRunning();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("contraflow.bus.outbox.lag", reader::lag)
                .description("Records of the outbox topic that this node has not taken yet")
                .register(registry);
    }

    private void take(ConsumerRecords<String, byte[]> found) {
        for (ConsumerRecord<String, byte[]> one : found) {
            try {
                NewDelivery delivery = OutboxRecord.read(one);
                journal.give(delivery.connector(), delivery.id());
            } catch (UnreadableRecord e) {
                reader.bury(one, String.valueOf(e.getMessage()));
            }
        }
    }
}
