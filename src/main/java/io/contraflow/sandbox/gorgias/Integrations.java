package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.SandboxOptions;
import io.contraflow.sandbox.Webhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HTTP integrations: webhooks whose body their owner has written as a template. */
final class Integrations implements Triggers {
    private static final Set<String> FIELDS = Set.of("name", "type", "description", "http", "deactivated_datetime");
    private static final Set<String> HTTP_FIELDS = Set.of(
            "url",
            "method",
            "request_content_type",
            "response_content_type",
            "headers",
            "form",
            "triggers",
            "hmac_secret");
    private static final Set<String> TRIGGERS = Set.of(
            "ticket-created",
            "ticket-updated",
            "ticket-message-created",
            "ticket-self-unsnoozed",
            "ticket-message-failed",
            "ticket-assignment-updated",
            "ticket-status-updated",
            "ticket-handed-over");

    private final Desk desk;
    private final SandboxOptions options;
    private final Webhooks webhooks;
    private final Map<Long, ObjectNode> integrations = new LinkedHashMap<>();
    private long next = 500;

    Integrations(Desk desk, SandboxOptions options, Webhooks webhooks) {
        this.desk = desk;
        this.options = options;
        this.webhooks = webhooks;
        preset();
    }

    /** What the merchant has set up for the orchestrator: one integration per trigger, as the body does not tell which fired. */
    void preset() {
        integrations.clear();
        for (String trigger : List.of("ticket-created", "ticket-message-created")) {
            ObjectNode integration =
                    Json.object().put("name", "Contraflow " + trigger).put("type", "http");
            ObjectNode http = integration.putObject("http");
            http.put("url", options.target() + "/webhooks/gorgias").put("method", "POST");
            http.putObject("headers").put("X-Contraflow-Key", options.webhookSecret());
            http.putObject("triggers").put(trigger, true);
            http.putObject("form")
                    .put("event", trigger)
                    .put("ticket_id", "{{ticket.id}}")
                    .put("message_id", "{{message.id}}")
                    .put("from_agent", "{{message.from_agent}}")
                    .put("customer_email", "{{ticket.customer.email}}");
            add(integration);
        }
    }

    Answer answer(Call call, List<String> path) {
        if (path.size() == 1) {
            return call.method().equals("POST") ? Answer.json(201, add(checked(call))) : list(call);
        }
        ObjectNode found = integrations.get(Body.id(path.get(1)));
        if (found == null) {
            throw Refused.missing();
        }
        return switch (call.method()) {
            case "GET" -> Answer.json(200, shown(found));
            case "PUT" -> {
                found.setAll(checked(call));
                yield Answer.json(200, shown(found));
            }
            case "DELETE" -> {
                integrations.remove(found.path("id").asLong());
                yield Answer.empty(204);
            }
            default -> throw Refused.simple(405, "Method not allowed.");
        };
    }

    @Override
    public void fire(String trigger, Ticket ticket, @Nullable Message message) {
        ObjectNode context = null;
        for (ObjectNode integration : integrations.values()) {
            JsonNode http = integration.path("http");
            boolean wanted =
                    http.path("triggers").path(trigger).asBoolean() && !integration.hasNonNull("deactivated_datetime");
            if (wanted) {
                context = context == null ? context(ticket, message) : context;
                send(http, trigger, context);
            }
        }
    }

    private ObjectNode context(Ticket ticket, @Nullable Message message) {
        ObjectNode context = Json.object();
        context.set("ticket", ticket.show(desk.tags));
        context.set("message", message == null ? Json.object() : message.show());
        return context;
    }

    private void send(JsonNode http, String trigger, ObjectNode context) {
        byte[] body = Json.bytes(Template.fill(http.path("form"), context));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        http.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        if (http.hasNonNull("hmac_secret")) {
            headers.put("X-Gorgias-Hmac-Sha256", hmac(http.get("hmac_secret").asText(), body));
        }
        webhooks.send(connector(http), trigger, headers, body);
    }

    private String connector(JsonNode http) {
        return http.path("url").asText().substring((options.target() + "/webhooks/").length());
    }

    private ObjectNode checked(Call call) {
        ObjectNode body = Body.object(call, FIELDS);
        Body.required(body, "", "name");
        if (!body.path("type").asText("http").equals("http")) {
            throw Refused.field("type", "Not a valid choice.");
        }
        if (!body.has("http") && call.method().equals("PUT")) {
            return body;
        }
        ObjectNode http = Body.object(body.path("http"), "http", HTTP_FIELDS);
        // A sandbox calls nobody but the orchestrator that it was started for.
        if (!Body.required(http, "http", "url").startsWith(options.target() + "/webhooks/")) {
            throw Refused.field("http.url", "The sandbox calls " + options.target() + "/webhooks/ only.");
        }
        if (!http.path("method").asText("POST").equals("POST")) {
            throw Refused.field("http.method", "The sandbox sends POST only.");
        }
        if (http.hasNonNull("triggers")) {
            Body.object(http.get("triggers"), "http.triggers", TRIGGERS);
        }
        return body;
    }

    private ObjectNode add(ObjectNode integration) {
        integration.put("id", ++next);
        integration.put("type", "http");
        integration.put("created_datetime", Times.show(desk.now()));
        integrations.put(next, integration);
        return shown(integration);
    }

    private Answer list(Call call) {
        Body.query(call, Set.of("type", "limit", "cursor", "order_by"));
        ObjectNode node = Json.object();
        ArrayNode data = node.putArray("data");
        integrations.values().forEach(integration -> data.add(shown(integration)));
        node.putObject("meta").putNull("next_cursor").putNull("prev_cursor");
        return Answer.json(200, node);
    }

    /** The signing secret can be written but not read. */
    private static ObjectNode shown(ObjectNode integration) {
        ObjectNode copy = integration.deepCopy();
        copy.withObject("/http").remove("hmac_secret");
        return copy;
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
