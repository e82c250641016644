package io.contraflow.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Cuts lists into the pages of a connection. */
final class Pages {
    private static final int LONGEST = 250;

    private Pages() {}

    /**
     * One page of the list.
     *
     * @param number the number that the cursor of an entry carries
     */
    static <T> Map<String, Object> page(List<T> all, Map<String, Object> arguments, ToLongFunction<T> number) {
        List<T> list = new ArrayList<>(all);
        if (Boolean.TRUE.equals(arguments.get("reverse"))) {
            Collections.reverse(list);
        }
        int from = 0;
        int to = list.size();
        if (arguments.get("after") instanceof String after) {
            from = index(list, lastId(after), number) + 1;
        }
        if (arguments.get("before") instanceof String before) {
            to = Math.max(from, index(list, lastId(before), number));
        }
        int size = size(arguments);
        if (arguments.get("first") != null) {
            to = Math.min(to, from + size);
        } else {
            from = Math.max(from, to - size);
        }
        return of(list.subList(from, to), from > 0, to < list.size(), number);
    }

    static <T> Map<String, Object> of(List<T> nodes, boolean previous, boolean next, ToLongFunction<T> number) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("hasNextPage", next);
        info.put("hasPreviousPage", previous);
        info.put("startCursor", nodes.isEmpty() ? null : cursor(number.applyAsLong(nodes.get(0))));
        info.put("endCursor", nodes.isEmpty() ? null : cursor(number.applyAsLong(nodes.get(nodes.size() - 1))));
        return Map.of("nodes", nodes, "pageInfo", info);
    }

    static int size(Map<String, Object> arguments) {
        Object asked = arguments.get("first") == null ? arguments.get("last") : arguments.get("first");
        if (!(asked instanceof Number size)) {
            throw new RequestFailed("BAD_REQUEST", "you must provide one of first or last");
        }
        if (size.intValue() < 0 || size.intValue() > LONGEST) {
            throw new RequestFailed("BAD_REQUEST", "first and last must be between 0 and " + LONGEST);
        }
        return size.intValue();
    }

    static String cursor(long number) {
        String text = "{\"last_id\":" + number + ",\"last_value\":\"" + number + "\"}";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static long lastId(String cursor) {
        try {
            JsonNode node = Json.read(Base64.getDecoder().decode(cursor));
            return node.path("last_id").asLong();
        } catch (IllegalArgumentException | Json.NotJson e) {
            throw new RequestFailed("BAD_REQUEST", "Invalid cursor for current pagination sort.");
        }
    }

    private static <T> int index(List<T> list, long lastId, ToLongFunction<T> number) {
        for (int i = 0; i < list.size(); i++) {
            if (number.applyAsLong(list.get(i)) == lastId) {
                return i;
            }
        }
        throw new RequestFailed("BAD_REQUEST", "Invalid cursor for current pagination sort.");
    }
}
