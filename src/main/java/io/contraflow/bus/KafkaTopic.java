package io.contraflow.bus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a topic where there is none, and says where it is not as configured. */
final class KafkaTopic {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);
    /** From so many copies on, a record counts as written when two have it, so that one broker may be away. */
    private static final short SAFE = 3;

    private KafkaTopic() {}

    /**
     * Returns when the topic is there.
     *
     * @throws KafkaException if the brokers do not answer or refuse
     */
    static void ensure(String topic, BusSettings settings, Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            TopicDescription found = find(admin, topic);
            if (found == null) {
                create(admin, topic, settings);
            } else if (found.partitions().size() != settings.partitions()) {
                LOG.warn(
                        "The topic {} has {} partitions, contraflow.kafka.partitions is {}; the topic stays as it is",
                        topic,
                        found.partitions().size(),
                        settings.partitions());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static @Nullable TopicDescription find(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private static void create(Admin admin, String name, BusSettings settings)
            throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(name, settings.partitions(), settings.replication());
        if (settings.replication() >= SAFE) {
            topic.configs(Map.of("min.insync.replicas", "2"));
        }
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("Made the topic {} with {} partitions", name, settings.partitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another node was faster
                throw e;
            }
        }
    }
}
