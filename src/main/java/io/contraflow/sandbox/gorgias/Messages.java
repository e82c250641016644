package io.contraflow.sandbox.gorgias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Mails;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Messages of tickets: checked, kept, and mailed to the customer when they are not the import of something already sent. */
final class Messages {
    private static final Set<String> CHANNELS = Set.of(
            "aircall",
            "api",
            "chat",
            "contact_form",
            "email",
            "facebook",
            "facebook-messenger",
            "help-center",
            "instagram-comment",
            "instagram-direct-message",
            "internal-note",
            "phone",
            "sms",
            "twitter",
            "whatsapp",
            "yotpo-review");
    private static final Set<String> MORE_VIAS = Set.of(
            "form",
            "gorgias_chat",
            "helpdesk",
            "offline_capture",
            "rule",
            "self_service",
            "shopify",
            "twilio",
            "yotpo",
            "zendesk");
    private static final Set<String> FIELDS = Set.of(
            "channel",
            "via",
            "from_agent",
            "source",
            "sender",
            "receiver",
            "subject",
            "body_text",
            "body_html",
            "stripped_text",
            "stripped_html",
            "public",
            "message_id",
            "external_id",
            "integration_id",
            "sent_datetime",
            "created_datetime",
            "attachments",
            "headers",
            "macros",
            "meta",
            "mention_ids");
    private static final Set<String> SOURCE_FIELDS = Set.of("type", "from", "to", "cc", "bcc", "extra");

    private final Desk desk;
    private final Customers customers;
    private final Mails mails;
    private final Triggers triggers;

    Messages(Desk desk, Customers customers, Mails mails, Triggers triggers) {
        this.desk = desk;
        this.customers = customers;
        this.mails = mails;
        this.triggers = triggers;
    }

    /** {@code /api/tickets/{id}/messages[/{message}]}. */
    Answer ofTicket(Call call, Ticket ticket, List<String> path) {
        if (path.size() == 4) {
            Message message = desk.message(Body.id(path.get(3)))
                    .filter(found -> found.ticketId == ticket.id)
                    .orElseThrow(Refused::missing);
            return Answer.json(200, message.show());
        }
        if (!call.method().equals("POST")) {
            return list(call, ticket.messages.stream());
        }
        Body.query(call, Set.of("action"));
        return Answer.json(201, post(ticket, Body.read(call), "").show());
    }

    /** {@code GET /api/messages}. */
    Answer list(Call call) {
        Body.query(call, Set.of("ticket_id", "view_id", "limit", "cursor", "order_by"));
        String ticketId = call.parameter("ticket_id");
        return list(call, ticketId == null ? desk.messages().stream() : desk.ticket(ticketId).messages.stream());
    }

    private static Answer list(Call call, Stream<Message> messages) {
        boolean descending = Cursors.descending(call, "created_datetime:desc", List.of("created_datetime"));
        Cursors.Position after = Cursors.position(call);
        Comparator<Message> order = Comparator.comparingLong(message -> message.id);
        return Cursors.page(
                call,
                messages.sorted(descending ? order.reversed() : order)
                        .filter(message ->
                                after == null || (descending ? message.id < after.id() : message.id > after.id())),
                Message::show,
                message -> new Cursors.Position(message.created, message.id));
    }

    /** Adds a message, reopens the ticket when the customer wrote, mails it when it is to be sent. */
    Message post(Ticket ticket, JsonNode read, String path) {
        ObjectNode written = checked(read, path);
        Message message = kept(ticket, written, path);
        boolean reopens = !message.fromAgent && ticket.status.equals("closed");
        desk.change(ticket, () -> {
            if (reopens) {
                ticket.status = "open";
                ticket.closed = null;
            }
        });
        triggers.fire("ticket-message-created", ticket, message);
        if (reopens) {
            triggers.fire("ticket-status-updated", ticket, message);
        }
        triggers.fire("ticket-updated", ticket, message);
        return message;
    }

    /** Adds a message of a new ticket, without any consequence but the mail. */
    Message kept(Ticket ticket, ObjectNode written, String path) {
        Message message = new Message(desk.nextId(), ticket.id, written, sender(written, path), desk.now());
        if (written.hasNonNull("sent_datetime")) {
            message.sent = Times.read(written.get("sent_datetime").asText(), in(path, "sent_datetime"));
        } else if (message.fromAgent && message.channel.equals("email")) {
            mail(ticket, message);
        }
        desk.add(ticket, message);
        return message;
    }

    ObjectNode checked(JsonNode read, String path) {
        ObjectNode written = Body.object(read, path, FIELDS);
        String channel = Body.required(written, path, "channel");
        String via = Body.required(written, path, "via");
        if (!written.path("from_agent").isBoolean()) {
            throw Refused.field(
                    in(path, "from_agent"), written.has("from_agent") ? "Not a valid boolean." : Body.REQUIRED);
        }
        if (!CHANNELS.contains(channel)) {
            throw Refused.field(in(path, "channel"), "Not a valid choice.");
        }
        if (!CHANNELS.contains(via) && !MORE_VIAS.contains(via)) {
            throw Refused.field(in(path, "via"), "Not a valid choice.");
        }
        if (written.hasNonNull("source")) {
            Body.object(written.get("source"), in(path, "source"), SOURCE_FIELDS);
        }
        Body.text(written, "external_id").filter(id -> id.length() > 255).ifPresent(id -> {
            throw Refused.field(in(path, "external_id"), "Longer than maximum length 255.");
        });
        if (channel.equals("internal-note")) {
            checkNote(written, path);
        }
        return written;
    }

    private static void checkNote(ObjectNode written, String path) {
        boolean byAgent = written.path("from_agent").asBoolean()
                && (!written.hasNonNull("sender")
                        || Agents.named(written.get("sender")).isPresent());
        if (!byAgent) {
            throw Refused.field(in(path, "sender"), "An internal note must be written by a user.");
        }
        if (written.hasNonNull("receiver")) {
            throw Refused.field(in(path, "receiver"), "An internal note has no receiver.");
        }
    }

    private ObjectNode sender(ObjectNode written, String path) {
        JsonNode sender = written.path("sender");
        if (!written.path("from_agent").asBoolean()) {
            if (!written.hasNonNull("sender")) {
                throw Refused.field(in(path, "sender"), Body.REQUIRED);
            }
            return customers.named(sender, in(path, "sender")).brief();
        }
        if (!written.hasNonNull("sender")) {
            return Agents.program().show();
        }
        return Agents.named(sender)
                .orElseThrow(() -> Refused.field(in(path, "sender"), "User does not exist."))
                .show();
    }

    private void mail(Ticket ticket, Message message) {
        ObjectNode written = message.written;
        String to = recipient(ticket, written);
        if (to == null) {
            message.sendingError = "The message has no recipient.";
            return;
        }
        message.sent = desk.now();
        mails.keep(new Mails.Mail(
                written.path("source").path("from").path("address").asText("support@demo-shop.test"),
                to,
                written.path("subject").asText(ticket.rest.path("subject").asText("")),
                message.sent,
                written.path("body_text").asText(""),
                written.path("body_html").asText(null)));
    }

    private static @Nullable String recipient(Ticket ticket, ObjectNode written) {
        JsonNode to = written.path("source").path("to").path(0).path("address");
        return to.isTextual() ? to.asText() : ticket.customer.email;
    }

    private static String in(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
