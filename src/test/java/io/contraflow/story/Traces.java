package io.contraflow.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What one order has left behind in each simulated system and in its customer's mailbox, as those show it themselves.
 *
 * @param order the shop's order with its returns and refunds
 * @param authorizations return authorizations in the ERP, likewise the next three
 * @param parcels returns at the carrier
 * @param mails what we wrote to the customer
 */
record Traces(
        JsonNode order,
        List<JsonNode> authorizations,
        List<JsonNode> receipts,
        List<JsonNode> creditMemos,
        List<JsonNode> customerRefunds,
        List<JsonNode> tickets,
        List<JsonNode> parcels,
        List<JsonNode> mails) {

    List<JsonNode> shopReturns() {
        return all(order.get("returns"));
    }

    List<JsonNode> shopRefunds() {
        return all(order.get("refunds"));
    }

    /** What the customer paid, shipping included. */
    BigDecimal paid() {
        return amount(order, "total");
    }

    /** Price of one piece of the only line. */
    BigDecimal price() {
        return amount(order.at("/lines/0"), "price");
    }

    String language() {
        return order.get("locale").asText();
    }

    List<String> subjects() {
        return mails.stream().map(mail -> mail.get("subject").asText()).toList();
    }

    /** Texts of the messages in all tickets, oldest first. */
    List<String> notes() {
        return messages().map(message -> message.get("body_text").asText()).toList();
    }

    Stream<JsonNode> messages() {
        return tickets.stream().flatMap(ticket -> all(ticket.path("messages")).stream());
    }

    static List<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    static BigDecimal amount(JsonNode node, String field) {
        return new BigDecimal(node.get(field).asText());
    }
}
