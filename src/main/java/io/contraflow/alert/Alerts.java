package io.contraflow.alert;

import io.contraflow.alert.AlertGroups.Fresh;
import io.contraflow.alert.AlertGroups.Standing;
import io.contraflow.alert.AlertSettings.Escalation;
import io.contraflow.alert.AlertSettings.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes open exceptions known: {@link #collect} gathers them into groups and writes down what is to be said, {@link
 * #due} hands out what one receiver is to be told now. Routes call it as {@code alerts}.
 */
@Component("alerts")
public class Alerts {
    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final int AT_ONCE = 1000;
    private static final int BATCH = 5;
    private final AlertGroups groups;
    private final AlertMessages messages;
    private final AlertSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Alerts(
            AlertGroups groups,
            AlertMessages messages,
            AlertSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.groups = groups;
        this.messages = messages;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    // --- what is to be said

    /** Takes in what was opened, assigned and resolved since the last time. */
    public void collect() {
        transaction.executeWithoutResult(tx -> {
            Instant now = clock.instant();
            Map<String, UUID> known = new HashMap<>();
            groups.fresh(AT_ONCE).forEach(fresh -> takeIn(fresh, known));
            groups.recount(now).forEach(standing -> follow(standing, now));
            messages.behind(now, now.minus(settings.throttle()), now.minus(settings.throttleAcknowledged()))
                    .forEach(behind -> messages.plan(
                            behind.group(), behind.receiver(), AlertMessage.UPDATE + behind.messages(), now));
        });
    }

    private void takeIn(Fresh fresh, Map<String, UUID> known) {
        List<Rule> rules = settings.rulesFor(fresh.kind(), fresh.queue(), fresh.channel());
        if (rules.isEmpty()) {
            groups.join(fresh.id(), null);
            return;
        }
        // Whom it is told to is part of what makes a group, so that two storefronts with people of their own stay
        // apart.
        String people = fresh.kind() + "|" + rules.stream().map(Rule::id).collect(Collectors.joining(",")) + "|";
        String cause = DigestUtils.sha256Hex(people + Sentence.cause(fresh.sentence()));
        UUID group = known.computeIfAbsent(cause, key -> groupOf(key, DigestUtils.sha256Hex(people), fresh, rules));
        groups.join(fresh.id(), group);
    }

    private UUID groupOf(String key, String rest, Fresh fresh, List<Rule> rules) {
        String sentence = Sentence.shown(fresh.sentence());
        Optional<UUID> same = groups.open(key);
        if (same.isPresent()) {
            groups.retell(same.get(), sentence);
            return same.get();
        }
        if (groups.countOpen(fresh.kind()) < settings.maxGroups()) {
            return begin(key, fresh, sentence, rules);
        }
        String others = "Many different causes; the newest: " + sentence;
        Optional<UUID> many = groups.open(rest);
        many.ifPresent(group -> groups.retell(group, others));
        return many.orElseGet(() -> begin(rest, fresh, others, rules));
    }

    private UUID begin(String key, Fresh fresh, String sentence, List<Rule> rules) {
        UUID group = groups.begin(key, fresh, settings.severity(fresh.kind()), sentence);
        for (Rule rule : rules) {
            tell(group, rule.sendTo(), AlertMessage.FIRST, fresh.openedAt().plus(rule.after()));
            for (Escalation step : rule.escalate()) {
                tell(
                        group,
                        step.to(),
                        AlertMessage.ESCALATION + step.after(),
                        fresh.openedAt().plus(step.after()));
            }
        }
        return group;
    }

    private void tell(UUID group, List<String> receivers, String step, Instant due) {
        receivers.forEach(receiver -> messages.plan(group, receiver, step, due));
    }

    private void follow(Standing standing, Instant now) {
        if (standing.assignee() != null) {
            takenBy(standing.id(), standing.assignee(), now);
        }
        Instant calm = standing.calmSince();
        if (calm != null && !calm.plus(settings.allClearAfter()).isAfter(now)) {
            groups.end(standing.id(), now);
            messages.allClear(standing.id(), now);
        }
    }

    private void takenBy(UUID group, String who, Instant now) {
        if (groups.acknowledge(group, who, now)) {
            messages.calmDown(group, now);
        }
    }

    // --- saying it

    /** Takes what a receiver is to be told now; one message only while the receiver does not answer. */
    public List<AlertMessage> due(String receiver) {
        List<AlertMessage> taken = transaction.execute(tx -> {
            Instant now = clock.instant();
            int limit = messages.isFailing(receiver) ? 1 : BATCH;
            return messages.due(receiver, now, limit).stream()
                    .filter(message -> take(message, now))
                    .toList();
        });
        return taken == null ? List.of() : taken;
    }

    private boolean take(AlertMessage message, Instant now) {
        if (message.attempts() > 0
                && message.plannedAt().plus(settings.giveUpAfter()).isBefore(now)) {
            messages.giveUp(message.id());
            LOG.error("gave up telling {} about alert {}: {}", message.receiver(), message.alert(), message.error());
            return false;
        }
        return messages.take(message, now.plus(wait(message.attempts())));
    }

    private Duration wait(int failures) {
        Duration doubled = settings.retryFirst().multipliedBy(1L << Math.min(failures, 20));
        return doubled.compareTo(settings.retryLongest()) < 0 ? doubled : settings.retryLongest();
    }

    /**
     * The message has arrived.
     *
     * @param told how many exceptions it told of
     */
    public void sent(AlertMessage message, int told) {
        transaction.executeWithoutResult(tx -> {
            Instant now = clock.instant();
            messages.sent(message.id(), told, now);
            boolean isOver = groups.find(message.alert())
                    .filter(alert -> alert.state().equals("OVER"))
                    .isPresent();
            if (isOver) {
                // It ended while this message was on its way.
                messages.plan(message.alert(), message.receiver(), AlertMessage.ALL_CLEAR, now);
            }
        });
    }

    /** The message did not arrive; it is due again already. */
    public void failed(AlertMessage message, Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String why = failure == null ? "unknown" : reason(failure);
        LOG.warn("alert {} cannot be sent to {}: {}", message.alert(), message.receiver(), why);
        messages.failed(message.id(), why);
    }

    /** Addresses may be secrets, so of a failure only our own words and the kind of all others are kept. */
    private static String reason(Exception failure) {
        return failure instanceof AlertRefused refused
                ? String.valueOf(refused.getMessage())
                : failure.getClass().getSimpleName();
    }

    /** Ends what waits for receivers that the configuration no longer knows. */
    void forgetOthers() {
        Integer cancelled = transaction.execute(
                tx -> messages.cancelOthersThan(settings.receivers().keySet()));
        if (cancelled != null && cancelled > 0) {
            LOG.warn("{} alerts were meant for receivers that are no longer configured", cancelled);
        }
    }

    // --- for people

    /**
     * The alerts, newest first.
     *
     * @param state {@code OPEN} or {@code OVER}
     */
    public List<Alert> list(String state, int limit, int offset) {
        return groups.list(state, limit, offset);
    }

    public Optional<Alert> find(UUID id) {
        return groups.find(id);
    }

    /** What was said about these alerts, and what is to be said. */
    public Map<UUID, List<AlertMessage>> messages(Collection<UUID> alerts) {
        return messages.of(alerts).stream().collect(Collectors.groupingBy(AlertMessage::alert));
    }

    /** Somebody has taken it, so that nobody else needs to be told; answers false when it is over already. */
    public boolean acknowledge(UUID alert, String who) {
        Boolean known = transaction.execute(tx -> {
            boolean isOpen = groups.find(alert)
                    .filter(found -> found.state().equals("OPEN"))
                    .isPresent();
            if (isOpen) {
                takenBy(alert, who, clock.instant());
            }
            return isOpen;
        });
        return Boolean.TRUE.equals(known);
    }
}
