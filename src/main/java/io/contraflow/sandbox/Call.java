package io.contraflow.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a simulated system.
 *
 * @param path decoded path below {@code /{system}}, such as {@code /admin/api/2026-10/graphql.json}
 * @param rawTarget path and query exactly as called, with the system's segment, as signatures need it
 * @param query decoded query parameters
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // a request is handed on, never compared
public record Call(
        String system,
        String method,
        String path,
        String rawTarget,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body) {
    /** First value of the header, whatever the case of its name. */
    public @Nullable String header(String name) {
        return first(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** First value of the query parameter. */
    public @Nullable String parameter(String name) {
        return first(query.get(name));
    }

    public String parameter(String name, String otherwise) {
        String value = parameter(name);
        return value == null ? otherwise : value;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; an empty body is an empty object. */
    public JsonNode json() {
        return body.length == 0 ? Json.object() : Json.read(body);
    }

    /** Path segments without empty ones. */
    public List<String> segments() {
        return List.of(path.split("/")).stream()
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static @Nullable String first(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
