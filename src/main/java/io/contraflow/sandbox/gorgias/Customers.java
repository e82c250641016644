package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/customers}, and the customers that other requests name in passing. */
final class Customers {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "external_id",
            "email",
            "name",
            "firstname",
            "lastname",
            "language",
            "timezone",
            "note",
            "channels",
            "data",
            "meta");
    private static final Set<String> QUERY = Set.of(
            "email",
            "external_id",
            "name",
            "language",
            "timezone",
            "view_id",
            "channel_type",
            "channel_address",
            "limit",
            "cursor",
            "order_by");

    private final Desk desk;
    private final World world;
    private final Supplier<Duration> delay;
    private final Object lock;

    Customers(Desk desk, World world, Supplier<Duration> delay, Object lock) {
        this.desk = desk;
        this.world = world;
        this.delay = delay;
        this.lock = lock;
    }

    Answer answer(Call call, List<String> path) {
        return switch (path.size()) {
            case 1 -> call.method().equals("POST") ? create(call) : list(call);
            case 2 -> one(call, find(path.get(1)));
            case 3 -> {
                if (!path.get(2).equals("data") || !call.method().equals("PUT")) {
                    throw Refused.missing();
                }
                yield data(call, find(path.get(1)));
            }
            default -> throw Refused.missing();
        };
    }

    /** Finds or creates whom a nested object names; fields beside id and e-mail change that customer. */
    Customer named(JsonNode node, String path) {
        ObjectNode body = Body.object(node, path, FIELDS);
        if (body.hasNonNull("id")) {
            Customer customer = desk.customer(body.get("id").asLong())
                    .orElseThrow(() -> Refused.field(path + ".id", "Customer does not exist."));
            write(customer, body);
            return customer;
        }
        String email = Body.required(body, path, "email");
        Customer customer = desk.customerByEmail(email).orElseGet(() -> desk.addCustomer(email));
        write(customer, body);
        return customer;
    }

    private Answer create(Call call) {
        ObjectNode body = Body.object(call, FIELDS);
        String email = Body.text(body, "email").orElse(null);
        refuseTaken(email, null);
        Customer customer = desk.addCustomer(email);
        write(customer, body);
        return Answer.json(201, customer.show());
    }

    private Answer list(Call call) {
        if (!call.method().equals("GET")) {
            throw Refused.simple(405, "Method not allowed.");
        }
        Body.query(call, QUERY);
        Cursors.Position after = Cursors.position(call);
        boolean descending =
                Cursors.descending(call, "created_datetime:desc", List.of("created_datetime", "updated_datetime"));
        Comparator<Customer> order = Comparator.comparingLong(customer -> customer.id);
        Stream<Customer> found = candidates(call)
                .filter(customer -> matches(call, customer))
                .sorted(descending ? order.reversed() : order)
                .filter(customer ->
                        after == null || (descending ? customer.id < after.id() : customer.id > after.id()));
        return Cursors.page(
                call, found, Customer::show, customer -> new Cursors.Position(customer.created, customer.id));
    }

    private Stream<Customer> candidates(Call call) {
        String email = "email".equals(call.parameter("channel_type"))
                ? call.parameter("channel_address")
                : call.parameter("email");
        String externalId = call.parameter("external_id");
        if (email != null) {
            return desk.customerByEmail(email).stream();
        }
        return externalId == null ? desk.customers().stream() : desk.customerByExternalId(externalId).stream();
    }

    private static boolean matches(Call call, Customer customer) {
        String name = call.parameter("name");
        return name == null || name.equals(customer.rest.path("name").asText());
    }

    private Answer one(Call call, Customer customer) {
        switch (call.method()) {
            case "GET" -> {
                return Answer.json(200, customer.show());
            }
            case "PUT" -> {
                ObjectNode body = Body.object(call, FIELDS);
                refuseTaken(Body.text(body, "email").orElse(null), customer);
                write(customer, body);
                return Answer.json(202, customer.show());
            }
            case "DELETE" -> {
                if (!desk.ofCustomer(customer.id).isEmpty()) {
                    throw Refused.simple(400, "The customer has tickets.");
                }
                desk.remove(customer);
                return Answer.empty(204);
            }
            default -> throw Refused.simple(405, "Method not allowed.");
        }
    }

    /** Accepted now, applied later; a version older than the stored one is dropped without a word. */
    private Answer data(Call call, Customer customer) {
        ObjectNode body = Body.object(call, Set.of("data", "version"));
        if (!body.has("data")) {
            throw Refused.field("data", Body.REQUIRED);
        }
        Instant version = Body.text(body, "version")
                .map(text -> Times.read(text, "version"))
                .orElse(null);
        world.later(delay.get(), () -> {
            synchronized (lock) {
                apply(customer, body.get("data"), version);
            }
        });
        return Answer.empty(202);
    }

    private void apply(Customer customer, JsonNode data, @Nullable Instant version) {
        Instant stored = customer.dataVersion;
        if (version != null && stored != null && version.isBefore(stored)) {
            return;
        }
        customer.data = data;
        customer.dataVersion = Objects.requireNonNullElse(version, desk.now());
        customer.updated = desk.now();
    }

    private void write(Customer customer, ObjectNode body) {
        Body.text(body, "email").ifPresent(email -> {
            refuseTaken(email, customer);
            desk.address(customer, email);
        });
        Body.text(body, "external_id").ifPresent(id -> desk.externalId(customer, id));
        if (body.has("data")) {
            customer.data = body.get("data");
        }
        body.properties().forEach(field -> {
            if (!Set.of("id", "email", "external_id", "data").contains(field.getKey())) {
                customer.rest.set(field.getKey(), field.getValue());
            }
        });
        customer.updated = desk.now();
    }

    private void refuseTaken(@Nullable String email, @Nullable Customer self) {
        if (email != null
                && desk.customerByEmail(email).filter(other -> other != self).isPresent()) {
            throw Refused.simple(409, "A customer with this email already exists.");
        }
    }

    private Customer find(String id) {
        return desk.customer(Body.id(id)).orElseThrow(Refused::missing);
    }
}
