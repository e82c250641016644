package io.contraflow.sandbox.netsuite;

import io.contraflow.sandbox.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All records, found by id, external id, number, the customer's order number and time of change. */
final class Books {

    /** @param id internal id */
    record Customer(String id, String email, String name) {}

    private static final Comparator<Transaction> BY_CHANGE =
            Comparator.<Transaction, Instant>comparing(tx -> tx.modified).thenComparingLong(tx -> tx.id);

    private final World world;
    private final Map<Long, Transaction> byId = new LinkedHashMap<>();
    // Transactions of all types share one space of external ids.
    private final Map<String, Transaction> byExternalId = new HashMap<>();
    private final Map<String, Transaction> byTranId = new HashMap<>();
    private final Map<String, List<Transaction>> byOtherRefNum = new HashMap<>();
    private final NavigableSet<Transaction> byChange = new TreeSet<>(BY_CHANGE);
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    // Begins with the time, so that a restarted account does not give an id again that somebody has noted.
    private final AtomicLong ids;
    private long numbers = 10_000;

    Books(World world) {
        this.world = world;
        this.ids = new AtomicLong(world.now().toEpochMilli());
    }

    Instant now() {
        return world.now();
    }

    Customer addCustomer(String email, String name) {
        Customer customer = new Customer(String.valueOf(ids.incrementAndGet()), email, name);
        customers.put(customer.id(), customer);
        return customer;
    }

    Optional<Customer> customer(@Nullable String id) {
        return Optional.ofNullable(id == null ? null : customers.get(id));
    }

    Collection<Customer> customers() {
        return customers.values();
    }

    /** A record with its own id and number that is not yet entered. */
    Transaction draft(Kind kind, @Nullable Transaction createdFrom, String customer) {
        return new Transaction(
                kind, ids.incrementAndGet(), kind.prefix + ++numbers, createdFrom, customer, world.now());
    }

    void enter(Transaction tx) {
        byId.put(tx.id, tx);
        byTranId.put(tx.tranId, tx);
        byChange.add(tx);
        if (tx.externalId != null) {
            byExternalId.put(tx.externalId, tx);
        }
        otherRefNum(tx).ifPresent(number -> byOtherRefNum
                .computeIfAbsent(number, key -> new ArrayList<>())
                .add(tx));
        if (tx.createdFrom != null) {
            tx.createdFrom.followers.add(tx);
        }
    }

    void remove(Transaction tx) {
        byId.remove(tx.id);
        byTranId.remove(tx.tranId);
        byChange.remove(tx);
        if (tx.externalId != null) {
            byExternalId.remove(tx.externalId);
        }
        otherRefNum(tx).ifPresent(number -> forgetOtherRefNum(number, tx));
        if (tx.createdFrom != null) {
            tx.createdFrom.followers.remove(tx);
        }
    }

    /** Runs a change of the record and keeps the indexes true. */
    void change(Transaction tx, Runnable change) {
        Optional<String> before = otherRefNum(tx);
        byChange.remove(tx);
        change.run();
        tx.modified = world.now();
        byChange.add(tx);
        Optional<String> after = otherRefNum(tx);
        if (!before.equals(after)) {
            before.ifPresent(number -> forgetOtherRefNum(number, tx));
            after.ifPresent(number -> byOtherRefNum
                    .computeIfAbsent(number, key -> new ArrayList<>())
                    .add(tx));
        }
    }

    void rename(Transaction tx, String externalId) {
        if (tx.externalId != null) {
            byExternalId.remove(tx.externalId);
        }
        tx.externalId = externalId;
        byExternalId.put(externalId, tx);
    }

    Optional<Transaction> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Transaction> byExternalId(String externalId) {
        return Optional.ofNullable(byExternalId.get(externalId));
    }

    Optional<Transaction> byTranId(String tranId) {
        return Optional.ofNullable(byTranId.get(tranId));
    }

    List<Transaction> byOtherRefNum(String number) {
        return byOtherRefNum.getOrDefault(number, List.of());
    }

    /** Oldest change first, from that instant on. */
    Collection<Transaction> changedSince(Instant since) {
        Transaction edge = new Transaction(Kind.SALES_ORDER, Long.MIN_VALUE, "", null, "", since);
        return byChange.tailSet(edge, true);
    }

    Collection<Transaction> all() {
        return byId.values();
    }

    void clear() {
        byId.clear();
        byExternalId.clear();
        byTranId.clear();
        byOtherRefNum.clear();
        byChange.clear();
        customers.clear();
    }

    private void forgetOtherRefNum(String number, Transaction tx) {
        List<Transaction> same = byOtherRefNum.get(number);
        if (same != null) {
            same.remove(tx);
            if (same.isEmpty()) {
                byOtherRefNum.remove(number);
            }
        }
    }

    static Optional<String> otherRefNum(Transaction tx) {
        return Optional.ofNullable(tx.header.get("otherRefNum")).map(node -> node.asText());
    }
}
