package io.contraflow.connector;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The configured connectors.
 *
 * @param connectors settings by name, such as {@code netsuite}
 */
@Validated
@ConfigurationProperties("contraflow")
public record Connectors(Map<String, Connector> connectors) {

    public Connectors {
        // An environment variable for happy-returns also looks like one for a connector "happy"; only a file gives a
        // type.
        connectors = connectors.entrySet().stream()
                .filter(entry -> entry.getValue().type() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * What every connector needs.
     *
     * @param type which routes, mappings and beans it uses, such as {@code netsuite}
     * @param baseUrl address of the system; null for systems that are not reached over HTTP
     * @param adminUrl where people see its records, {@code {admin}} in {@code config/links.yaml}; null when nowhere
     * @param timeout longest wait for one answer; a bare number is in milliseconds
     * @param concurrency how many deliveries run at once
     * @param callsPerSecond how many calls the account takes in a second, retries and comparisons among them; null when
     *     only the answers of the system limit them
     * @param webhookSecret proves who sent a webhook; empty when the system sends none
     * @param webhookSecretBefore the secret until the latest change, which counts as well while senders still use it;
     *     empty when there is none
     */
    public record Connector(
            @Nullable String type,
            @Nullable URI baseUrl,
            @Nullable URI adminUrl,
            @DefaultValue("10000") @NotNull Duration timeout,
            @DefaultValue("4") @Min(1) int concurrency,
            @Nullable @Min(1) @Max(10_000) Integer callsPerSecond,
            @DefaultValue("") String webhookSecret,
            @DefaultValue("") String webhookSecretBefore) {

        /** The secrets that count; none when the system sends no webhooks. */
        public List<String> webhookSecrets() {
            return Stream.of(webhookSecret, webhookSecretBefore)
                    .filter(secret -> !secret.isEmpty())
                    .toList();
        }

        @Override
        public String toString() {
            return "Connector[" + type + ", " + baseUrl + "]";
        }
    }

    /**
     * The settings of a connector.
     *
     * @throws IllegalArgumentException if there is no such connector
     */
    public Connector connector(@NotBlank String name) {
        Connector connector = connectors.get(name);
        if (connector == null) {
            throw new IllegalArgumentException("there is no connector " + name + " in config/connectors.yaml");
        }
        return connector;
    }
}
