package io.contraflow.journal;

import static io.contraflow.exception.Subjects.CONNECTOR;
import static io.contraflow.exception.Subjects.DELIVERY;
import static io.contraflow.exception.Subjects.EVENT;
import static io.contraflow.journal.Sql.utc;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Acceptor.Arrival;
import io.contraflow.journal.JournalMeters.Outcome;
import io.contraflow.timeline.Timeline;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The durable inbox and outbox: keeps what came in and what goes out until it is done, dead or resolved. */
@Component
public class Journal implements SmartLifecycle {
    /** What {@link #stateOf} says of a connector to which deliveries go as they should. */
    public static final String WORKING = Gate.State.OPEN.name();

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private final JdbcClient db;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final Exceptions exceptions;
    private final RetryPolicy retry;
    private final Priorities priorities;
    private final ObjectProvider<DeliveryListener> listener;
    private final ObjectProvider<StopListener> stops;
    private final ObjectProvider<InboxCarrier> carrier;
    private final ObjectProvider<OutboxCarrier> outboxCarrier;
    private final ObjectMapper json;
    private final Clock clock;
    private final JournalTable inbox;
    private final JournalTable outbox;
    private final Nodes nodes;
    private final Acceptor acceptor;
    private final Recording recording;
    private final Map<String, Dispatcher> inboxes = new ConcurrentHashMap<>();
    private final Map<String, Dispatcher> outboxes = new ConcurrentHashMap<>();
    private final Map<String, Work> events = new ConcurrentHashMap<>();
    private final Map<String, Work> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final GateBoard board;
    private final Rights rights;
    private final JournalMeters meters;
    private final Spans spans;
    private volatile boolean running;
    private volatile boolean begun;

    Journal(
            DataSource database,
            JdbcTemplate batch,
            TransactionTemplate transaction,
            Exceptions exceptions,
            RetryPolicy retry,
            Priorities priorities,
            ObjectProvider<DeliveryListener> listener,
            ObjectProvider<StopListener> stops,
            ObjectProvider<InboxCarrier> carrier,
            ObjectProvider<OutboxCarrier> outboxCarrier,
            ObjectMapper json,
            Nodes nodes,
            JournalMeters meters,
            Spans spans,
            Clock clock) {
        this.db = JdbcClient.create(batch);
        this.batch = batch;
        this.transaction = transaction;
        this.exceptions = exceptions;
        this.retry = retry;
        this.priorities = priorities;
        this.listener = listener;
        this.stops = stops;
        this.carrier = carrier;
        this.outboxCarrier = outboxCarrier;
        this.json = json;
        this.nodes = nodes;
        this.meters = meters;
        this.spans = spans;
        this.rights = new Rights(retry.longestProbe());
        this.clock = clock;
        String skipLocked = Sql.skipLocked(database);
        this.inbox = JournalTable.inbox(db, skipLocked);
        this.outbox = JournalTable.outbox(db, skipLocked);
        this.recording = new Recording(transaction, () -> running, Dispatcher.LEASE);
        this.board = new GateBoard(db, gates, outbox.name() + ":", nodes::id, clock);
        this.acceptor = new Acceptor(batch, transaction, clock, this::wakeInbox);
    }

    // --- what comes in

    /**
     * Keeps an event; when this returns it is on disk, or with the brokers that carry it here. A twin (same connector
     * and key) is kept once.
     *
     * @param lane events of one lane are taken one after the other, in the order of arrival
     * @throws CannotStore if it could not be kept
     */
    public void accept(String connector, String key, String topic, String lane, byte[] payload) {
        InboxCarrier way = carrier.getIfAvailable();
        try (Spans.Running span = spans.accepted(connector, topic)) {
            if (way == null) {
                acceptor.accept(new Arrival(connector, key, topic, lane, payload, Spans.current()));
            } else {
                way.carry(new Incoming(connector, key, topic, lane, payload, Spans.current()));
            }
            span.ended(Outcome.DONE);
        }
        meters.accepted(connector);
    }

