package io.contraflow.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.bus.EventTable.Lag;
import io.contraflow.bus.EventTable.Waiting;
import io.contraflow.journal.Leadership;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings recorded events to the topic, in order, on the node that leads. An event is removed from the table after the brokers have
 * it; a process that dies in between publishes it once more, with the same id.
 */
@Component
@ConditionalOnProperty(name = "contraflow.bus", havingValue = "kafka")
class EventPublisher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final long AFTER_FAILURE_MILLIS = 1_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventTable table;
    private final BusSettings settings;
    private final Leadership leadership;
    private final BrokerWatch watch;
    private final ObjectMapper json;
    private final Background background = new Background("bus-events", this::run);
    private @Nullable KafkaEvents events;
    private long lookedAt;

    EventPublisher(
            EventTable table, BusSettings settings, Leadership leadership, BrokerWatch watch, ObjectMapper json) {
        this.table = table;
        this.settings = settings;
        this.leadership = leadership;
        this.watch = watch;
        this.json = json;
    }

    @Override
    public void start() {
        lookedAt = System.nanoTime() - LOOK_NANOS;
        background.start();
    }

    @Override
    public void stop() {
        background.stop();
    }

    @Override
    public boolean isRunning() {
        return background.isRunning();
    }

    private void run() {
        try {
            long pause = 0;
            while (!background.endsWithin(pause)) {
                pause = turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Publishes one batch; answers how long to wait before the next, in milliseconds. */
    private long turn() {
        try {
            look();
            if (!leadership.isLeader()) {
                close();
                return settings.poll().toMillis();
            }
            return publish() ? 0 : settings.poll().toMillis();
        } catch (KafkaException e) {
            close();
            watch.failed(e);
            return AFTER_FAILURE_MILLIS;
        } catch (DataAccessException | TransactionException e) {
            // Others say that the database is away; what waits is in it.
            LOG.debug("the database does not answer", e);
            return AFTER_FAILURE_MILLIS;
        } catch (RuntimeException e) {
            close();
            LOG.error("Events are not published, trying again", e);
            return AFTER_FAILURE_MILLIS;
        }
    }

    /** Answers whether there may be more. */
    private boolean publish() {
        KafkaEvents open = events;
        if (open == null) {
            open = KafkaEvents.open(settings);
            events = open;
            watch.worked();
        }
        List<Waiting> batch = table.next(settings.batch());
        if (batch.isEmpty()) {
            return false;
        }
        open.write(batch.stream().map(this::numbered).toList());
        table.taken(batch);
        watch.worked();
        return batch.size() == settings.batch();
    }

    private Waiting numbered(Waiting event) {
        try {
            ObjectNode document = (ObjectNode) json.readTree(event.document());
            document.put("sequence", event.seq());
            return new Waiting(event.seq(), event.key(), json.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the recorded event " + event.seq() + " cannot be read", e);
        }
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_NANOS) {
            lookedAt = now;
            Lag lag = table.lag();
            watch.lags(lag);
        }
    }

    private void close() {
        KafkaEvents open = events;
        events = null;
        if (open != null) {
            open.close();
        }
    }
}
