package io.contraflow.flow;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Entry;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalVariables;
import io.contraflow.journal.NotYet;
import io.contraflow.journal.RetryPolicy;
import io.contraflow.journal.Waiting;
import io.contraflow.model.Decision;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.Status;
import io.contraflow.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes facts about returns and lets them take effect, each in one transaction. Routes call it as {@code returns}. */
@Component("returns")
public class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private final ReturnStore store;
    private final Turn turn;
    private final Journal journal;
    private final UnknownReturns unknown;
    private final Timeline timeline;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;

    Returns(
            ReturnStore store,
            Turn turn,
            Journal journal,
            UnknownReturns unknown,
            Timeline timeline,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.turn = turn;
        this.journal = journal;
        this.unknown = unknown;
        this.timeline = timeline;
        this.json = json;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Lets what a mapping found take effect, and ends the inbox entry with it.
     *
     * @param mapped the mapping's answer, an {@link Envelope}
     * @throws NotYet if the return is not known yet
     * @throws Waiting if it has not been known for {@link RetryPolicy#unknownAfter}
     */
    public void apply(@Body Map<String, Object> mapped, Exchange exchange) {
        Entry entry = exchange.getVariable(JournalVariables.ENTRY, Entry.class);
        Envelope envelope = envelope(mapped, entry);
        transaction.executeWithoutResult(tx -> {
            if (envelope.ignore() == null) {
                apply(envelope, entry);
            } else {
                LOG.debug("{}: nothing to do: {}", entry, envelope.ignore());
            }
            journal.end(entry);
        });
        exchange.setVariable(JournalVariables.ENDED, true);
    }

    private Envelope envelope(Map<String, Object> mapped, Entry entry) {
        try {
            return json.convertValue(mapped, Envelope.class);
        } catch (IllegalArgumentException e) {
            // The cause's own words would repeat values of the payload.
            String where = e.getCause() instanceof JsonMappingException mapping ? " at " + path(mapping) : "";
            throw DeliveryFailed.rejected(
                    ExceptionKind.BAD_PAYLOAD, "the mapping of " + entry.topic() + " gives no event" + where);
        }
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private void apply(Envelope envelope, Entry entry) {
        Instant at = envelope.at() == null ? entry.at() : envelope.at();
        String sender = envelope.sender() == null ? entry.connector() : envelope.sender();
        Optional<UUID> known = find(envelope, sender);
        if (known.isEmpty() && opens(envelope) instanceof ReturnEvent.ReturnRequested requested) {
            store.lockOrder(requested.order().id());
            known = find(envelope, sender);
            if (known.isEmpty()) {
                known = Optional.of(turn.open(requested, at, sender, ""));
            }
        }
        if (known.isEmpty()) {
            unknown(envelope, entry);
            return;
        }
        UUID id = known.get();
        envelope.refs().forEach((kind, ref) -> store.refer(id, sender, kind, ref));
        turn.take(id, envelope.events(), at, sender, entry);
        if (entry.connector().equals(sender)) {
            journal.heardOf(id, sender);
        }
        if (envelope.problem() != null) {
            turn.problem(
                    store.find(id).orElseThrow(),
                    envelope.problem().kind(),
                    envelope.problem().sentence());
        }
    }

    private static @Nullable ReturnEvent opens(Envelope envelope) {
        return envelope.events().stream()
                .filter(ReturnEvent.ReturnRequested.class::isInstance)
                .findFirst()
                .orElse(null);
    }

    private Optional<UUID> find(Envelope envelope, String sender) {
        return envelope.returnId() != null
                ? Optional.of(UUID.fromString(envelope.returnId()))
                : unknown.find(envelope.find(), sender);
    }

    private void unknown(Envelope envelope, Entry entry) {
        if (envelope.isUnknownIgnored()) {
            LOG.debug("{}: about no return of ours", entry);
            return;
        }
        throw unknown.told(envelope.find(), envelope.sender() == null ? entry.connector() : envelope.sender(), entry);
    }

    /**
     * Lets a person accept a return. Where the policy wants more than one, the return goes on with the last of them.
     *
     * @return the return afterwards; empty when there is none of that id
     * @throws Impossible if the return does not allow it
     */
    public Optional<Return> accept(UUID id, ReturnEvent.Actor who, String reason) {
        return inTransaction(() -> {
            Optional<Return> found = store.lock(id);
            if (found.isEmpty()) {
                return found;
            }
            int needed = approvers(found.get());
            Instant now = clock.instant();
            int accepted = needed == 1 ? 1 : store.accept(id, who.name(), now);
            if (accepted < needed) {
                timeline.add(
                        id,
                        new Timeline.Moment(
                                now,
                                "note",
                                who.name(),
                                who.name() + " accepts it (" + reason + "); it goes on when somebody else does, too.",
                                null));
                return found;
            }
            turn.act(id, new ReturnEvent.ReturnApproved(who, reason), now, who.name());
            return store.find(id);
        });
    }

    private static int approvers(Return current) {
        Decision decision = current.decision();
        return decision == null || current.status() != Status.IN_REVIEW ? 1 : decision.approvers();
    }

    /**
     * Lets what a person or program says take effect at once.
     *
     * @param who login of who says it
     * @return the return afterwards; empty when there is none of that id
     * @throws Impossible if the return does not allow it
     */
    public Optional<Return> act(UUID id, ReturnEvent event, String who) {
        return inTransaction(() -> {
            if (store.find(id).isEmpty()) {
                return Optional.empty();
            }
            turn.act(id, event, clock.instant(), who);
            return store.find(id);
        });
    }

    /**
     * Opens a return that another system or the portal starts, or answers the one that the same key opened.
     *
     * @param sender where it comes from; keys of different senders never meet
     * @param who login of who starts it
     */
    public Return open(ReturnEvent.ReturnRequested requested, String sender, String who, String key) {
        return inTransaction(() -> {
            store.lockOrder(requested.order().id());
            UUID id = store.byRef(sender, "idempotency-key", key).orElse(null);
            if (id == null) {
                id = turn.open(requested, clock.instant(), who, key);
                store.refer(id, sender, "idempotency-key", key);
                turn.settle(id);
            }
            return store.find(id).orElseThrow();
        });
    }

    /** Whether answers about a return wait to take effect. */
    public boolean expectsAnswers(UUID id) {
        return journal.expects(Turn.laneOf(id), -1);
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(tx -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return result;
    }
}
