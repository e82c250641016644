package io.contraflow.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.bus.ReturnNews;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Entry;
import io.contraflow.journal.Journal;
import io.contraflow.journal.LogContext;
import io.contraflow.journal.StableId;
import io.contraflow.lifecycle.Lifecycle;
import io.contraflow.lifecycle.Outcome;
import io.contraflow.lifecycle.Problem;
import io.contraflow.lifecycle.Siblings;
import io.contraflow.model.Decision;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Role;
import io.contraflow.model.Status;
import io.contraflow.policy.Case;
import io.contraflow.policy.Policies;
import io.contraflow.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One turn of a return: an event, what it changes, and whom it concerns; all inside the running transaction. */
@Component
class Turn {
    private static final String OURSELVES = "contraflow";

    private final ReturnStore store;
    private final Channels channels;
    private final Policies policies;
    private final Skus skus;
    private final Telling telling;
    private final Journal journal;
    private final Timeline timeline;
    private final Exceptions exceptions;
    private final ReturnNews news;
    private final RefundMeters refunds;
    private final SupportLoad support;
    private final ObjectMapper json;
    private final Clock clock;

    Turn(
            ReturnStore store,
            Channels channels,
            Policies policies,
            Skus skus,
            Telling telling,
            Journal journal,
            Timeline timeline,
            Exceptions exceptions,
            ReturnNews news,
            RefundMeters refunds,
            SupportLoad support,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.channels = channels;
        this.policies = policies;
        this.skus = skus;
        this.telling = telling;
        this.journal = journal;
        this.timeline = timeline;
        this.exceptions = exceptions;
        this.news = news;
        this.refunds = refunds;
        this.support = support;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Opens a return; the caller holds the lock of its order. Answers its id.
     *
     * @param sender the system it comes from, or the login of who starts it
     * @param key by which the sender tells it from another with the same lines; empty when the lines have ids of their own
     */
    UUID open(ReturnEvent.ReturnRequested requested, Instant at, String sender, String key) {
        channels.channel(requested.channel());
        UUID id = StableId.of(other -> store.find(other).isPresent(), identity(requested, key));
        List<Return> others = store.ofOrder(requested.order().id());
        ReturnEvent.ReturnRequested ours = new ReturnEvent.ReturnRequested(
                requested.channel(),
                requested.shopName(),
                withoutOurRefunds(requested.order(), others),
                requested.lines(),
                requested.askedAt());
        LogContext.isAbout(id);
        Siblings siblings = Siblings.of(ours.order().currency(), others);
        Outcome outcome = Lifecycle.open(id, store.numberFor(id), at, ours, siblings);
        store.insert(outcome.next());
        news.changed(null, outcome.next(), sender, at);
        record(outcome, at, sender, "");
        return id;
    }

    /** What tells a return from all others of the shop. */
    private static String[] identity(ReturnEvent.ReturnRequested requested, String key) {
        return Stream.concat(
                        Stream.of(requested.channel(), requested.order().id(), requested.shopName(), key),
                        requested.lines().stream().map(ReturnLine::id).sorted())
                .toArray(String[]::new);
    }

    /** The shop's figure counts the refunds of our other returns too; those are counted by themselves. */
    private static Order withoutOurRefunds(Order order, List<Return> others) {
        Siblings siblings = Siblings.of(order.currency(), others);
        Money ours = siblings.refunded().plus(siblings.bonuses());
        Money outside = order.refunded().minus(ours).max(Money.zero(order.currency()));
        return new Order(
                order.id(),
                order.name(),
                order.currency(),
                order.country(),
                order.locale(),
                order.customer(),
                order.placedAt(),
                order.deliveredAt(),
                order.lines(),
                order.shipping(),
                order.paid(),
                outside,
                order.payments(),
                order.tags());
    }

    /**
     * Lets events take effect on a return, then whatever follows of itself.
     *
     * @param entry the inbox entry that brought them; null when a person did
     */
    void take(UUID id, List<ReturnEvent> events, Instant at, String sender, @Nullable Entry entry) {
        Return current = locked(id);
        for (ReturnEvent event : events) {
            if (!(event instanceof ReturnEvent.ReturnRequested)) {
                current = apply(current, event, at, sender).next();
            }
        }
        // Afterwards, so that a policy never declines what somebody has approved.
        boolean again = events.stream().anyMatch(ReturnEvent.EvidenceGiven.class::isInstance);
        settle(judge(current, at, again), entry);
    }

    /**
     * Like {@link #take}, for a person or program: what is impossible is refused.
     *
     * @param who login of who acts, for events that do not name anybody
     */
    void act(UUID id, ReturnEvent event, Instant at, String who) {
        Outcome outcome = apply(locked(id), event, at, who);
        if (outcome.verdict() == Outcome.Verdict.IMPOSSIBLE) {
            throw new Impossible(outcome.sentence());
        }
        settle(judge(outcome.next(), at, event instanceof ReturnEvent.EvidenceGiven), null);
    }

    /** Judges a return that was just opened. */
    void settle(UUID id) {
        settle(judge(locked(id), clock.instant(), false), null);
    }

    /** Locks the order and then the return: everybody does it in this sequence. */
    private Return locked(UUID id) {
        LogContext.isAbout(id);
        store.lockOrder(store.orderOf(id).orElseThrow(() -> new IllegalStateException("no return " + id)));
        return store.lock(id).orElseThrow(() -> new IllegalStateException("no return " + id));
    }

    /** When nothing is outstanding any more, the return may come to rest. */
    private void settle(Return start, @Nullable Entry entry) {
        Return current = start;
        while (mayRest(current)
                && !journal.owes(current.id())
                && !journal.expects(laneOf(current.id()), entry == null ? -1 : entry.seq())) {
            Outcome outcome = apply(current, new ReturnEvent.EverythingDelivered(), clock.instant(), OURSELVES);
            if (outcome.verdict() != Outcome.Verdict.CHANGED) {
                return;
            }
            current = outcome.next();
        }
    }

    static boolean mayRest(Return current) {
        return mayRest(current.status()) && (current.status() == Status.RESOLVED || current.has(Milestone.BOOKABLE));
    }

    /** Whether a return of that status may come to rest, as far as the status goes. */
    static boolean mayRest(Status status) {
        return status == Status.RESOLVED || status == Status.RESOLVING;
    }

    /** The lane in which answers about a return wait in our own inbox. */
    static String laneOf(UUID id) {
        return OURSELVES + "/" + id;
    }

    private Outcome apply(Return current, ReturnEvent event, Instant at, String sender) {
        Outcome outcome = Lifecycle.apply(current, at, event, siblings(current));
        if (event instanceof ReturnEvent.CustomerWrote wrote) {
            support.wrote(current.id(), sender, wrote.message(), at);
        }
        store.update(current, outcome.next());
        refunds.changed(current, outcome.next());
        String actor = actor(event, sender);
        news.changed(current, outcome.next(), actor, at);
        record(outcome, at, actor, reason(event));
        return outcome;
    }

    private Siblings siblings(Return current) {
        return Siblings.of(
                current.order().currency(), store.ofOrder(current.order().id(), current.id()));
    }

    private void record(Outcome outcome, Instant at, String actor, String reason) {
        Return next = outcome.next();
        boolean quiet = outcome.sentence().isBlank();
        if (!quiet) {
            timeline.add(next.id(), new Timeline.Moment(at, "event", actor, outcome.sentence(), null));
        }
        for (Problem problem : outcome.problems()) {
            problem(next, problem.kind(), problem.sentence());
        }
        for (Problem solved : outcome.solved()) {
            exceptions.resolveSubject(subject(next, solved.sentence()), "No longer so, says " + actor + ".");
        }
        if (next.status() == Status.IN_REVIEW) {
            review(next);
        } else if (next.has(Milestone.IN_REVIEW)) {
            exceptions.resolveSubject(reviewOf(next), "Decided by " + actor + ".");
        }
        outcome.consequences().forEach(consequence -> telling.tell(next, consequence, reason));
    }

    /** Opens an exception about a return; each sentence is a case of its own. */
    void problem(Return about, String kind, String sentence) {
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.valueOf(kind),
                about.id(),
                subject(about, sentence),
                about.number() + ": " + sentence,
                null));
    }

    private static String subject(Return about, String sentence) {
        return "problem:" + about.id() + ":" + Integer.toHexString(sentence.hashCode());
    }

    private static String reviewOf(Return about) {
        return "review:" + about.id();
    }

    private void review(Return next) {
        Decision decision = next.decision();
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.POLICY_REVIEW,
                next.id(),
                reviewOf(next),
                next.number() + " waits for a person: "
                        + (decision == null ? "no policy has judged it" : decision.reason()),
                null));
    }

    /**
     * Lets the policy look at a return that none has looked at, unless an SKU must be mapped first.
     *
     * @param again whether there is something new for the policy to see, so that it looks once more at what waits for a
     *     person
     */
    private Return judge(Return current, Instant at, boolean again) {
        boolean isJudged = current.decision() != null && !(again && current.status() == Status.IN_REVIEW);
        if (isJudged || current.status().isSideExit()) {
            return current;
        }
        Channels.Channel channel = channels.channel(current.channel());
        if (channel.roles().containsKey(Role.ERP.key())) {
            Optional<String> missing = skus.missing(current);
            if (missing.isPresent()) {
                park(current, missing.get());
                return current;
            }
            exceptions.resolveOf(current.id(), ExceptionKind.UNMAPPED_SKU, "Every SKU is mapped now.");
        }
        // Customers get what was promised when they bought.
        LocalDate placedOn = LocalDate.ofInstant(current.order().placedAt(), channel.zone());
        Decision decision = policies.policy(channel.policy(), placedOn)
                .decide(Case.of(current, store.history(current), channel.zone()));
        return apply(current, new ReturnEvent.ReturnJudged(decision), at, decision.policy())
                .next();
    }

    private void park(Return current, String sku) {
        String waitsFor = Skus.waitsFor(sku);
        byte[] again = ("{\"returnId\":\"" + current.id() + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        journal.postParked(OURSELVES, "judge-" + current.id() + "-" + sku, "judge", again, waitsFor);
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.UNMAPPED_SKU,
                current.id(),
                null,
                current.number() + " waits: the SKU " + sku + " of order "
                        + current.order().name() + " has no ERP item in mappings/sku.csv",
                json.createObjectNode()
                        .put("sku", sku)
                        .put("waitsFor", waitsFor)
                        .toString()));
    }

    /** The only return of an order that has not ended. */
    Optional<UUID> onlyLiveOne(String orderId) {
        List<UUID> live = store.ofOrder(orderId).stream()
                .filter(one -> !one.status().isFinal())
                .map(Return::id)
                .toList();
        return live.size() == 1 ? Optional.of(live.get(0)) : Optional.empty();
    }

    /** A person's own words, which then stand for the policy's. */
    private static String reason(ReturnEvent event) {
        if (event instanceof ReturnEvent.ReturnDeclined declined
                && "person".equals(declined.actor().kind())) {
            return declined.reason();
        }
        return "";
    }

    private static String actor(ReturnEvent event, String sender) {
        ReturnEvent.Actor actor = event.actor();
        return actor == null ? sender : actor.name();
    }
}
