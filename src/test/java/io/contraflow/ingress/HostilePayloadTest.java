package io.contraflow.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Truly signed events whose fields have every wrong type: taken or refused, and none of them stops the others. */
class HostilePayloadTest extends RunningTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String SECRET = "sandbox-secret";
    private static final List<String> WRONG = List.of(
            "null",
            "true",
            "-1",
            "0.1",
            "1e400",
            "1e999999999",
            "9".repeat(300),
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[null]]",
            "{\"id\":{\"id\":[]}}");
    private static final List<String> NAUGHTY = List.of(
            "undefined",
            "NaN",
            "../../../../etc/passwd",
            "'; drop table inbox; --",
            "${jndi:ldap://127.0.0.1/a}",
            "{{contraflow.login.password}}",
            "#{T(java.lang.Runtime).getRuntime().exit(1)}",
            "<script>alert(1)</script>",
            "a\u0000b\r\nX-Injected: yes",
            "\u202Etxet\u202C",
            "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
            "Ｔｈｅ　ｑｕｉｃｋ",
            "gid://shopify/Return/99999999999999999999999999",
            "1e999999999",
            "-1e-999999999",
            "y".repeat(50_000));

    @Autowired
    JdbcClient db;

    @Value("http://127.0.0.1:${server.port}")
    URI address;

    @Test
    void noFormOfAShopEventStopsTheShop() throws Exception {
        JsonNode order = StreamSupport.stream(playedOrders().spliterator(), false)
                .filter(one -> one.has("returns") && !one.get("returns").isEmpty())
                .findFirst()
                .orElseThrow();
        ShopifyWebhooks store = new ShopifyWebhooks(address, SECRET);
        ObjectNode request = ShopifyWebhooks.request(order);
        JsonNode refund = JSON.readTree(
                "{\"id\":5,\"order_id\":6,\"note\":\"n\",\"return\":{\"id\":1,"
                        + "\"admin_graphql_api_id\":\"gid://shopify/Return/1\"},\"refund_line_items\":[{\"id\":1}],"
                        + "\"transactions\":[{\"kind\":\"refund\",\"status\":\"success\",\"amount\":\"1.00\",\"currency\":\"EUR\"}]}");
        List<Sent> sent = new ArrayList<>();
        variants(request).forEach(body -> sent.add(new Sent("returns/request", body)));
        variants(moved(request)).forEach(body -> sent.add(new Sent("returns/close", body)));
        variants(refund).forEach(body -> sent.add(new Sent("refunds/create", body)));
        for (Sent one : sent) {
            Web.Answer answer = store.post(
                    one.topic(), UUID.randomUUID().toString(), one.body().getBytes(StandardCharsets.UTF_8));
            assertThat(answer.status()).as("%s %.300s", one.topic(), one.body()).isEqualTo(202);
        }
        theInboxOf("shopify").isWorkedOff();
        aReturnRunsToItsEnd();
    }

    @Test
    void noFormOfACarrierEventStopsTheCarrier() throws Exception {
        JsonNode event = JSON.readTree("{\"event\":\"return_status_updated\",\"typeID\":\"inspected\","
                + "\"webhookType\":\"return\",\"otherEvents\":[{\"event\":\"return_status_updated\","
                + "\"typeID\":\"received\"}],\"items\":[{\"orderNumber\":\"#1\",\"externalRMAID\":\"RMA-1\","
                + "\"happyReturnsItemID\":\"it\",\"inspectionOutcome\":\"sellable\",\"sku\":\"MUG-WHT\","
                + "\"orderLineItemID\":\"1-0-1\",\"happyReturnsExpressCode\":\"HR1\"}]}");
        Web web = new Web(address, "");
        for (String body : variants(event).toList()) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            Web.Answer answer = web.send("POST", "/webhooks/happy-returns", bytes, "X-Hr-Signature", hex(bytes));
            assertThat(answer.status()).as("%.300s", body).isEqualTo(202);
        }
        theInboxOf("happy-returns").isWorkedOff();
        aReturnRunsToItsEnd();
    }

    private static JsonNode moved(ObjectNode request) {
        ObjectNode moved = JSON.createObjectNode();
        moved.set("id", request.get("id"));
        moved.set("admin_graphql_api_id", request.get("admin_graphql_api_id"));
        moved.set("order_id", request.at("/order/id"));
        return moved.put("status", "closed");
    }

    private record Sent(String topic, String body) {}

    private JsonNode playedOrders() {
        world.play("declined", 1);
        return world.state("shopify").get("orders");
    }

    /** The payload with each of its fields, one after the other, replaced by each wrong thing, and left out. */
    private static Stream<String> variants(JsonNode payload) throws Exception {
        List<String> variants = new ArrayList<>();
        for (JsonPointer field : fields(payload, JsonPointer.empty())) {
            for (String wrong : WRONG) {
                variants.add(replaced(payload, field, JSON.readTree(wrong)));
            }
            if (payload.at(field).isTextual()) {
                NAUGHTY.forEach(text -> variants.add(
                        replaced(payload, field, JSON.getNodeFactory().textNode(text))));
            }
            variants.add(replaced(payload, field, null));
        }
        return variants.stream();
    }

    private static String replaced(JsonNode payload, JsonPointer field, JsonNode value) {
        JsonNode copy = payload.deepCopy();
        JsonNode parent = copy.at(field.head());
        if (parent instanceof ObjectNode object) {
            object.set(field.last().getMatchingProperty(), value);
        } else if (value == null) {
            ((ArrayNode) parent).remove(field.last().getMatchingIndex());
        } else {
            ((ArrayNode) parent).set(field.last().getMatchingIndex(), value);
        }
        if (value == null && parent instanceof ObjectNode object) {
            object.remove(field.last().getMatchingProperty());
        }
        return copy.toString();
    }

    private static List<JsonPointer> fields(JsonNode node, JsonPointer at) {
        List<JsonPointer> fields = new ArrayList<>();
        node.properties().forEach(field -> {
            JsonPointer here = at.appendProperty(field.getKey());
            fields.add(here);
            fields.addAll(fields(field.getValue(), here));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            JsonPointer here = at.appendIndex(i);
            fields.add(here);
            fields.addAll(fields(node.get(i), here));
        }
        return fields;
    }

    private record Inbox(JdbcClient db, String connector) {
        /** All were taken: done, ignored or laid before a person; only a return that may turn up is waited for. */
        void isWorkedOff() {
            await().atMost(Duration.ofMinutes(4)).untilAsserted(() -> assertThat(
                            db.sql("select topic, error from inbox e where connector = :connector and state = 'WAITING'"
                                            + " and coalesce(error, '') not like '%is not known yet' and not exists"
                                            + " (select 1 from inbox p where p.lane = e.lane and p.state = 'WAITING'"
                                            + " and p.seq < e.seq)")
                                    .param("connector", connector)
                                    .query((row, number) -> row.getString(1) + ": " + row.getString(2))
                                    .list())
                    .isEmpty());
        }
    }

    private Inbox theInboxOf(String connector) {
        return new Inbox(db, connector);
    }

    private void aReturnRunsToItsEnd() {
        String order = world.play("happy-path", 1).get(0);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(contraflow.statusOf(order)).isEqualTo("CLOSED"));
    }

    private static String hex(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
