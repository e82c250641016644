package io.contraflow.alert;

import io.contraflow.exception.ExceptionKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is told what, and when.
 *
 * @param throttle shortest time between two messages about one group to one receiver
 * @param throttleAcknowledged the same, once somebody has taken it
 * @param allClearAfter how long nothing may be open before it counts as over
 * @param maxGroups open groups of one kind after which further causes of that kind share a group
 * @param retryFirst wait after the first failed try of a message; doubled each time
 * @param retryLongest longest wait between two tries
 * @param giveUpAfter a message that failed for so long is given up
 * @param severities what differs from the usual severity of a kind
 * @param receivers by name, such as {@code operators}
 */
@Validated
@ConfigurationProperties("contraflow.alerts")
public record AlertSettings(
        @DefaultValue("5m") @NotNull Duration throttle,
        @DefaultValue("1h") @NotNull Duration throttleAcknowledged,
        @DefaultValue("30s") @NotNull Duration allClearAfter,
        @DefaultValue("10") @Min(1) int maxGroups,
        @DefaultValue("15s") @NotNull Duration retryFirst,
        @DefaultValue("15m") @NotNull Duration retryLongest,
        @DefaultValue("1d") @NotNull Duration giveUpAfter,
        @DefaultValue @NotNull Mail mail,
        @DefaultValue Map<ExceptionKind, Severity> severities,
        @DefaultValue @Valid Map<String, Receiver> receivers,
        @DefaultValue @Valid List<Rule> rules) {

    public AlertSettings {
        severities = Map.copyOf(severities);
        receivers = Map.copyOf(receivers);
        rules = List.copyOf(rules);
        for (Map.Entry<String, Receiver> entry : receivers.entrySet()) {
            check(
                    entry.getKey().matches("[a-z][a-z0-9-]{0,63}"),
                    "the receiver " + entry.getKey() + " must be named in lower case, with digits and hyphens");
            entry.getValue().check("the receiver " + entry.getKey());
        }
        Set<String> known = receivers.keySet();
        rules.forEach(rule -> rule.everybody()
                .forEach(name -> check(
                        known.contains(name), "rule " + rule.id() + " sends to " + name + ", who is no receiver")));
    }

    /** How a receiver is reached. */
    public enum Type {
        MAIL,
        SLACK,
        TEAMS,
        WEBHOOK
    }

    /**
     * The server that mails leave by.
     *
     * @param from sender of the mails
     */
    public record Mail(
            @DefaultValue("contraflow@shop.example") String from) {}

    /**
     * Who can be told.
     *
     * @param to mail address; null for the others
     * @param url where to post, exactly as it is to be called; null for mail. It often is a secret itself.
     * @param secret signs what a webhook is sent; empty for the others
     */
    public record Receiver(
            @NotNull Type type,
            @Nullable String to,
            @Nullable String url,
            @DefaultValue("") String secret) {

        private void check(String who) {
            if (type == Type.MAIL) {
                AlertSettings.check(to != null && to.matches("[^\\s@,]+@[^\\s@,]+"), who + " needs to: a mail address");
                return;
            }
            AlertSettings.check(url != null && isWeb(url), who + " needs url: an http or https address");
            AlertSettings.check(
                    type != Type.WEBHOOK || secret.length() >= 16, who + " needs a secret of at least 16 characters");
        }

        private static boolean isWeb(String url) {
            try {
                URI address = new URI(url);
                return address.getHost() != null
                        && String.valueOf(address.getScheme()).matches("https?");
            } catch (URISyntaxException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "Receiver[" + type + "]";
        }
    }

    /**
     * Which exceptions are told to whom. An empty set means: all.
     *
     * @param channels storefronts; exceptions about no return belong to none
     * @param severity the least that it is for; null for {@code NORMAL}, or for anything when kinds are named
     * @param sendTo receivers who are told first
     * @param after how long it must be open before they are told
     * @param escalate who is told next while nobody takes it
     */
    public record Rule(
            @NotBlank String id,
            @DefaultValue Set<ExceptionKind> kinds,
            @DefaultValue Set<String> queues,
            @DefaultValue Set<String> channels,
            @Nullable Severity severity,
            @NotEmpty List<String> sendTo,
            @DefaultValue("0s") Duration after,
            @DefaultValue @Valid List<Escalation> escalate) {

        boolean wants(ExceptionKind kind, Severity actual, String queue, @Nullable String channel) {
            Severity least = severity != null ? severity : kinds.isEmpty() ? Severity.NORMAL : Severity.NONE;
            return (kinds.isEmpty() || kinds.contains(kind))
                    && (queues.isEmpty() || queues.contains(queue))
                    && (channels.isEmpty() || (channel != null && channels.contains(channel)))
                    && actual.compareTo(least) >= 0;
        }

        private Stream<String> everybody() {
            return Stream.concat(sendTo.stream(), escalate.stream().flatMap(step -> step.to().stream()));
        }
    }

    /**
     * One step of a chain.
     *
     * @param after counted from the moment the group began
     */
    public record Escalation(
            @NotNull Duration after, @NotEmpty List<String> to) {}

    /**
     * The settings of a receiver.
     *
     * @throws IllegalArgumentException if there is no such receiver
     */
    Receiver receiver(String name) {
        Receiver receiver = receivers.get(name);
        if (receiver == null) {
            throw new IllegalArgumentException("there is no receiver " + name + " in config/alerts.yaml");
        }
        return receiver;
    }

    Severity severity(ExceptionKind kind) {
        return severities.getOrDefault(kind, Severity.usual(kind));
    }

    List<Rule> rulesFor(ExceptionKind kind, String queue, @Nullable String channel) {
        return rules.stream()
                .filter(rule -> rule.wants(kind, severity(kind), queue, channel))
                .toList();
    }

    private static void check(boolean isRight, String otherwise) {
        if (!isRight) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
