package io.contraflow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private static final int SHORTEST_QUOTE = 3;

    private Redaction() {}

    /** A copy with what is to be hidden replaced by {@link #MASK}. */
    static JsonNode redacted(JsonNode document) {
        JsonNode copy = document.deepCopy();
        redact(copy, false);
        return copy;
    }

    /**
     * A vendor's words without what they quote of our request: what is about a person, and free text. Ids, numbers and
     * codes stay, they help to find the cause.
     */
    static String unquoted(String words, JsonNode request) {
        List<String> quotes = new ArrayList<>();
        collect(request, false, quotes);
        quotes.sort(Comparator.comparingInt(String::length).reversed());
        String result = words;
        for (String quote : quotes) {
            result = result.replace(quote, MASK);
        }
        return result;
    }

    private static void collect(JsonNode node, boolean hidden, List<String> quotes) {
        node.properties().forEach(field -> collect(field.getValue(), hides(field.getKey(), hidden), quotes));
        if (node.isArray()) {
            node.forEach(one -> collect(one, hidden, quotes));
        } else if (node.isTextual()) {
            // As it is shown: control characters have become spaces.
            String text = node.asText().replaceAll("\\p{Cntrl}+", " ").strip();
            if (text.length() >= SHORTEST_QUOTE && (hidden || text.indexOf(' ') >= 0 || text.indexOf('@') >= 0)) {
                quotes.add(text);
            }
        }
    }

    private static boolean hides(String field, boolean within) {
        String name = field.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        return !SHOWN.matcher(name).matches() && (within || HIDDEN.matcher(name).matches());
    }

    private static void redact(JsonNode node, boolean hidden) {
        if (node instanceof ObjectNode object) {
            for (String field : object.properties().stream()
                    .map(java.util.Map.Entry::getKey)
                    .toList()) {
                boolean hides = hides(field, hidden);
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
