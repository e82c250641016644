package io.contraflow.bus;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.CannotStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
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
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Reads a topic as one of the nodes that share it, and commits offsets after what was read has been taken. */
abstract class TopicReader implements SmartLifecycle, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final long AFTER_FAILURE_MILLIS = 1_000;
    private static final int MOST_AT_ONCE = 256;

    private final String name;
    private final String topic;
    private final BusSettings settings;
    private final TopicWriter writer;
    private final Exceptions exceptions;
    private final Background background;
    private boolean failing;
    private volatile long lag;

    /** @param name of what it is, such as {@code inbox} */
    TopicReader(String name, String topic, BusSettings settings, TopicWriter writer, Exceptions exceptions) {
        this.name = name;
        this.topic = topic;
        this.settings = settings;
        this.writer = writer;
        this.exceptions = exceptions;
        this.background = new Background("bus-" + name, this::run);
    }

    /** Takes what was read, which comes again if this throws. */
    abstract void take(ConsumerRecords<String, byte[]> found);

    @Override
    public final void start() {
        background.start();
    }

    @Override
    public final void stop() {
        background.stop();
    }

    @Override
    public final boolean isRunning() {
        return background.isRunning();
    }

    @Override
    public final void bindTo(MeterRegistry registry) {
        Gauge.builder("contraflow.bus." + name + ".lag", () -> lag)
                .description("Records of the " + name + " topic that this node has not taken yet")
                .register(registry);
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
                    LOG.error("The {} topic cannot be read, trying again", name, e);
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
            LOG.warn("The {} topic waits ({})", name, failure.getClass().getSimpleName());
        }
    }

    private void read() {
        Map<String, Object> client = KafkaEvents.client(settings);
        KafkaTopic.ensure(topic, settings, client);
        KafkaTopic.ensure(dead(), settings, client);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consumer(client), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
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

    /** Not fetched yet; asks the brokers nothing. */
    private static long lag(KafkaConsumer<String, byte[]> consumer) {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private Map<String, Object> consumer(Map<String, Object> client) {
        Map<String, Object> consumer = new HashMap<>();
        consumer.put("group.id", topic);
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

    /** Puts aside what can never be taken, with its bytes, and tells a person. */
    void bury(ConsumerRecord<String, byte[]> found, String why) {
        writer.write(new ProducerRecord<>(dead(), null, found.key(), found.value(), found.headers()));
        String place = "partition " + found.partition() + ", offset " + found.offset();
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.BAD_PAYLOAD,
                null,
                "bus:" + name + ":" + found.partition() + ":" + found.offset(),
                "A record of the topic " + topic + " (" + place + ") is none of ours: " + why + "; it was put into "
                        + dead() + ".",
                null));
    }

    private String dead() {
        return topic + ".dead";
    }
}