    /** Keeps events that were carried here, all or none; those that are there already are left as they are. */
    public void keep(List<Incoming> carried) {
        List<Arrival> arrivals = carried.stream()
                .map(one ->
                        new Arrival(one.connector(), one.key(), one.topic(), one.lane(), one.payload(), one.trace()))
                .toList();
        transaction.executeWithoutResult(tx -> Acceptor.insert(batch, arrivals, clock.instant()));
        carried.stream().map(Incoming::connector).distinct().forEach(this::wakeInbox);
    }

    /** Keeps an event together with the running transaction. */
    public void post(String connector, String key, String topic, String lane, byte[] payload) {
        Acceptor.insert(
                batch, List.of(new Arrival(connector, key, topic, lane, payload, Spans.current())), clock.instant());
        afterCommit(() -> wakeInbox(connector));
    }

    /** Keeps an event that waits for something outside, together with the running transaction. */
    public void postParked(String connector, String key, String topic, byte[] payload, String waitsFor) {
        Acceptor.insert(
                batch, List.of(new Arrival(connector, key, topic, key, payload, Spans.current())), clock.instant());
        db.sql("update inbox set state = 'PARKED', attempts = 1, waits_for = :waitsFor where connector = :connector"
                        + " and event_key = :key")
                .param("waitsFor", waitsFor)
                .param("connector", connector)
                .param("key", key)
                .update();
    }

    /** Ends an inbox entry together with the running transaction, so that it and its effect are one. */
    public void end(Entry event) {
        inbox.done(event, clock.instant());
    }

    /** Whether events of that lane are still to be worked on, others than the given one. */
    public boolean expects(String lane, long exceptSeq) {
        return db.sql("select count(*) from inbox where lane = :lane and state in ('WAITING', 'PARKED')"
                                + " and seq <> :except")
                        .param("lane", lane)
                        .param("except", exceptSeq)
                        .query(Long.class)
                        .single()
                > 0;
    }

    // --- what goes out

    /**
     * Adds a delivery to the running transaction.
     *
     * @return its id, which is also the idempotency key that travels to systems that take one; it follows from the
     *     arguments, so that a delivery made anew after a backup was restored is recognised
     */
    public UUID send(UUID returnId, String connector, String role, String operation, byte[] payload) {
        Timeline.rehearse(() -> operation + " would go to " + connector + ".");
        UUID id = StableId.of(
                this::isDeliveryId,
                returnId.toString().getBytes(UTF_8),
                connector.getBytes(UTF_8),
                operation.getBytes(UTF_8),
                payload);
        String trace = Spans.current();
        db.sql(
                        "insert into outbox (id, return_id, connector, role, operation, lane, payload, priority, state, attempts,"
                                + " due_at, created_at, trace) values (:id, :returnId, :connector, :role, :operation, :lane, :payload,"
                                + " :priority, 'WAITING', 0, :now, :now, :trace)")
                .param("id", id)
                .param("returnId", returnId)
                .param("connector", connector)
                .param("role", role)
                .param("operation", operation)
                .param("lane", returnId + "/" + connector)
                .param("payload", payload)
                .param("priority", priorities.of(operation))
                .param("trace", trace)
                .param("now", utc(clock.instant()))
                .update();
        OutboxCarrier way = outboxCarrier.getIfAvailable();
        afterCommit(() -> {
            if (way == null) {
                wakeOutbox(connector);
            } else {
                way.carry(new NewDelivery(id, returnId, connector, operation, trace));
            }
        });
        return id;
    }

    /** Lets this node do a new delivery, if it is there and nobody else has done it. */
    public void give(String connector, UUID delivery) {
        Dispatcher dispatcher = outboxes.get(connector);
        if (dispatcher != null) {
            dispatcher.give(delivery);
        }
    }

