package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation with a customer. */
final class Ticket {
    final long id;
    final Instant created;
    final List<Message> messages = new ArrayList<>();
    final Set<String> tags = new LinkedHashSet<>();
    /** Values by id of their definition. */
    final Map<Long, JsonNode> customFields = new LinkedHashMap<>();
    /** Subject, channel, meta and the like, as they were written. */
    final ObjectNode rest = Json.object();

    Customer customer;
    Instant updated;
    String status = "open";

    @Nullable
    String externalId;

    @Nullable
    Instant closed;

    @Nullable
    Instant trashed;

    @Nullable
    Instant snoozed;

    Ticket(long id, Customer customer, Instant created) {
        this.id = id;
        this.customer = customer;
        this.created = created;
        this.updated = created;
    }

    ObjectNode show(Tags knownTags) {
        ObjectNode node = Json.object();
        node.put("id", id);
        node.put("uri", "/api/tickets/" + id);
        node.put("external_id", externalId);
        node.put("status", status);
        node.setAll(rest);
        node.set("customer", customer.brief());
        node.set("requester", customer.brief());
        ArrayNode shown = node.putArray("tags");
        tags.forEach(name -> shown.add(knownTags.show(name)));
        node.put("messages_count", messages.size());
        node.put(
                "excerpt",
                messages.isEmpty()
                        ? ""
                        : messages.get(0).written.path("body_text").asText(""));
        node.putArray("integrations");
        node.put("created_datetime", Times.show(created));
        node.put("opened_datetime", Times.show(created));
        node.put("last_received_message_datetime", Times.show(last(false)));
        node.put("last_message_datetime", Times.show(last(true)));
        node.put("updated_datetime", Times.show(updated));
        node.put("closed_datetime", Times.show(closed));
        node.put("snooze_datetime", Times.show(snoozed));
        node.put("trashed_datetime", Times.show(trashed));
        return node;
    }

    private @Nullable Instant last(boolean byAnybody) {
        Instant last = null;
        for (Message message : messages) {
            if (byAnybody || !message.fromAgent) {
                last = message.created;
            }
        }
        return last;
    }
}
