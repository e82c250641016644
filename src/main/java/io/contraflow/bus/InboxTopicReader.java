package io.contraflow.bus;

import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Incoming;
import io.contraflow.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Brings events from the inbox topic into the inbox. Offsets are committed after the database's transaction, so that an event may
 * come twice, and is then kept once by its identity. All nodes are one consumer group.
 */
@Component
@ConditionalOnExpression(InboxTopic.ON)
class InboxTopicReader extends TopicReader {
    private final Journal journal;

    InboxTopicReader(BusSettings settings, Journal journal, TopicWriter writer, Exceptions exceptions) {
        super("inbox", settings.inboxTopic(), settings, writer, exceptions);
        this.journal = journal;
    }

    @Override
    void take(ConsumerRecords<String, byte[]> found) {
        List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>();
        List<Incoming> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> one : found) {
            try {
                events.add(InboxRecord.read(one));
                readable.add(one);
            } catch (UnreadableRecord e) {
                bury(one, String.valueOf(e.getMessage()));
            }
        }
        if (events.isEmpty()) {
            return;
        }
        try {
            journal.keep(events);
        } catch (DataIntegrityViolationException e) {
            // One that the database refuses must not hold up the others.
            for (int i = 0; i < events.size(); i++) {
                alone(readable.get(i), events.get(i));
            }
        }
    }

    private void alone(ConsumerRecord<String, byte[]> found, Incoming event) {
        try {
            journal.keep(List.of(event));
        } catch (DataIntegrityViolationException e) {
            bury(found, "the database refuses it");
        }
    }
}
