package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Json;
import org.jspecify.annotations.Nullable;

/** A request that the helpdesk declines. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient @Nullable JsonNode data;

    private Refused(int status, String message, @Nullable JsonNode data) {
        super(message, null, false, false);
        this.status = status;
        this.data = data;
    }

    static Refused simple(int status, String message) {
        return new Refused(status, message, null);
    }

    static Refused missing() {
        return new Refused(404, "Resource not found.", null);
    }

    /**
     * A 400 whose data mirrors the request.
     *
     * @param path names from the root of the request to the fault, joined by dots
     */
    static Refused field(String path, String text) {
        ObjectNode root = Json.object();
        ObjectNode node = root;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            node = node.putObject(names[i]);
        }
        node.putArray(names[names.length - 1]).add(text);
        return new Refused(400, "Invalid data.", root);
    }

    Answer answer() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("msg", getMessage());
        if (data != null) {
            error.set("data", data);
        }
        return Answer.json(status, body);
    }
}
