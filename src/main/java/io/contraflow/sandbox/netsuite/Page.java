package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Call;
import java.util.List;

/** The part of a list that a caller asked for. */
record Page(int limit, int offset) {

    static Page of(Call call, int otherwise, int most) {
        int limit = number(call, "limit", otherwise);
        int offset = number(call, "offset", 0);
        if (limit < 1 || limit > most) {
            throw Refused.parameter("limit", "The limit must be between 1 and " + most + ".");
        }
        if (offset < 0 || offset % limit != 0) {
            throw Refused.parameter("offset", "The offset must be divisible by the limit.");
        }
        return new Page(limit, offset);
    }

    <T> List<T> cut(List<T> all) {
        return all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
    }

    ObjectNode envelope(List<ObjectNode> items, int total, String url) {
        boolean more = offset + items.size() < total;
        ObjectNode node = Wire.MAPPER.createObjectNode();
        ArrayNode links = node.putArray("links");
        Rendering.link(links, "self", url + "?limit=" + limit + "&offset=" + offset);
        if (more) {
            Rendering.link(links, "next", url + "?limit=" + limit + "&offset=" + (offset + limit));
        }
        node.put("count", items.size());
        node.put("hasMore", more);
        node.putArray("items").addAll(items);
        node.put("offset", offset);
        node.put("totalResults", total);
        return node;
    }

    private static int number(Call call, String name, int otherwise) {
        try {
            return Integer.parseInt(call.parameter(name, String.valueOf(otherwise)));
        } catch (NumberFormatException e) {
            throw Refused.parameter(name, "Not a number.");
        }
    }
}
