package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person who writes to the shop. */
final class Customer {
    final long id;
    final Instant created;
    Instant updated;

    @Nullable
    String email;

    @Nullable
    String externalId;
    /** Name, language, note and the like, as they were written. */
    final ObjectNode rest = Json.object();
    /** What a connected program wants agents to see beside the ticket. */
    JsonNode data = Json.object();

    @Nullable
    Instant dataVersion;

    Customer(long id, @Nullable String email, Instant created) {
        this.id = id;
        this.email = email;
        this.created = created;
        this.updated = created;
    }

    ObjectNode show() {
        ObjectNode node = brief();
        node.put("external_id", externalId);
        node.set("data", data);
        node.putObject("integrations");
        node.setAll(rest);
        if (!rest.has("channels")) {
            ObjectNode channel = node.putArray("channels").addObject();
            channel.put("type", "email").put("address", email).put("preferred", true);
        }
        node.put("created_datetime", Times.show(created));
        node.put("updated_datetime", Times.show(updated));
        return node;
    }

    ObjectNode brief() {
        ObjectNode node = Json.object();
        node.put("id", id);
        node.put("email", email);
        node.put("name", rest.path("name").asText(""));
        node.put("firstname", rest.path("firstname").asText(""));
        node.put("lastname", rest.path("lastname").asText(""));
        node.set("meta", rest.path("meta").isObject() ? rest.get("meta") : Json.object());
        return node;
    }
}
