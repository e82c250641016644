package io.contraflow.sandbox.gorgias;

import io.contraflow.sandbox.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tickets, messages and customers, found by what the API filters by. */
final class Desk {
    static final Comparator<Ticket> BY_UPDATE =
            Comparator.<Ticket, Instant>comparing(ticket -> ticket.updated).thenComparingLong(ticket -> ticket.id);

    final Tags tags = new Tags();

    private final World world;
    private final TreeMap<Long, Ticket> tickets = new TreeMap<>();
    private final NavigableSet<Ticket> byUpdate = new TreeSet<>(BY_UPDATE);
    private final Map<Long, List<Ticket>> byCustomer = new HashMap<>();
    private final Map<String, List<Ticket>> byExternalId = new HashMap<>();
    private final Map<Long, Message> messages = new HashMap<>();
    private final Map<Long, Customer> customers = new LinkedHashMap<>();
    private final Map<String, Customer> customersByEmail = new HashMap<>();
    private final Map<String, Customer> customersByExternalId = new HashMap<>();
    // Begins with the time, so that a restarted desk does not give a number again that somebody has noted.
    private final AtomicLong ids;

    Desk(World world) {
        this.world = world;
        this.ids = new AtomicLong(world.now().toEpochMilli());
    }

    Instant now() {
        return world.now();
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    void add(Ticket ticket) {
        tickets.put(ticket.id, ticket);
        byUpdate.add(ticket);
        byCustomer.computeIfAbsent(ticket.customer.id, id -> new ArrayList<>()).add(ticket);
        index(ticket);
    }

    /** Runs a change of the ticket and keeps the indexes true. */
    void change(Ticket ticket, Runnable change) {
        byUpdate.remove(ticket);
        unindex(ticket);
        Customer before = ticket.customer;
        try {
            change.run();
        } finally {
            ticket.updated = world.now();
            byUpdate.add(ticket);
            index(ticket);
            if (before != ticket.customer) {
                byCustomer.getOrDefault(before.id, new ArrayList<>()).remove(ticket);
                byCustomer
                        .computeIfAbsent(ticket.customer.id, id -> new ArrayList<>())
                        .add(ticket);
            }
        }
    }

    void remove(Ticket ticket) {
        tickets.remove(ticket.id);
        byUpdate.remove(ticket);
        unindex(ticket);
        byCustomer.getOrDefault(ticket.customer.id, new ArrayList<>()).remove(ticket);
        ticket.messages.forEach(message -> messages.remove(message.id));
    }

    Ticket ticket(String id) {
        return Optional.ofNullable(tickets.get(Body.id(id))).orElseThrow(Refused::missing);
    }

    Collection<Ticket> tickets() {
        return tickets.values();
    }

    NavigableSet<Ticket> byUpdate() {
        return byUpdate;
    }

    List<Ticket> ofCustomer(long customerId) {
        return byCustomer.getOrDefault(customerId, List.of());
    }

    List<Ticket> byExternalId(String externalId) {
        return byExternalId.getOrDefault(externalId, List.of());
    }

    void add(Ticket ticket, Message message) {
        ticket.messages.add(message);
        messages.put(message.id, message);
    }

    Optional<Message> message(long id) {
        return Optional.ofNullable(messages.get(id));
    }

    Collection<Message> messages() {
        return messages.values().stream()
                .sorted(Comparator.comparingLong(message -> message.id))
                .toList();
    }

    Collection<Customer> customers() {
        return customers.values();
    }

    Optional<Customer> customer(long id) {
        return Optional.ofNullable(customers.get(id));
    }

    Optional<Customer> customerByEmail(String email) {
        return Optional.ofNullable(customersByEmail.get(email.toLowerCase(Locale.ROOT)));
    }

    Optional<Customer> customerByExternalId(String externalId) {
        return Optional.ofNullable(customersByExternalId.get(externalId));
    }

    Customer addCustomer(@Nullable String email) {
        Customer customer = new Customer(nextId(), email, now());
        customers.put(customer.id, customer);
        if (email != null) {
            customersByEmail.put(email.toLowerCase(Locale.ROOT), customer);
        }
        return customer;
    }

    void address(Customer customer, String email) {
        if (customer.email != null) {
            customersByEmail.remove(customer.email.toLowerCase(Locale.ROOT));
        }
        customer.email = email;
        customersByEmail.put(email.toLowerCase(Locale.ROOT), customer);
    }

    void externalId(Customer customer, String externalId) {
        customer.externalId = externalId;
        customersByExternalId.put(externalId, customer);
    }

    void remove(Customer customer) {
        customers.remove(customer.id);
        if (customer.email != null) {
            customersByEmail.remove(customer.email.toLowerCase(Locale.ROOT));
        }
        if (customer.externalId != null) {
            customersByExternalId.remove(customer.externalId);
        }
    }

    void clear() {
        tickets.clear();
        byUpdate.clear();
        byCustomer.clear();
        byExternalId.clear();
        messages.clear();
        customers.clear();
        customersByEmail.clear();
        customersByExternalId.clear();
        tags.clear();
    }

    private void index(Ticket ticket) {
        if (ticket.externalId != null) {
            byExternalId
                    .computeIfAbsent(ticket.externalId, id -> new ArrayList<>())
                    .add(ticket);
        }
    }

    private void unindex(Ticket ticket) {
        if (ticket.externalId != null) {
            byExternalId.getOrDefault(ticket.externalId, new ArrayList<>()).remove(ticket);
        }
    }
}
