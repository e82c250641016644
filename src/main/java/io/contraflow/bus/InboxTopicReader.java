package io.contraflow.bus;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.CannotStore;
import io.contraflow.journal.Incoming;
import io.contraflow.journal.Journal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings events from the inbox topic into the inbox. Offsets are committed after the database's transaction, so that an event may
 * come twice, and is then kept once by its identity. All nodes are one consumer group.
 */
@Component
@ConditionalOnExpression(InboxTopic.ON)
class InboxTopicReader implements SmartLifecycle, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTopicReader.class);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final long AFTER_FAILURE_MILLIS = 1_000;
    private static final int MOST_AT_ONCE = 256;

    private final BusSettings settings;
    private final Journal journal;
    private final InboxTopic topic;
    private final Exceptions exceptions;
    private final Background background = new Background("bus-inbox", this::run);
    private boolean failing;
    private volatile long lag;

    InboxTopicReader(BusSettings settings, Journal journal, InboxTopic topic, Exceptions exceptions) {
        this.settings = settings;
        this.journal = journal;
        this.topic = topic;
        this.exceptions = exceptions;
    }

    @Override
    public void start() {
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
            while (background.goesOn()) {
                try {
                    read();
                } catch (KafkaException | DataAccessException | TransactionException | CannotStore e) {
                    // What was not committed is read again. That brokers or database are away, others say.
                    said(e);
                    background.endsWithin(AFTER_FAILURE_MILLIS);
                } catch (RuntimeException e) {
                    LOG.error("The inbox topic cannot be read, trying again", e);
                    background.endsWithin(AFTER_FAILURE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void said(RuntimeException failure) {
        if (!failing) {
            failing = true;
            LOG.warn("The inbox topic waits ({})", failure.getClass().getSimpleName());
        }
    }

    private void read() {
        Map<String, Object> client = KafkaEvents.client(settings);
        KafkaTopic.ensure(settings.inboxTopic(), settings, client);
        KafkaTopic.ensure(dead(), settings, client);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumer(client), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(settings.inboxTopic()));
            while (background.goesOn()) {
                ConsumerRecords<String, byte[]> found = consumer.poll(LOOK);
                lag = lag(consumer) + found.count();
                if (!found.isEmpty()) {
                    take(found);
                    consumer.commitSync();
                    lag -= found.count();
                    failing = false;
                }
            }
        } finally {
            lag = 0;
        }
    }

    /** Records of this node's partitions that were not fetched yet, as the brokers last said; asks them nothing. */
    private static long lag(KafkaConsumer<String, byte[]> consumer) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("contraflow.bus.inbox.lag", () -> lag)
                .description("Records of the inbox topic that this node has not taken yet")
                .register(registry);
    }

    private Map<String, Object> consumer(Map<String, Object> client) {
        Map<String, Object> consumer = new HashMap<>();
        consumer.put("group.id", settings.inboxTopic());
        consumer.put("auto.offset.reset", "earliest");
        consumer.put("isolation.level", "read_committed");
        consumer.put("max.poll.records", MOST_AT_ONCE);
        // So long the partitions of a node that was killed, or lost its broker, wait for another; by default 45
        // seconds.
        consumer.put("session.timeout.ms", 10_000);
        consumer.putAll(client);
        consumer.put("enable.auto.commit", false);
        return consumer;
    }

    private void take(ConsumerRecords<String, byte[]> found) {
        List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>();
        List<Incoming> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> one : found) {
            try {
                events.add(InboxRecord.read(one));
                readable.add(one);
            } catch (InboxRecord.Unreadable e) {
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

    /** Puts aside what can never be kept, with its bytes, and tells a person. */
    private void bury(ConsumerRecord<String, byte[]> found, String why) {
        ProducerRecord<String, byte[]> aside =
                new ProducerRecord<>(dead(), null, found.key(), found.value(), found.headers());
        topic.write(aside);
        String place = "partition " + found.partition() + ", offset " + found.offset();
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.BAD_PAYLOAD,
                null,
                "bus:inbox:" + found.partition() + ":" + found.offset(),
                "A record of the topic " + settings.inboxTopic() + " (" + place + ") is no event: " + why
                        + "; it was put into " + dead() + ".",
                null));
    }

    private String dead() {
        return settings.inboxTopic() + ".dead";
    }
}
