package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Looks for property names that a record does not have: refuses them when asked to, else drops them as the account does. */
final class Properties {

    private Properties() {}

    /**
     * Drops unknown names from the body.
     *
     * @param strict whether to refuse the first one instead
     * @return the paths that were dropped
     */
    static List<String> check(Kind kind, ObjectNode body, boolean strict) {
        List<String> dropped = new ArrayList<>();
        for (String name : names(body)) {
            if (!FieldNames.onRecord(kind, name)) {
                drop(body, name, name, strict, dropped);
            }
        }
        if (body.hasNonNull(kind.sublist)) {
            ArrayNode items = items(kind, body);
            for (int i = 0; i < items.size(); i++) {
                checkLine(kind, items.get(i), kind.sublist + ".items[" + i + "]", strict, dropped);
            }
        }
        return dropped;
    }

    /** The lines in the body, none when it has no such sublist. */
    static List<ObjectNode> lines(Kind kind, ObjectNode body) {
        List<ObjectNode> lines = new ArrayList<>();
        if (body.hasNonNull(kind.sublist)) {
            items(kind, body).forEach(line -> lines.add((ObjectNode) line));
        }
        return lines;
    }

    private static ArrayNode items(Kind kind, ObjectNode body) {
        if (body.get(kind.sublist).path("items") instanceof ArrayNode items) {
            return items;
        }
        throw Refused.content(kind.sublist, "A sublist is written as an object with an array \"items\".");
    }

    private static void checkLine(Kind kind, JsonNode line, String path, boolean strict, List<String> dropped) {
        if (!(line instanceof ObjectNode object)) {
            throw Refused.content(path, "A line is written as an object.");
        }
        for (String name : names(object)) {
            if (!FieldNames.onLine(kind, name)) {
                drop(object, name, path + "." + name, strict, dropped);
            }
        }
    }

    private static void drop(ObjectNode object, String name, String path, boolean strict, List<String> dropped) {
        if (strict) {
            throw Refused.content(path, "Unknown property name: " + name + ".");
        }
        object.remove(name);
        dropped.add(path);
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
