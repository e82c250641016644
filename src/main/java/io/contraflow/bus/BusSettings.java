package io.contraflow.bus;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the brokers are and how events are published; only used when {@code contraflow.bus} is {@code kafka}.
 *
 * @param servers some of the brokers, such as {@code kafka-1:9092,kafka-2:9092}
 * @param topic where canonical events go
 * @param inbox whether accepted events come to the inbox over a topic
 * @param outbox whether new deliveries are spread over the nodes by a topic
 * @param inboxTopic that of the inbox; what cannot be read there goes to one of the same name with {@code .dead} behind it
 * @param outboxTopic that of the outbox, with the same
 * @param partitions of a topic, when it has to be made
 * @param replication copies of each record, when a topic has to be made
 * @param poll how often is looked for new events
 * @param batch most events that are published in one Kafka transaction
 * @param alertAfter how long brokers may take nothing before a person is told
 * @param properties further settings of Kafka's own client, such as those of the login; they win over ours
 */
@Validated
@ConfigurationProperties("contraflow.kafka")
record BusSettings(
        @DefaultValue("127.0.0.1:9092") @NotBlank String servers,
        @DefaultValue("contraflow.events") @NotBlank String topic,
        @DefaultValue("true") boolean inbox,
        @DefaultValue("true") boolean outbox,
        @DefaultValue("contraflow.inbox") @NotBlank String inboxTopic,
        @DefaultValue("contraflow.outbox") @NotBlank String outboxTopic,
        @DefaultValue("12") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(10) short replication,
        @DefaultValue("200ms") Duration poll,
        @DefaultValue("500") @Min(1) @Max(10_000) int batch,
        @DefaultValue("30s") Duration alertAfter,
        @Nullable Map<String, String> properties) {
    BusSettings {
        if (poll.isZero() || poll.isNegative()) {
            throw new IllegalArgumentException("contraflow.kafka.poll is " + poll + "; it must be more than zero");
        }
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /** Without the properties: they may hold a password. */
    @Override
    public String toString() {
        return "BusSettings[servers=" + servers + ", topic=" + topic + "]";
    }
}
