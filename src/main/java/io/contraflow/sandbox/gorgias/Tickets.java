package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/tickets} and what hangs below a ticket. */
final class Tickets {
    private static final Set<String> CHANGEABLE = Set.of(
            "channel",
            "via",
            "from_agent",
            "subject",
            "status",
            "priority",
            "customer",
            "assignee_user",
            "assignee_team",
            "tags",
            "custom_fields",
            "external_id",
            "language",
            "spam",
            "is_unread",
            "meta",
            "opened_datetime",
            "closed_datetime",
            "trashed_datetime",
            "snooze_datetime",
            "updated_datetime");
    private static final Set<String> QUERY = Set.of(
            "customer_id", "external_id", "view_id", "rule_id", "ticket_ids", "trashed", "order_by", "limit", "cursor");
    /** Kept apart from what is stored as it was written. */
    private static final Set<String> NOT_PLAIN = Set.of(
            "status",
            "customer",
            "tags",
            "custom_fields",
            "external_id",
            "messages",
            "created_datetime",
            "updated_datetime",
            "closed_datetime",
            "trashed_datetime",
            "snooze_datetime",
            "opened_datetime");

    private final Desk desk;
    private final Customers customers;
    private final Messages messages;
    private final CustomFields customFields;
    private final Triggers triggers;

    Tickets(Desk desk, Customers customers, Messages messages, CustomFields customFields, Triggers triggers) {
        this.desk = desk;
        this.customers = customers;
        this.messages = messages;
        this.customFields = customFields;
        this.triggers = triggers;
    }

    /**
     * Answers a call.
     *
     * @param path segments after {@code /api}
     */
    Answer answer(Call call, List<String> path) {
        if (path.size() == 1) {
            return call.method().equals("POST") ? create(call) : list(call);
        }
        Ticket ticket = desk.ticket(path.get(1));
        if (path.size() == 2) {
            return one(call, ticket);
        }
        return switch (path.get(2)) {
            case "messages" -> messages.ofTicket(call, ticket, path);
            case "tags" -> tags(call, ticket);
            case "custom-fields" -> customFields.ofTicket(call, ticket, path, desk);
            default -> throw Refused.missing();
        };
    }

    Ticket create(JsonNode read) {
        Set<String> allowed = new HashSet<>(CHANGEABLE);
        allowed.addAll(List.of("messages", "created_datetime"));
        ObjectNode body = Body.object(read, "", allowed);
        if (!body.path("messages").isArray() || body.get("messages").isEmpty()) {
            throw Refused.field("messages", body.has("messages") ? "Shorter than minimum length 1." : Body.REQUIRED);
        }
        List<ObjectNode> first = new ArrayList<>();
        for (JsonNode message : body.get("messages")) {
            first.add(messages.checked(message, "messages." + first.size()));
        }
        Runnable values = plan(body);
        Ticket ticket = new Ticket(desk.nextId(), customer(body, first.get(0)), desk.now());
        values.run();
        ticket.rest.put("channel", first.get(0).path("channel").asText());
        ticket.rest.put("via", first.get(0).path("via").asText());
        write(ticket, body);
        desk.add(ticket);
        List<Message> kept = new ArrayList<>();
        for (ObjectNode message : first) {
            kept.add(messages.kept(ticket, message, "messages." + kept.size()));
        }
        triggers.fire("ticket-created", ticket, kept.get(0));
        kept.forEach(message -> triggers.fire("ticket-message-created", ticket, message));
        return ticket;
    }

    private Answer create(Call call) {
        return Answer.json(201, create(Body.read(call)).show(desk.tags));
    }

    private Customer customer(ObjectNode body, ObjectNode message) {
        if (body.hasNonNull("customer")) {
            return customers.named(body.get("customer"), "customer");
        }
        String side = message.path("from_agent").asBoolean() ? "receiver" : "sender";
        if (!message.hasNonNull(side)) {
            throw Refused.field("customer", Body.REQUIRED);
        }
        return customers.named(message.get(side), "messages.0." + side);
    }

