package io.contraflow.sandbox.happyreturns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a merchant's program asks of returns that exist: search, approval, expiry, contents, subscriptions. */
final class PartnerApi {
    private static final Set<String> CONDITIONS = Set.of("damaged", "sellable", "missing", "wrong-item");
    private static final Set<String> WEBHOOK_TYPES =
            Set.of(Notices.TYPE, "return.label.update", "outbound_shipment.asn");
    private static final List<String> CRITERIA = List.of("orderNumber", "email", "happyReturnsExpressCode");
    private static final int PAGE = 100;
    private static final int MOST_ITEMS = 1000;

    private final Shelf shelf;
    private final Journey journey;
    private final List<ObjectNode> subscriptions = new ArrayList<>();

    PartnerApi(Shelf shelf, Journey journey) {
        this.shelf = shelf;
        this.journey = journey;
    }

    void subscribe(String url) {
        subscriptions.clear();
        subscriptions.add(Json.object().put("id", "1").put("type", Notices.TYPE).put("url", url));
    }

    /** Nothing found is an empty 204, not an empty list. */
    Answer search(JsonNode body) {
        retailer(body, "happyReturnsRetailerID");
        List<String> given = CRITERIA.stream().filter(body::hasNonNull).toList();
        if (given.size() != 1) {
            throw new Refused(400, "exactly one of orderNumber, email, happyReturnsExpressCode is required");
        }
        String value = body.path(given.get(0)).asText();
        List<ReturnedGoods> found =
                switch (given.get(0)) {
                    case "orderNumber" -> shelf.byOrder(value);
                    case "email" -> shelf.byEmail(value);
                    default -> shelf.byCode(value).stream().toList();
                };
        List<ObjectNode> items = found.stream()
                .flatMap(goods ->
                        goods.items.stream().map(item -> item.show(goods).put("status", goods.stage.word)))
                .toList();
        return items.isEmpty()
                ? Answer.empty(204)
                : page(items, body.path("cursor").asInt(0));
    }

    Answer rma(String id, String action, JsonNode body) {
        ReturnedGoods goods = shelf.rma(id);
        return switch (action) {
            case "expire" -> {
                if (goods.stage != Stage.STARTED && goods.stage != Stage.EXPIRED) {
                    throw new Refused(409, "return has been dropped off and cannot expire");
                }
                journey.expire(goods);
                yield Answer.json(200, Json.object());
            }
            case "approve" -> approve(goods, body);
            default -> throw new Refused(404, "not found");
        };
    }

    /** Refunds what is approved; there is no way back. */
    private Answer approve(ReturnedGoods goods, JsonNode body) {
        if (!body.path("returning").isArray() || body.get("returning").isEmpty()) {
            throw new Refused(400, "returning is required");
        }
        List<Runnable> changes = new ArrayList<>();
        for (JsonNode line : body.get("returning")) {
            Shelf.Piece piece = shelf.piece(line.path("happyReturnsItemID").asText());
            String condition = line.path("condition").asText("");
            if (piece.goods() != goods || !line.path("approve").isBoolean()) {
                throw new Refused(400, "happyReturnsItemID of this return and approve are required");
            }
            if (!condition.isEmpty() && !CONDITIONS.contains(condition)) {
                throw new Refused(400, "condition must be one of damaged, sellable, missing, wrong-item");
            }
            changes.add(() -> {
                piece.item().outcome = condition.isEmpty() ? piece.item().outcome : condition;
                if (line.get("approve").asBoolean()) {
                    piece.item().refunded = true;
                    journey.approve(goods, piece.item());
                }
            });
        }
        changes.forEach(Runnable::run);
        return Answer.json(200, Json.object());
    }

    Answer contents(JsonNode body) {
        if (!body.isArray()) {
            throw new Refused(400, "an array is required");
        }
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode part : body) {
            retailer(part, "happyReturnsRetailerID");
            part.path("items").forEach(items::add);
        }
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new Refused(400, "between 1 and " + MOST_ITEMS + " items are required");
        }
        List<Runnable> changes = new ArrayList<>();
        for (JsonNode item : items) {
            String id = item.path("happyReturnsItemID").asText();
            if (!id.equals("unidentified")) {
                Shelf.Piece piece = shelf.piece(id);
                changes.add(() ->
                        piece.item().disposition = item.path("disposition").asText());
            } else if (!item.hasNonNull("unidentifiedItemType") || !item.hasNonNull("unidentifiedItemIndex")) {
                throw new Refused(400, "unidentifiedItemType and unidentifiedItemIndex are required");
            }
        }
        changes.forEach(Runnable::run);
        return Answer.json(200, Json.object());
    }

    Answer webhooks(Call call) {
        if (call.method().equals("POST")) {
            JsonNode body = call.json();
            if (!WEBHOOK_TYPES.contains(body.path("type").asText()) || !body.hasNonNull("url")) {
                throw new Refused(400, "type and url are required");
            }
            ObjectNode subscription = Json.object().put("id", String.valueOf(subscriptions.size() + 1));
            subscription.put("type", body.get("type").asText());
            subscription.put("url", body.get("url").asText());
            subscriptions.add(subscription);
            return Answer.json(201, subscription);
        }
        ObjectNode node = Json.object();
        node.putArray("webhooks").addAll(subscriptions);
        return Answer.json(200, node);
    }

    static void retailer(JsonNode body, String... names) {
        boolean named =
                Stream.of(names).anyMatch(name -> body.path(name).asText().equals(HappyReturnsSystem.RETAILER));
        if (!named) {
            throw new Refused(400, names[0] + " is not a retailer of this key");
        }
    }

    private static Answer page(List<ObjectNode> items, int from) {
        ObjectNode node = Json.object();
        ArrayNode shown = node.putArray("items");
        items.stream().skip(from).limit(PAGE).forEach(shown::add);
        if (from + PAGE < items.size()) {
            node.put("cursor", String.valueOf(from + PAGE));
        }
        return Answer.json(200, node);
    }
}
