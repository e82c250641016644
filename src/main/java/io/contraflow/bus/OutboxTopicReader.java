package io.contraflow.bus;

import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Journal;
import io.contraflow.journal.NewDelivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/**
 * Lets this node do the new deliveries of the returns whose partitions of the outbox topic it has. The outbox in the database says
 * what is still to be done, so a record that is lost or comes twice changes nothing. All nodes are one consumer group.
 */
@Component
@ConditionalOnExpression(OutboxTopic.ON)
class OutboxTopicReader extends TopicReader {
    private final Journal journal;

    OutboxTopicReader(BusSettings settings, Journal journal, TopicWriter writer, Exceptions exceptions) {
        super("outbox", settings.outboxTopic(), settings, writer, exceptions);
        this.journal = journal;
    }

    @Override
    void take(ConsumerRecords<String, byte[]> found) {
        for (ConsumerRecord<String, byte[]> one : found) {
            try {
                NewDelivery delivery = OutboxRecord.read(one);
                journal.give(delivery.connector(), delivery.id());
            } catch (UnreadableRecord e) {
                bury(one, String.valueOf(e.getMessage()));
            }
        }
    }
}