    private boolean isDeliveryId(UUID id) {
        return db.sql("select count(*) from outbox where id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whether deliveries of that return are outstanding: waiting, parked or dead. */
    public boolean owes(UUID returnId) {
        return db.sql("select count(*) from outbox where return_id = :id and state in ('WAITING', 'PARKED', 'DEAD')")
                        .param("id", returnId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    // --- those who work

    void consumeInbox(String connector, int concurrency, Work work) {
        Dispatcher dispatcher = new Dispatcher(
                inbox,
                connector,
                concurrency,
                entry -> runEvent(entry, work),
                transaction,
                clock,
                gate(inbox, connector),
                nodes::id,
                null);
        if (inboxes.putIfAbsent(connector, dispatcher) != null) {
            throw new IllegalStateException("inbox:" + connector + " has a consumer already");
        }
        events.put(connector, work);
        meters.watch(inbox, connector);
        if (begun) {
            dispatcher.start();
        }
    }

    void consumeOutbox(String connector, String operation, int concurrency, Work work) {
        if (deliveries.putIfAbsent(connector + "/" + operation, work) != null) {
            throw new IllegalStateException("outbox:" + connector + "/" + operation + " has a consumer already");
        }
        outboxes.computeIfAbsent(connector, name -> {
            meters.watch(outbox, name);
            meters.watch(name, gate(outbox, name));
            Dispatcher dispatcher = new Dispatcher(
                    outbox,
                    name,
                    concurrency,
                    this::runDelivery,
                    transaction,
                    clock,
                    gate(outbox, name),
                    nodes::id,
                    outboxCarrier.getIfAvailable() == null ? null : new Fresh());
            if (begun) {
                dispatcher.start();
            }
            return dispatcher;
        });
    }

    void endInbox(String connector) {
        events.remove(connector);
        Dispatcher dispatcher = inboxes.remove(connector);
        if (dispatcher != null) {
            dispatcher.close();
        }
    }

    void endOutbox(String connector, String operation) {
        deliveries.remove(connector + "/" + operation);
        if (deliveries.keySet().stream().noneMatch(key -> key.startsWith(connector + "/"))) {
            Dispatcher dispatcher = outboxes.remove(connector);
            if (dispatcher != null) {
                dispatcher.close();
            }
        }
    }

    /** Puts off what would be refused for want of a right; answers whether it was. */
    private boolean putOff(JournalTable table, Entry entry) {
        Instant now = clock.instant();
        if (rights.lets(entry, now)) {
            return false;
        }
        gate(table, entry.connector()).undecided();
        recording.write(table.name() + " " + entry, () -> table.putOff(entry, rights.next(entry, now)));
        return true;
    }

    private void runEvent(Entry entry, Work work) {
        try (LogContext about = LogContext.of(entry);
                Spans.Running span = spans.tried(false, entry)) {
            tryEvent(entry, work, span);
        }
    }

    private void tryEvent(Entry entry, Work work, Spans.Running span) {
        if (putOff(inbox, entry)) {
            return;
        }
        Attempt attempt = new Attempt(false);
        long began = System.nanoTime();
        try {
            if (!Boolean.TRUE.equals(work.run(entry, attempt))) {
                recording.write("inbox " + entry, () -> inbox.done(entry, clock.instant()));
            }
            ended(false, entry, Outcome.DONE, began, span);
            wentWell(inbox, entry, EVENT + entry.seq());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            rethrowLost(e);
            ended(false, entry, failed(inbox, entry, failure(e, attempt), attempt), began, span);
        }
    }

    private void runDelivery(Entry entry) {
        try (LogContext about = LogContext.of(entry);
                Spans.Running span = spans.tried(true, entry)) {
            tryDelivery(entry, span);
        }
    }

    private void tryDelivery(Entry entry, Spans.Running span) {
        if (putOff(outbox, entry)) {
            return;
        }
        Attempt attempt = new Attempt(false);
        long began = System.nanoTime();
        try {
            Work work = deliveries.get(entry.connector() + "/" + entry.topic());
            if (work == null) {
                throw new DeliveryFailed(
                        DeliveryFailed.Kind.TRANSIENT,
                        "no route takes outbox:" + entry.connector() + "/" + entry.topic());
            }
            Object answer = work.run(entry, attempt);
            recording.write("outbox " + entry, () -> {
                outbox.done(entry, clock.instant());
                listener.ifAvailable(hears -> hears.delivered(entry, answer));
            });
            ended(true, entry, Outcome.DONE, began, span);
            wentWell(outbox, entry, DELIVERY + entry.key());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            rethrowLost(e);
            Failure failure = failure(e, attempt);
            meters.failed(entry, failure.message());
            ended(true, entry, failed(outbox, entry, failure, attempt), began, span);
        }
    }

    private void ended(boolean isDelivery, Entry entry, Outcome outcome, long began, Spans.Running span) {
        meters.tried(isDelivery, entry, outcome, began);
        span.ended(outcome);
    }

    private static void rethrowLost(Exception failure) {
        ClaimLost lost = ClaimLost.in(failure);
        if (lost != null) {
            throw lost;
        }
    }

    private Gate gate(JournalTable table, String connector) {
        return gates.computeIfAbsent(table.name() + ":" + connector, name -> new Gate(retry.longestProbe()));
    }

    /** What went through after trouble needs no person any more; what waited for the connector need not wait longer. */
    private void wentWell(JournalTable table, Entry entry, String subject) {
        answered(table, entry.connector());
        if (rights.granted(entry)) {
            recording.write(table.name() + " " + entry, () -> {
                table.hasten(entry.connector(), clock.instant());
                exceptions.resolveSubject(CONNECTOR + Rights.operation(entry), "The right is there now.");
            });
        }
        if (entry.attempt() > 1) {
            recording.write(subject, () -> exceptions.resolveSubject(subject, "It went through in the end."));
        }
    }

    /** What a try failed with, in words that quote nothing personal of what it sent. */
    Failure failure(Exception thrown, Attempt attempt) {
        Failure failure = Failure.of(thrown);
        return attempt.latest() == null ? failure : failure.unquoting(json.valueToTree(attempt.latest()));
    }

    private Outcome failed(JournalTable table, Entry entry, Failure failure, Attempt attempt) {
        Instant now = clock.instant();
        heed(table, entry, failure, now);
        boolean stops = failure.kind() == DeliveryFailed.Kind.REJECTED || retry.givesUp(entry.began(), now);
        recording.write(table.name() + " " + entry, () -> {
            if (stops) {
                stop(table, entry, failure, now);
                remember(table, entry, attempt);
            } else {
                Instant due = failure.kind() == DeliveryFailed.Kind.FORBIDDEN
                        ? rights.next(entry, now)
                        : retry.next(entry.attempt(), failure, now);
                table.later(entry, due, failure.kind() + ": " + failure.message(), failure.waitsFor());
                // What only waits to become known says so once.
                LOG.atLevel(failure.waitsFor() != null && entry.attempt() > 1 ? Level.DEBUG : Level.INFO)
                        .log(
                                "{} {}: {}, next try at {}: {}",
                                table.name(),
                                entry,
                                failure.kind(),
                                due,
                                failure.message());
            }
        });
        return !stops ? Outcome.LATER : failure.waitsFor() == null ? Outcome.DEAD : Outcome.PARKED;
    }

    private void answered(JournalTable table, String connector) {
        if (gate(table, connector).succeeded()) {
            recording.write(table.name() + " " + connector, () -> {
                table.hasten(connector, clock.instant());
                exceptions.resolveSubject(CONNECTOR + connector, "The connector works again.");
            });
            LOG.info("{} {}: works again", table.name(), connector);
        }
    }

    /** One failing connector is asked less often instead of by everybody; one that refuses our login needs a person. */
    private void heed(JournalTable table, Entry entry, Failure failure, Instant now) {
        Gate gate = gate(table, entry.connector());
        if (failure.kind() != DeliveryFailed.Kind.FORBIDDEN) {
            rights.undecided(entry);
        }
        if (!failure.remote()) {
            gate.undecided();
        } else if (failure.kind() == DeliveryFailed.Kind.REJECTED) {
            answered(table, entry.connector());
        } else if (failure.kind() == DeliveryFailed.Kind.FORBIDDEN) {
            answered(table, entry.connector());
            if (rights.refused(entry, now)) {
                misconfigured(
                        table,
                        entry,
                        Rights.operation(entry),
                        "Our login at " + entry.connector() + " lacks a right that " + entry.topic() + " needs ("
                                + failure.message()
                                + "). Only this waits, and goes on by itself when the right is there.");
            }
        } else if (gate.failed(failure.kind(), failure.notBefore(), now)) {
            misconfigured(
                    table,
                    entry,
                    entry.connector(),
                    "The connector " + entry.connector() + " refuses our login (" + failure.message()
                            + "). Its deliveries wait and go on by themselves when the credentials work.");
        }
    }

    private void misconfigured(JournalTable table, Entry entry, String what, String sentence) {
        recording.write(
                table.name() + " " + entry,
                () -> exceptions.open(
                        new Exceptions.Opening(ExceptionKind.CONFIG_REJECTED, null, CONNECTOR + what, sentence, null)));
    }

    private void stop(JournalTable table, Entry entry, Failure failure, Instant now) {
        boolean isDelivery = table == outbox;
        EntryState state = failure.waitsFor() == null ? EntryState.DEAD : EntryState.PARKED;
        table.end(entry, state, failure.message(), failure.waitsFor(), now);
        String subject = isDelivery ? DELIVERY + entry.key() : EVENT + entry.seq();
        exceptions.open(new Exceptions.Opening(
                failure.opens() != null ? failure.opens() : usualKind(isDelivery, entry),
                entry.returnId(),
                subject,
                entry.connector() + "/" + entry.topic() + ": " + failure.message(),
                null));
        if (isDelivery) {
            listener.ifAvailable(hears -> hears.stopped(entry, failure.message()));
        }
        if (state == EntryState.DEAD) {
            stops.ifAvailable(hears -> hears.stopped(subject, entry, isDelivery, failure.message()));
        }
    }

    private void remember(JournalTable table, Entry entry, Attempt attempt) {
        if (table == outbox && attempt.request() != null) {
            try {
                table.asked(entry.seq(), json.writeValueAsString(attempt.request()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a request cannot be written", e);
            }
        }
    }

    private static ExceptionKind usualKind(boolean isDelivery, Entry entry) {
        if (!isDelivery) {
            return ExceptionKind.DEAD_EVENT;
        }
        return switch (entry.topic()) {
            case "issue-refund", "issue-gift-card" -> ExceptionKind.REFUND_FAILED;
            case "issue-label" -> ExceptionKind.LABEL_FAILED;
            default -> ExceptionKind.DEAD_DELIVERY;
        };
    }

    // --- those who repair

    /** Lets go on what waits for something that is there now; answers how many entries. */
    public int release(Predicate<String> isThere) {
        int released = 0;
        for (JournalTable table : List.of(inbox, outbox)) {
            for (Map.Entry<String, List<Long>> parked : table.parked().entrySet()) {
                if (isThere.test(parked.getKey())) {
                    Integer count = transaction.execute(tx -> table.requeue(parked.getValue(), clock.instant()));
                    released += count == null ? 0 : count;
                }
            }
        }
        wakeAll();
        return released;
    }

    /**
     * Lets a dead or parked entry run again, from its first try on.
     *
     * @param subject {@code event:<seq>} or {@code delivery:<id>}
     * @return whether there was such an entry
     */
    public boolean retry(String subject) {
        if (subject.startsWith(CONNECTOR)) {
            probe(subject.substring(CONNECTOR.length()).split("/", 2)[0]);
            return true;
        }
        Optional<JournalTable> table = tableOf(subject);
        if (table.isEmpty()) {
            return false;
        }
        Integer count = transaction.execute(tx -> table.get().requeue(stopped(table.get(), subject), clock.instant()));
        wakeAll();
        return count != null && count > 0;
    }

    /**
     * A connected system told something about a return. What could not be delivered to it may have happened in another
     * way, so it is tried once more, which begins with a look. Together with the running transaction.
     */
    public void heardOf(UUID returnId, String connector) {
        List<Long> dead = outbox.dead(returnId, connector);
        if (!dead.isEmpty()) {
            outbox.requeue(dead, clock.instant());
            afterCommit(() -> wakeOutbox(connector));
        }
    }

    Optional<JournalTable.Stopped> stoppedEntry(String subject) {
        return tableOf(subject).flatMap(table -> table.stoppedEntry(stopped(table, subject), clock.instant()));
    }

    static boolean isDelivery(String subject) {
        return subject.startsWith(DELIVERY);
    }

    /** What is done with an entry; null when no route takes it. */
    @Nullable
    Work workOf(Entry entry, String subject) {
        return isDelivery(subject)
                ? deliveries.get(entry.connector() + "/" + entry.topic())
                : events.get(entry.connector());
    }

    /** Gives a stopped event another payload, together with the running transaction. */
    void correct(Entry event, byte[] payload) {
        inbox.correct(event.seq(), payload);
    }

    private Optional<JournalTable> tableOf(String subject) {
        return subject.startsWith(EVENT)
                ? Optional.of(inbox)
                : subject.startsWith(DELIVERY) ? Optional.of(outbox) : Optional.empty();
    }

    private List<Long> stopped(JournalTable table, String subject) {
        String id = subject.substring(subject.indexOf(':') + 1);
        return table == inbox ? table.stopped(Long.parseLong(id)) : table.stopped(UUID.fromString(id));
    }

    /**
     * Ends a dead or parked entry without doing it, together with the running transaction; answers whether there was
     * one.
     */
    public boolean skip(String subject, String why) {
        Optional<JournalTable> table = tableOf(subject);
        if (table.isEmpty()) {
            return false;
        }
        List<Entry> ended = table.get().skip(stopped(table.get(), subject), why, clock.instant());
        if (table.get() == outbox) {
            ended.forEach(entry -> listener.ifAvailable(hears -> hears.skipped(entry, why)));
        }
        afterCommit(this::wakeAll);
        return !ended.isEmpty();
    }

    // --- those who stop and let go on

    /** Stops all deliveries to a connector until {@link #resume}; what arrives meanwhile waits. */
    public void pause(String connector, String actor, String reason) {
        transaction.executeWithoutResult(tx -> {
            db.sql("delete from connector_pause where connector = :connector")
                    .param("connector", connector)
                    .update();
            db.sql(
                            "insert into connector_pause (connector, actor, reason, at) values (:connector, :actor, :reason, :at)")
                    .param("connector", connector)
                    .param("actor", actor)
                    .param("reason", reason)
                    .param("at", utc(clock.instant()))
                    .update();
        });
        gate(outbox, connector).pause(true);
    }

    /** Lets deliveries to a connector go on. */
    public void resume(String connector) {
        transaction.executeWithoutResult(tx -> db.sql("delete from connector_pause where connector = :connector")
                .param("connector", connector)
                .update());
        gate(outbox, connector).pause(false);
        probe(connector);
    }

    /** Tries a failing connector at once instead of at its next turn. */
    public void probe(String connector) {
        for (JournalTable table : List.of(inbox, outbox)) {
            gate(table, connector).probe();
            rights.probe(connector);
            transaction.executeWithoutResult(tx -> table.hasten(connector, clock.instant()));
        }
        wakeAll();
    }

    /** How deliveries to a connector stand: {@code OPEN}, {@code PAUSED}, {@code FAILING} or {@code MISCONFIGURED}. */
    public String stateOf(String connector) {
        Gate.View view = gate(outbox, connector).view();
        return view.paused() ? "PAUSED" : view.state().name();
    }

    /** When a connector that fails or refuses our login is tried next, now at the earliest; empty for one that works or is paused. */
    public Optional<Instant> nextTry(String connector) {
        Gate.View view = gate(outbox, connector).view();
        if (view.paused() || view.state() == Gate.State.OPEN) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.of(view.notBefore().isAfter(now) ? view.notBefore() : now);
    }

    /**
     * That a person stopped deliveries to a connector.
     *
     * @param actor their login
     */
    public record Pause(String actor, String reason, Instant at) {}

    /** Who paused a connector and why; empty when nobody did. */
    public Optional<Pause> pauseOf(String connector) {
        return db.sql("select actor, reason, at from connector_pause where connector = :connector")
                .param("connector", connector)
                .query((row, number) -> new Pause(
                        row.getString(1),
                        row.getString(2),
                        Optional.ofNullable(Sql.instant(row, "at")).orElse(Instant.EPOCH)))
                .optional();
    }

    /**
     * What a failure says to people, in the words of the deliveries' own errors.
     *
     * @return a short sentence without payload
     */
    public static String words(Exception thrown) {
        return Failure.of(thrown).message();
    }

    /** Operations of a connector that wait because our login lacks the right. */
    public List<String> forbidden(String connector) {
        return rights.missing(connector);
    }

    // --- life

    private void wakeInbox(String connector) {
        Dispatcher dispatcher = inboxes.get(connector);
        if (dispatcher != null) {
            dispatcher.wake();
        }
    }

    private void wakeOutbox(String connector) {
        Dispatcher dispatcher = outboxes.get(connector);
        if (dispatcher != null) {
            dispatcher.wake();
        }
    }

    private void wakeAll() {
        inboxes.values().forEach(Dispatcher::wake);
        outboxes.values().forEach(Dispatcher::wake);
    }

    private static void afterCommit(Runnable then) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("needs a running transaction");
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                then.run();
            }
        });
    }

    @Override
    public void start() {
        running = true;
    }

    /** Begins to work: only when every route is there, so that no entry meets a missing one. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        nodes.begin(this::takeOver);
        Integer left = transaction.execute(tx -> inbox.recover(clock.instant()) + outbox.recover(clock.instant()));
        if (left != null && left > 0) {
            LOG.info("{} entries were at work when the last process ended; they are taken up again", left);
        }
        db.sql("select connector from connector_pause")
                .query(String.class)
                .list()
                .forEach(connector -> gate(outbox, connector).pause(true));
        board.look();
        if (!nodes.isAlone()) {
            board.begin();
        }
        exceptions.openSubjects(CONNECTOR).forEach(subject -> {
            String what = subject.substring(CONNECTOR.length());
            if (what.contains("/")) {
                rights.distrust(what);
            } else {
                gate(outbox, what).distrust();
            }
        });
        begun = true;
        inboxes.values().forEach(Dispatcher::start);
        outboxes.values().forEach(Dispatcher::start);
    }

    private void takeOver(long node) {
        int freed = inbox.recover(clock.instant()) + outbox.recover(clock.instant());
        LOG.info("node {} is silent; {} entries that it had at work are taken over", node, freed);
        afterCommit(this::wakeAll);
    }

    /** Ends what is at work; the inbox still takes what the web server lets in until that has stopped. */
    @Override
    public void stop() {
        running = false;
        List<Dispatcher> all = Stream.concat(inboxes.values().stream(), outboxes.values().stream())
                .toList();
        together(all, Dispatcher::stopTaking);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Dispatcher.STOP_SECONDS);
        together(all, dispatcher -> dispatcher.finish(deadline));
        board.end();
        nodes.end(isIdle());
    }

    /** At once, because each waits for seconds when the database is away. */
    private static void together(List<Dispatcher> all, Consumer<Dispatcher> step) {
        if (all.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(all.size(), work -> new Thread(work, "journal-stop"));
        try {
            CompletableFuture.allOf(all.stream()
                            .map(dispatcher -> CompletableFuture.runAsync(() -> step.accept(dispatcher), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    private boolean isIdle() {
        try {
            return !inbox.isAtWork(nodes.id()) && !outbox.isAtWork(nodes.id());
        } catch (DataAccessException | TransactionException away) {
            return false;
        }
    }

    @PreDestroy
    void close() {
        acceptor.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
