package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message or note of a ticket. */
final class Message {
    final long id;
    final long ticketId;
    final boolean fromAgent;
    final String channel;
    final Instant created;
    /** As it was written. */
    final ObjectNode written;

    final ObjectNode sender;

    @Nullable
    Instant sent;

    @Nullable
    String sendingError;

    Message(long id, long ticketId, ObjectNode written, ObjectNode sender, Instant created) {
        this.id = id;
        this.ticketId = ticketId;
        this.written = written;
        this.sender = sender;
        this.fromAgent = written.path("from_agent").asBoolean();
        this.channel = written.path("channel").asText();
        this.created = created;
    }

    ObjectNode show() {
        ObjectNode node = Json.object();
        node.put("id", id);
        node.put("uri", "/api/tickets/" + ticketId + "/messages/" + id);
        node.put("ticket_id", ticketId);
        node.setAll(written);
        node.set("sender", sender);
        node.put("public", written.path("public").asBoolean(!channel.equals("internal-note")));
        node.put("stripped_text", written.path("body_text").asText(null));
        node.put("stripped_html", written.path("body_html").asText(null));
        node.put("created_datetime", Times.show(created));
        node.put("sent_datetime", Times.show(sent));
        node.put("failed_datetime", sendingError == null ? null : Times.show(created));
        if (sendingError != null) {
            node.putObject("last_sending_error").put("error", sendingError);
        }
        return node;
    }
}
