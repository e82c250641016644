package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists in pages, where a cursor remembers the last entry shown and says nothing to its bearer. */
final class Cursors {
    private static final int MOST = 100;
    private static final int USUAL = 30;

    /** Where an entry stands in a list. */
    record Position(Instant at, long id) {}

    private Cursors() {}

    static int limit(Call call) {
        try {
            int limit = Integer.parseInt(call.parameter("limit", String.valueOf(USUAL)));
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw Refused.field("limit", "Not a valid integer.");
        }
        throw Refused.field("limit", "Must be between 1 and " + MOST + ".");
    }

    static @Nullable Position position(Call call) {
        String cursor = call.parameter("cursor");
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", -1);
            return new Position(Instant.parse(parts[0]), Long.parseLong(parts[1]));
        } catch (RuntimeException e) {
            throw Refused.field("cursor", "Invalid cursor.");
        }
    }

    /**
     * One page.
     *
     * @param entries sorted, those after the cursor only
     */
    static <T> Answer page(Call call, Stream<T> entries, Function<T, ObjectNode> show, Function<T, Position> position) {
        int limit = limit(call);
        List<T> found = entries.limit(limit + 1L).toList();
        List<T> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode node = Json.object();
        ArrayNode data = node.putArray("data");
        page.forEach(entry -> data.add(show.apply(entry)));
        ObjectNode meta = node.putObject("meta");
        meta.putNull("prev_cursor");
        meta.put("next_cursor", found.size() > limit ? cursor(position.apply(page.get(limit - 1))) : null);
        node.put("object", "list");
        node.put("uri", call.path());
        return Answer.json(200, node);
    }

    /** Splits "field:direction"; the field must be one of those given. */
    static boolean descending(Call call, String otherwise, List<String> fields) {
        String order = call.parameter("order_by", otherwise);
        String[] parts = order.split(":", -1);
        boolean known = parts.length == 2
                && fields.contains(parts[0])
                && List.of("asc", "desc").contains(parts[1]);
        if (!known) {
            throw Refused.field("order_by", "Not a valid choice.");
        }
        return parts[1].equals("desc");
    }

    private static String cursor(Position position) {
        String text = position.at() + "|" + position.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
