package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All tags; their names are case-sensitive, and one that is used comes into being. */
final class Tags {
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private long next = 100;

    ObjectNode show(String name) {
        long id = ids.computeIfAbsent(name, unknown -> ++next);
        ObjectNode node = Json.object().put("id", id).put("name", name).put("uri", "/api/tags/" + id);
        node.putObject("decoration");
        return node;
    }

    List<ObjectNode> all() {
        return List.copyOf(ids.keySet()).stream().map(this::show).toList();
    }

    /** Names in a body such as {@code {"ids":[1],"names":["return"]}}. */
    List<String> named(JsonNode read) {
        ObjectNode body = Body.object(read, "", Set.of("ids", "names"));
        List<String> names = new ArrayList<>();
        body.path("names").forEach(name -> names.add(name.asText()));
        body.path("ids")
                .forEach(id -> names.add(ids.entrySet().stream()
                        .filter(tag -> tag.getValue() == id.asLong())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> Refused.field("ids", "Tag " + id + " does not exist."))));
        if (names.isEmpty()) {
            throw Refused.field("names", Body.REQUIRED);
        }
        names.forEach(this::show);
        return names;
    }

    void clear() {
        ids.clear();
    }
}
