package io.contraflow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hides what is said about a person, and secrets, in a payload that people look at. */
final class Redaction {
    /** Fields whose whole value is about a person or secret, however deep; compared without case, dash and underscore. */
    private static final Pattern HIDDEN =
            Pattern.compile(".*(email|phone|firstname|lastname|fullname|address|street|postcode"
                    + "|postalcode|zip|customer|buyer|recipient|addressee|note|comment|message|bodytext|bodyhtml|password|secret|token"
                    + "|authorization|apikey|iban|card).*|to|text|html|subject");
    /** What identifies without telling anything about a person. */
    private static final Pattern SHOWN = Pattern.compile("id|externalid|admingraphqlapiid|currency|currencycode");

    static final String MASK = "•••";

    private Redaction() {}

    /** A copy with what is to be hidden replaced by {@link #MASK}. */
    static JsonNode redacted(JsonNode document) {
        JsonNode copy = document.deepCopy();
        redact(copy, false);
        return copy;
    }

    private static void redact(JsonNode node, boolean hidden) {
        if (node instanceof ObjectNode object) {
            for (String field : object.properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .toList()) {
                String name = field.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
                boolean hides = !SHOWN.matcher(name).matches()
                        && (hidden || HIDDEN.matcher(name).matches());
                JsonNode value = object.get(field);
                if (value.isContainerNode()) {
                    redact(value, hides);
                } else if (hides && !value.isNull()) {
                    object.set(field, TextNode.valueOf(MASK));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = array.get(i);
                if (value.isContainerNode()) {
                    redact(value, hidden);
                } else if (hidden && !value.isNull()) {
                    array.set(i, TextNode.valueOf(MASK));
                }
            }
        }
    }
}
