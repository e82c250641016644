package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.contraflow.sandbox.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{ticket.id}}} and the like into the body of an integration. Every filled-in value becomes a text. */
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.]+)\\s*}}");

    private Template() {}

    static JsonNode fill(JsonNode form, ObjectNode context) {
        if (form.isTextual()) {
            // The one placeholder that yields an object.
            return form.asText().equals("{{context}}") ? context : new TextNode(text(form.asText(), context));
        }
        if (form.isObject()) {
            ObjectNode filled = Json.object();
            form.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), context)));
            return filled;
        }
        return form;
    }

    private static String text(String text, ObjectNode context) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(context, found.group(1))));
    }

    private static String value(JsonNode context, String path) {
        JsonNode node = context;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        if (node.isBoolean()) {
            return node.asBoolean() ? "True" : "False";
        }
        return node.isNull() || node.isMissingNode() ? "" : node.isValueNode() ? node.asText() : node.toString();
    }
}