    private Answer one(Call call, Ticket ticket) {
        switch (call.method()) {
            case "GET" -> {
                Body.query(call, Set.of("relationships"));
                ObjectNode node = ticket.show(desk.tags);
                if (call.parameter("relationships", "").contains("custom_fields")) {
                    node.set("custom_fields", customFields.show(ticket));
                }
                return Answer.json(200, node);
            }
            case "PUT" -> {
                return change(call, ticket);
            }
            case "DELETE" -> {
                desk.remove(ticket);
                return Answer.empty(204);
            }
            default -> throw Refused.simple(405, "Method not allowed.");
        }
    }

    private Answer change(Call call, Ticket ticket) {
        ObjectNode body = Body.object(call, CHANGEABLE);
        plan(body).run();
        String before = ticket.status;
        desk.change(ticket, () -> {
            if (body.hasNonNull("customer")) {
                ticket.customer = customers.named(body.get("customer"), "customer");
            }
            write(ticket, body);
        });
        if (!before.equals(ticket.status)) {
            triggers.fire("ticket-status-updated", ticket, null);
        }
        triggers.fire("ticket-updated", ticket, null);
        return Answer.json(200, ticket.show(desk.tags));
    }

    /** Refuses wrong values before anything is changed; what is left cannot fail. */
    private Runnable plan(ObjectNode body) {
        choice(body, "status", Set.of("open", "closed"));
        choice(body, "priority", Set.of("critical", "high", "normal", "low"));
        Body.text(body, "subject").filter(text -> text.length() > 998).ifPresent(text -> {
            throw Refused.field("subject", "Longer than maximum length 998.");
        });
        Body.text(body, "external_id").filter(text -> text.length() > 255).ifPresent(text -> {
            throw Refused.field("external_id", "Longer than maximum length 255.");
        });
        if (body.hasNonNull("custom_fields")) {
            customFields.values(body.get("custom_fields"), "custom_fields");
        }
        for (String name : List.of("closed_datetime", "trashed_datetime", "snooze_datetime")) {
            refuseNoTime(body, name);
        }
        body.path("tags").forEach(tag -> Body.required(tag, "tags", "name"));
        return () ->
                body.path("tags").forEach(tag -> desk.tags.show(tag.path("name").asText()));
    }

