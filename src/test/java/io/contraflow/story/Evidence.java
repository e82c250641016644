package io.contraflow.story;

import static io.contraflow.story.Traces.all;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What all simulated systems held at one moment, sorted by order without asking Contraflow. */
final class Evidence {
    private static final String SENDER = "returns@shop.example";
    private final JsonNode shop;
    private final JsonNode books;
    private final JsonNode desk;
    private final JsonNode carrier;
    private final JsonNode mails;

    private Evidence(SimulatedWorld world) {
        shop = world.state("shopify");
        books = world.state("netsuite");
        desk = world.state("gorgias");
        carrier = world.state("happy-returns");
        mails = world.mails("");
    }

    static Evidence of(SimulatedWorld world) {
        return new Evidence(world);
    }

    Traces about(String name) {
        JsonNode order = all(shop.get("orders")).stream()
                .filter(one -> one.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the shop has no order " + name));
        String email = order.get("email").asText();
        List<JsonNode> authorizations = all(books.get("returnAuthorization")).stream()
                .filter(one -> one.path("otherRefNum").asText().equals(name))
                .toList();
        // Of what the customer keeps there is no authorization.
        List<JsonNode> creditMemos = all(books.get("creditMemo")).stream()
                .filter(one -> one.path("otherRefNum").asText().equals(name)
                        || madeFrom(authorizations, "creditMemo").contains(one))
                .toList();
        return new Traces(
                order,
                authorizations,
                madeFrom(authorizations, "itemReceipt"),
                creditMemos,
                madeFrom(creditMemos, "customerRefund"),
                having(desk.get("tickets"), "/customer/email", email),
                having(carrier.path("returns"), "/items/0/orderNumber", name),
                // The carrier writes to the customer too.
                having(mails, "/to", email).stream()
                        .filter(mail -> mail.get("from").asText().equals(SENDER))
                        .toList());
    }

    private List<JsonNode> madeFrom(List<JsonNode> sources, String kind) {
        Set<String> ids =
                sources.stream().map(source -> source.get("id").asText()).collect(Collectors.toSet());
        return all(books.get(kind)).stream()
                .filter(one -> ids.contains(one.path("createdFrom").asText()))
                .toList();
    }

    private static List<JsonNode> having(JsonNode list, String field, String value) {
        return all(list).stream()
                .filter(one -> one.at(field).asText().equalsIgnoreCase(value))
                .toList();
    }

    /** Pieces on hand in the ERP, by item and location. */
    int onHand(String item, String location) {
        return books.get("stock").get(item + "@" + location).intValue();
    }

    /** Pieces that the shop offers. */
    int offered(String sku) {
        return having(shop.get("stock"), "/sku", sku).get(0).get("available").asInt();
    }

    int adjustments() {
        return books.get("inventoryAdjustment").size();
    }
}
