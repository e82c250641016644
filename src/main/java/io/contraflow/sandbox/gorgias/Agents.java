package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import java.util.List;
import java.util.Optional;

/** The people, and the one program, that work at the helpdesk. */
final class Agents {
    private static final List<Agent> ALL = List.of(
            new Agent(1, "bot@contraflow.test", "Contraflow"), new Agent(2, "lena@demo-shop.test", "Lena Support"));

    record Agent(long id, String email, String name) {
        ObjectNode show() {
            return Json.object().put("id", id).put("email", email).put("name", name);
        }
    }

    private Agents() {}

    static List<Agent> all() {
        return ALL;
    }

    /** Whom the API key belongs to. */
    static Agent program() {
        return ALL.get(0);
    }

    static Optional<Agent> named(JsonNode reference) {
        return ALL.stream()
                .filter(agent -> reference.path("id").asLong(-1) == agent.id()
                        || agent.email()
                                .equalsIgnoreCase(reference.path("email").asText()))
                .findFirst();
    }
}