    private void write(Ticket ticket, ObjectNode body) {
        Body.text(body, "status").ifPresent(status -> {
            ticket.status = status;
            ticket.closed = status.equals("closed") ? desk.now() : null;
        });
        if (body.has("external_id")) {
            ticket.externalId = Body.text(body, "external_id").orElse(null);
        }
        if (body.has("trashed_datetime")) {
            ticket.trashed = Body.text(body, "trashed_datetime")
                    .map(text -> Times.read(text, "trashed_datetime"))
                    .orElse(null);
        }
        if (body.has("snooze_datetime")) {
            ticket.snoozed = Body.text(body, "snooze_datetime")
                    .map(text -> Times.read(text, "snooze_datetime"))
                    .orElse(null);
        }
        if (body.has("tags")) {
            ticket.tags.clear();
            body.get("tags").forEach(tag -> ticket.tags.add(tag.path("name").asText()));
        }
        if (body.hasNonNull("custom_fields")) {
            ticket.customFields.clear();
            ticket.customFields.putAll(customFields.values(body.get("custom_fields"), "custom_fields"));
        }
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!NOT_PLAIN.contains(field.getKey())) {
                ticket.rest.set(field.getKey(), field.getValue());
            }
        }
    }

    private Answer tags(Call call, Ticket ticket) {
        if (call.method().equals("GET")) {
            ObjectNode node = Json.object();
            ticket.tags.forEach(name -> node.withArray("data").add(desk.tags.show(name)));
            node.withArray("data");
            return Answer.json(200, node);
        }
        List<String> names = desk.tags.named(Body.read(call));
        desk.change(ticket, () -> {
            switch (call.method()) {
                case "POST" -> ticket.tags.addAll(names);
                case "PUT" -> {
                    ticket.tags.clear();
                    ticket.tags.addAll(names);
                }
                case "DELETE" -> names.forEach(ticket.tags::remove);
                default -> throw Refused.simple(405, "Method not allowed.");
            }
        });
        triggers.fire("ticket-updated", ticket, null);
        return Answer.empty(
                switch (call.method()) {
                    case "POST" -> 201;
                    case "PUT" -> 202;
                    default -> 204;
                });
    }

    private Answer list(Call call) {
        if (!call.method().equals("GET")) {
            throw Refused.simple(405, "Method not allowed.");
        }
        Body.query(call, QUERY);
        boolean byUpdate = call.parameter("order_by", "created_datetime:desc").startsWith("updated");
        boolean descending =
                Cursors.descending(call, "created_datetime:desc", List.of("created_datetime", "updated_datetime"));
        boolean withTrashed = call.parameter("trashed", "true").equals("true");
        Cursors.Position after = Cursors.position(call);
        Stream<Ticket> found =
                byUpdate && unfiltered(call) ? updated(after, descending) : sorted(call, after, byUpdate, descending);
        return Cursors.page(
                call,
                found.filter(ticket -> withTrashed || ticket.trashed == null),
                ticket -> ticket.show(desk.tags),
                ticket -> new Cursors.Position(byUpdate ? ticket.updated : ticket.created, ticket.id));
    }

    private static boolean unfiltered(Call call) {
        return Stream.of("customer_id", "external_id", "ticket_ids")
                .noneMatch(name -> call.query().containsKey(name));
    }

    private Stream<Ticket> updated(Cursors.@Nullable Position after, boolean descending) {
        NavigableSet<Ticket> all = descending ? desk.byUpdate().descendingSet() : desk.byUpdate();
        return after == null ? all.stream() : all.tailSet(edge(after), false).stream();
    }

    private Stream<Ticket> sorted(Call call, Cursors.@Nullable Position after, boolean byUpdate, boolean descending) {
        Comparator<Ticket> natural = byUpdate ? Desk.BY_UPDATE : Comparator.comparingLong(ticket -> ticket.id);
        Comparator<Ticket> order = descending ? natural.reversed() : natural;
        Stream<Ticket> found = candidates(call).sorted(order);
        return after == null ? found : found.filter(ticket -> order.compare(ticket, edge(after)) > 0);
    }

    private Stream<Ticket> candidates(Call call) {
        String externalId = call.parameter("external_id");
        String customerId = call.parameter("customer_id");
        String ids = call.parameter("ticket_ids");
        if (externalId != null) {
            return desk.byExternalId(externalId).stream()
                    .filter(ticket -> customerId == null || ticket.customer.id == Body.id(customerId));
        }
        if (customerId != null) {
            return desk.ofCustomer(Body.id(customerId)).stream();
        }
        if (ids != null) {
            Set<Long> wanted = new HashSet<>();
            Stream.of(ids.split(",", -1)).forEach(id -> wanted.add(Body.id(id)));
            return desk.tickets().stream().filter(ticket -> wanted.contains(ticket.id));
        }
        return desk.tickets().stream();
    }

    private static Ticket edge(Cursors.Position after) {
        return new Ticket(after.id(), new Customer(0, null, after.at()), after.at());
    }

    private static void refuseNoTime(ObjectNode body, String name) {
        Body.text(body, name).ifPresent(text -> {
            Instant unused = Times.read(text, name);
        });
    }

    private static void choice(ObjectNode body, String name, Set<String> choices) {
        Body.text(body, name).filter(value -> !choices.contains(value)).ifPresent(value -> {
            throw Refused.field(name, "Not a valid choice.");
        });
    }
}
