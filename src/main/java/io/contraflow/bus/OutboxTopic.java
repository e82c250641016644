package io.contraflow.bus;

import io.contraflow.journal.Journal;
import io.contraflow.journal.NewDelivery;
import io.contraflow.journal.OutboxCarrier;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/**
 * Spreads new deliveries over the nodes by the outbox topic, keyed by return: one node does what belongs to a return, and nodes do
 * not compete for it in the database.
 */
@Component
@ConditionalOnExpression(OutboxTopic.ON)
class OutboxTopic implements OutboxCarrier {
    static final String ON = "'kafka'.equalsIgnoreCase('${contraflow.bus:jdbc}') and ${contraflow.kafka.outbox:true}";
    private final BusSettings settings;
    private final TopicWriter writer;
    private final ObjectProvider<Journal> journal;
    private volatile boolean failing;

    OutboxTopic(BusSettings settings, TopicWriter writer, ObjectProvider<Journal> journal) {
        this.settings = settings;
        this.writer = writer;
        this.journal = journal;
    }

    @Override
    public void carry(NewDelivery delivery) {
        if (failing) {
            // The brokers may take it late or never; whoever is first does it.
            doHere(delivery);
        }
        try {
            writer.send(OutboxRecord.of(settings.outboxTopic(), delivery), (place, failure) -> {
                failing = failure != null;
                if (failing) {
                    doHere(delivery);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            failing = true;
            doHere(delivery);
        }
    }

    private void doHere(NewDelivery delivery) {
        journal.getObject().give(delivery.connector(), delivery.id());
    }
}
