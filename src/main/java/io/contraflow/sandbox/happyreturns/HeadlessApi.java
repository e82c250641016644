package io.contraflow.sandbox.happyreturns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.Mails;
import io.contraflow.sandbox.World;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a merchant with a portal of their own asks: who may return how, and real returns. */
final class HeadlessApi {
    private static final Set<String> METHODS =
            Set.of("return-bar", "in-store", "mail", "mail-nolabel", "mail-nobox-nolabel");
    private static final Set<String> OFFERED = Set.of(
            "return-bar",
            "in-store",
            "mail",
            "mail-nolabel",
            "mail-nobox-nolabel",
            "mail-shopper-provided",
            "home-pickup",
            "other");
    private static final String CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int CODE_LENGTH = 6;
    private static final int MOST_AT_BAR = 9;

    private final World world;
    private final Shelf shelf;
    private final Journey journey;
    private final Mails mails;
    private final SecureRandom random = new SecureRandom();

    HeadlessApi(World world, Shelf shelf, Journey journey, Mails mails) {
        this.world = world;
        this.shelf = shelf;
        this.journey = journey;
        this.mails = mails;
    }

    Answer eligibility(JsonNode body) {
        checked(body);
        ObjectNode node = Json.object().put("eligible", true);
        ArrayNode methods = node.putArray("dropoff_methods_offered");
        List.of("return-bar", "mail").forEach(methods::add);
        return Answer.json(200, node);
    }

    /** A real return: mails the shopper and cannot be asked for twice safely. */
    Answer create(JsonNode body) {
        PartnerApi.retailer(body, "retailer_id");
        checked(body);
        String method = body.path("dropoff_method_id").asText("return-bar");
        if (!METHODS.contains(method)) {
            throw new Refused(400, "unknown dropoff_method_id " + method);
        }
        for (JsonNode offered : body.path("dropoff_methods_offered")) {
            if (!OFFERED.contains(offered.asText())) {
                throw new Refused(400, "unknown dropoff method " + offered.asText());
            }
        }
        if (method.equals("return-bar") && body.get("returning").size() > MOST_AT_BAR) {
            throw new Refused(400, "a Return Bar takes at most " + MOST_AT_BAR + " items");
        }
        String code = code();
        String tracking = method.startsWith("mail") ? "1Z999AA1" + world.nextId() : "";
        ReturnedGoods goods = new ReturnedGoods(
                UUID.randomUUID().toString(),
                "rma_" + Long.toString(world.nextId(), Character.MAX_RADIX),
                code,
                body.get("email").asText(),
                method,
                tracking,
                world.now());
        addItems(goods, body.get("returning"));
        journey.start(goods);
        String picture = world.uri() + "/happy-returns/qr/" + code + ".png";
        mail(goods, picture);
        ObjectNode answer = Json.object().put("rma_id", goods.rmaId).put("qr_code", picture);
        if (!tracking.isEmpty()) {
            answer.put("tracking_number", tracking).put("carrier", "UPS");
        }
        return Answer.json(200, answer);
    }

    private static void checked(JsonNode body) {
        if (!body.hasNonNull("email")) {
            throw new Refused(400, "email is required");
        }
        if (!body.path("returning").isArray() || body.get("returning").isEmpty()) {
            throw new Refused(400, "returning is required");
        }
        for (JsonNode item : body.get("returning")) {
            if (!item.isObject() || !item.hasNonNull("order_number") || !item.hasNonNull("order_line_item_id")) {
                throw new Refused(400, "order_number and order_line_item_id are required for every item");
            }
        }
    }

    private void addItems(ReturnedGoods goods, JsonNode returning) {
        Map<String, List<JsonNode>> byLine = new LinkedHashMap<>();
        for (JsonNode item : returning) {
            byLine.computeIfAbsent(item.get("order_number").asText() + "/" + line(item), key -> new ArrayList<>())
                    .add(item);
        }
        for (List<JsonNode> pieces : byLine.values()) {
            String order = pieces.get(0).get("order_number").asText();
            String line = line(pieces.get(0));
            int offset = shelf.nextOffset(order, line, pieces.size());
            int total = offset + pieces.size();
            for (JsonNode piece : pieces) {
                goods.items.add(new Item(
                        "it_" + world.nextId(), order, line + "-" + offset++ + "-" + total, (ObjectNode) piece));
            }
        }
    }

    /** Only the shop's line id: offset and total are counted here. */
    private static String line(JsonNode item) {
        String id = item.get("order_line_item_id").asText();
        int hyphen = id.indexOf('-');
        return hyphen < 0 ? id : id.substring(0, hyphen);
    }

    private String code() {
        StringBuilder code = new StringBuilder("HR");
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(CODE_LETTERS.charAt(random.nextInt(CODE_LETTERS.length())));
        }
        return shelf.byCode(code.toString()).isPresent() ? code() : code.toString();
    }

    private void mail(ReturnedGoods goods, String picture) {
        String text = goods.tracking.isEmpty()
                ? "Show this code at any Return Bar: " + goods.code + "\n" + picture
                : "Print your label and hand the parcel to UPS. Tracking number: " + goods.tracking;
        mails.keep(new Mails.Mail(
                "no-reply@happyreturns.test", goods.email, "Your return " + goods.code, world.now(), text, null));
    }
}
