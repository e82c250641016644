package io.contraflow.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a system answers to a call. */
@SuppressWarnings("ArrayRecordComponent") // an answer is written out, never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {
    public static Answer json(int status, Object value) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.bytes(value));
    }

    public static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    /** The same answer with one header more. */
    public Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
