package io.contraflow.flow;

import io.contraflow.journal.Resolver;
import io.contraflow.model.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The storefronts.
 *
 * @param channels settings by name, such as {@code shop-de}
 */
@Validated
@ConfigurationProperties("contraflow")
public record Channels(@NotEmpty @Valid Map<String, Channel> channels) implements Resolver {

    /**
     * One storefront.
     *
     * @param roles which connector serves which role
     * @param policy name of the policy in {@code config/policies}
     * @param locale language for customers whose language is unknown
     * @param zone time zone in which days are counted
     * @param sender address that customer mails come from
     */
    public record Channel(
            @NotEmpty Map<String, String> roles,
            @NotBlank String policy,
            @DefaultValue("en") String locale,
            @DefaultValue("Europe/Berlin") ZoneId zone,
            @DefaultValue("returns@shop.example") String sender) {
        public Channel {
            roles = roles.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            e -> Role.of(e.getKey()).key(), Map.Entry::getValue));
        }
    }

    /**
     * The settings of a channel.
     *
     * @throws IllegalArgumentException if there is no such channel
     */
    public Channel channel(String name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("there is no channel " + name + " in config/channels.yaml");
        }
        return channel;
    }

    @Override
    public Optional<String> connector(String channel, String role) {
        return Optional.ofNullable(channel(channel).roles().get(role));
    }

    /** The channel whose shop is that connector, if there is one. */
    public Optional<String> ofShop(String connector) {
        return channels.entrySet().stream()
                .filter(entry -> connector.equals(entry.getValue().roles().get(Role.SHOP.key())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Every connector that some channel uses. */
    public List<String> connectors() {
        return channels.values().stream()
                .flatMap(channel -> channel.roles().values().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
