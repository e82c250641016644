package io.contraflow.bus;

import io.contraflow.journal.InboxCarrier;
import io.contraflow.journal.Incoming;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/** Lets accepted events lie in the inbox topic first; a sender is answered when the brokers have them. */
@Component
@ConditionalOnExpression(InboxTopic.ON)
class InboxTopic implements InboxCarrier {
    static final String ON = "'kafka'.equalsIgnoreCase('${contraflow.bus:jdbc}') and ${contraflow.kafka.inbox:true}";
    private final BusSettings settings;
    private final TopicWriter writer;

    InboxTopic(BusSettings settings, TopicWriter writer) {
        this.settings = settings;
        this.writer = writer;
    }

    @Override
    public void carry(Incoming event) {
        writer.write(InboxRecord.of(settings.inboxTopic(), event));
    }
}
