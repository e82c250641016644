package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import java.util.Optional;
import java.util.Set;

/** Reads requests strictly: a name that the helpdesk does not know is an error, not a hint. */
final class Body {
    static final String REQUIRED = "Missing data for required field.";

    private Body() {}

    static ObjectNode object(Call call, Set<String> names) {
        return object(read(call), "", names);
    }

    /** The object at that path of the request, with none but these names. */
    static ObjectNode object(JsonNode node, String path, Set<String> names) {
        if (!(node instanceof ObjectNode object)) {
            throw Refused.field(path.isEmpty() ? "_schema" : path, "Invalid input type.");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw Refused.field(path.isEmpty() ? name : path + "." + name, "Unknown field.");
            }
        });
        return object;
    }

    static JsonNode read(Call call) {
        try {
            return call.json();
        } catch (Json.NotJson e) {
            throw Refused.simple(400, "Invalid JSON.");
        }
    }

    static void query(Call call, Set<String> names) {
        call.query().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refused.field(name, "Unknown field.");
                });
    }

    static Optional<String> text(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    static String required(JsonNode node, String path, String name) {
        return text(node, name).orElseThrow(() -> Refused.field(path.isEmpty() ? name : path + "." + name, REQUIRED));
    }

    static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refused.missing();
        }
    }
}
