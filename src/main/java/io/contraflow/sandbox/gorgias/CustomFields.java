package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Definitions of custom fields and their values on tickets. */
final class CustomFields {
    private static final Set<String> TYPES = Set.of("text", "number", "boolean");

    private final Map<Long, ObjectNode> definitions = new LinkedHashMap<>();

    CustomFields() {
        preset();
    }

    void preset() {
        definitions.clear();
        define(55, "Return status", "text", "Ticket");
        define(56, "RMA", "text", "Ticket");
        define(57, "Refund amount", "text", "Ticket");
    }

    Answer answer(Call call) {
        if (call.method().equals("POST")) {
            return create(call);
        }
        Body.query(call, Set.of("object_type", "archived", "search", "limit", "cursor", "order_by"));
        String type = call.parameter("object_type");
        if (type == null) {
            throw Refused.field("object_type", Body.REQUIRED);
        }
        ObjectNode node = Json.object();
        ArrayNode data = node.putArray("data");
        definitions.values().stream()
                .filter(field -> field.path("object_type").asText().equals(type))
                .forEach(data::add);
        node.putObject("meta").putNull("next_cursor").putNull("prev_cursor");
        return Answer.json(200, node);
    }

    /** Answers {@code /api/tickets/{id}/custom-fields[/{definition}]}. */
    Answer ofTicket(Call call, Ticket ticket, List<String> path, Desk desk) {
        if (path.size() == 4) {
            long id = Body.id(path.get(3));
            if (call.method().equals("DELETE")) {
                desk.change(ticket, () -> ticket.customFields.remove(id));
                return Answer.empty(204);
            }
            JsonNode value =
                    Body.object(Body.read(call), "", Set.of("id", "value")).path("value");
            check(id, value, "value");
            desk.change(ticket, () -> ticket.customFields.put(id, value));
        } else if (call.method().equals("PUT")) {
            Map<Long, JsonNode> values = values(Body.read(call), "_schema");
            desk.change(ticket, () -> ticket.customFields.putAll(values));
        }
        ObjectNode node = Json.object();
        node.set("data", show(ticket));
        return Answer.json(200, node);
    }

    /** Reads a bare array such as {@code [{"id":55,"value":"APPROVED"}]}. */
    Map<Long, JsonNode> values(JsonNode array, String path) {
        if (!array.isArray()) {
            throw Refused.field(path, "Not a valid list.");
        }
        Map<Long, JsonNode> values = new LinkedHashMap<>();
        int i = 0;
        for (JsonNode entry : array) {
            ObjectNode field = Body.object(entry, String.valueOf(i++), Set.of("id", "value"));
            if (!field.hasNonNull("id")) {
                throw Refused.field("id", Body.REQUIRED);
            }
            long id = field.get("id").asLong();
            check(id, field.path("value"), "value");
            values.put(id, field.path("value"));
        }
        return values;
    }

    ArrayNode show(Ticket ticket) {
        ArrayNode data = Json.mapper().createArrayNode();
        ticket.customFields.forEach((id, value) -> {
            ObjectNode entry = data.addObject();
            entry.set("field", definitions.get(id));
            entry.set("value", value);
            entry.putNull("prediction");
        });
        return data;
    }

    private void check(long id, JsonNode value, String path) {
        ObjectNode definition = definitions.get(id);
        if (definition == null) {
            throw Refused.field("id", "Custom field " + id + " does not exist.");
        }
        String type = definition.path("definition").path("data_type").asText();
        boolean fits =
                switch (type) {
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    default -> value.isTextual();
                };
        if (!fits && !value.isNull()) {
            throw Refused.field(path, "Not a valid " + type + ".");
        }
    }

    private Answer create(Call call) {
        ObjectNode body = Body.object(
                call,
                Set.of("label", "object_type", "definition", "external_id", "priority", "required", "description"));
        String type = body.path("definition").path("data_type").asText();
        if (!TYPES.contains(type)) {
            throw Refused.field("definition.data_type", "Not a valid choice.");
        }
        long id = definitions.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
        ObjectNode created = define(id, Body.required(body, "", "label"), type, Body.required(body, "", "object_type"));
        return Answer.json(201, created);
    }

    private ObjectNode define(long id, String label, String type, String objectType) {
        ObjectNode node = Json.object();
        node.put("id", id);
        node.put("label", label);
        node.put("object_type", objectType);
        node.putNull("managed_type");
        node.put("required", false);
        ObjectNode definition = node.putObject("definition").put("data_type", type);
        definition.putObject("input_settings").put("input_type", "input");
        definitions.put(id, node);
        return node;
    }
}
