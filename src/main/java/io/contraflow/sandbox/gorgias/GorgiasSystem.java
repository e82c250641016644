package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.SimulatedSystem;
import io.contraflow.sandbox.Surroundings;
import io.contraflow.sandbox.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Gorgias helpdesk: strict about names, lenient about duplicates, and loud about every change. */
public final class GorgiasSystem implements SimulatedSystem {
    private static final String SIGN_IN = "Basic "
            + Base64.getEncoder().encodeToString("bot@contraflow.test:sandbox-key".getBytes(StandardCharsets.UTF_8));
    private static final int USUAL_CALLS = 4000;
    private static final int USUAL_SECONDS = 20;
    private static final Duration USUAL_DATA_DELAY = Duration.ofMillis(300);

    private final World world;
    private final Desk desk;
    private final Customers customers;
    private final Messages messages;
    private final CustomFields customFields = new CustomFields();
    private final Tickets tickets;
    private final Integrations integrations;
    private final Bucket bucket = new Bucket();
    private volatile Duration dataDelay = USUAL_DATA_DELAY;

    public GorgiasSystem(Surroundings surroundings) {
        world = surroundings.world();
        desk = new Desk(world);
        integrations = new Integrations(desk, surroundings.options(), surroundings.webhooks());
        customers = new Customers(desk, world, () -> dataDelay, this);
        messages = new Messages(desk, customers, surroundings.mails(), integrations);
        tickets = new Tickets(desk, customers, messages, customFields, integrations);
    }

    @Override
    public String name() {
        return "gorgias";
    }

    @Override
    public Answer handle(Call call) {
        Answer answer = bucket.take(world.now()) ? answer(call) : throttled();
        return answer.header("X-Gorgias-Account-Api-Call-Limit", bucket.gauge());
    }

    @Override
    public Answer throttled() {
        return Refused.simple(429, "Too many requests.")
                .answer()
                .header("Retry-after", String.valueOf(bucket.retryAfterSeconds()));
    }

    @Override
    public String operation(Call call) {
        StringBuilder name = new StringBuilder(call.method());
        String separator = " ";
        for (String segment : call.segments()) {
            if (!segment.equals("api")) {
                name.append(separator).append(Character.isDigit(segment.charAt(0)) ? "{id}" : segment);
                separator = "/";
            }
        }
        return name.toString();
    }

    @Override
    public @Nullable String key(Call call) {
        String asked = call.parameter("external_id");
        return asked == null && call.body().length > 0
                ? call.json().path("external_id").asText(null)
                : asked;
    }

    @Override
    public synchronized Object state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("tickets", desk.tickets().stream().map(this::whole).toList());
        state.put("customers", desk.customers().stream().map(Customer::show).toList());
        return state;
    }

    @Override
    public synchronized void reset() {
        desk.clear();
        customFields.preset();
        integrations.preset();
        bucket.limit(USUAL_CALLS, USUAL_SECONDS);
        dataDelay = USUAL_DATA_DELAY;
    }

    @Override
    public Answer control(Call call) throws Exception {
        return switch (call.method() + " " + call.path()) {
            case "GET /limits" -> Answer.json(200, limits());
            case "PUT /limits" -> {
                JsonNode change = call.json();
                bucket.limit(
                        change.path("calls").asInt(bucket.calls()),
                        change.path("seconds").asInt(bucket.seconds()));
                dataDelay = Duration.ofMillis(change.path("dataDelayMillis").asLong(dataDelay.toMillis()));
                yield Answer.json(200, limits());
            }
            case "POST /customer-writes" -> {
                JsonNode words = call.json();
                yield Answer.json(
                        201,
                        Map.of(
                                "ticket",
                                customerWrites(
                                        words.path("email").asText(),
                                        words.path("subject").asText(),
                                        words.path("text").asText())));
            }
            default -> SimulatedSystem.super.control(call);
        };
    }

    /**
     * A customer writes: into their newest ticket, whatever its status, else a new one comes into being.
     *
     * @return id of the ticket
     */
    public synchronized long customerWrites(String email, String subject, String text) {
        ObjectNode message = Json.object()
                .put("channel", "email")
                .put("via", "email")
                .put("from_agent", false)
                .put("subject", subject)
                .put("body_text", text)
                .put("sent_datetime", Times.show(world.now()));
        message.putObject("sender").put("email", email);
        Ticket newest = desk.customerByEmail(email)
                .map(customer -> desk.ofCustomer(customer.id))
                .filter(list -> !list.isEmpty())
                .map(list -> list.get(list.size() - 1))
                .orElse(null);
        if (newest != null) {
            messages.post(newest, message, "");
            return newest.id;
        }
        ObjectNode ticket = Json.object().put("subject", subject);
        ticket.putArray("messages").add(message);
        return tickets.create(ticket).id;
    }

    private Map<String, Object> limits() {
        return Map.of("calls", bucket.calls(), "seconds", bucket.seconds(), "dataDelayMillis", dataDelay.toMillis());
    }

    private Answer answer(Call call) {
        byte[] given =
                Objects.requireNonNullElse(call.header("Authorization"), "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(SIGN_IN.getBytes(StandardCharsets.UTF_8), given)) {
            return Refused.simple(401, "Authorization required.").answer();
        }
        try {
            synchronized (this) {
                return route(call);
            }
        } catch (Refused refused) {
            return refused.answer();
        }
    }

    private Answer route(Call call) {
        List<String> segments = call.segments();
        if (segments.size() < 2 || !segments.get(0).equals("api")) {
            throw Refused.missing();
        }
        List<String> path = segments.subList(1, segments.size());
        return switch (path.get(0)) {
            case "account" -> Answer.json(200, account());
            case "users" -> list(Agents.all().stream().map(Agents.Agent::show).toList());
            case "tags" -> list(desk.tags.all());
            case "tickets" -> tickets.answer(call, path);
            case "messages" -> messages.list(call);
            case "customers" -> customers.answer(call, path);
            case "custom-fields" -> customFields.answer(call);
            case "integrations" -> integrations.answer(call, path);
            default -> throw Refused.missing();
        };
    }

    private static ObjectNode account() {
        ObjectNode account = Json.object().put("domain", "demo-shop");
        account.putObject("status").put("status", "active");
        return account;
    }

    private static Answer list(List<ObjectNode> entries) {
        ObjectNode node = Json.object();
        node.putArray("data").addAll(entries);
        node.putObject("meta").putNull("next_cursor").putNull("prev_cursor");
        return Answer.json(200, node);
    }

    private ObjectNode whole(Ticket ticket) {
        ObjectNode node = ticket.show(desk.tags);
        node.set("custom_fields", customFields.show(ticket));
        ticket.messages.forEach(message -> node.withArray("messages").add(message.show()));
        return node;
    }
}
