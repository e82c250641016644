package io.contraflow.flow.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.SimulatedWorld;
import io.contraflow.story.Web;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.ProducerTemplate;

/** What people do in the systems behind our back, through the systems' own interfaces. */
public final class Tampering {
    private static final String RECORD = "/services/rest/record/v1/";
    private final SimulatedWorld world;
    private final ProducerTemplate routes;

    /** @param routes signs the calls to the ERP */
    public Tampering(SimulatedWorld world, ProducerTemplate routes) {
        this.world = world;
        this.routes = routes;
    }

    // --- the shop

    JsonNode shop(String query, Map<String, ?> variables) {
        Web.Answer login = world.web()
                .send(
                        "POST",
                        "/shopify/admin/oauth/access_token",
                        "grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret",
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        Web.Answer answer = world.web()
                .send(
                        "POST",
                        "/shopify/admin/api/2026-10/graphql.json",
                        Map.of("query", query, "variables", variables),
                        "X-Shopify-Access-Token",
                        login.body().path("access_token").asText());
        assertThat(answer.body().path("errors").isMissingNode())
                .as(answer.body().toString())
                .isTrue();
        answer.body().path("data").forEach(payload -> assertThat(payload.path("userErrors"))
                .as(payload.toString())
                .isEmpty());
        return answer.body().path("data");
    }

    void reopen(JsonNode whole) {
        shop(
                "mutation($id: ID!) { returnReopen(id: $id) { return { status } userErrors { message } } }",
                Map.of("id", ref(whole, "shopify", "return")));
    }

    /** Somebody refunds the return in the shop's admin, as we would have. */
    public void processByHand(JsonNode whole) {
        String id = ref(whole, "shopify", "return");
        JsonNode lines = shop(
                        "query($id: ID!) { return(id: $id) { returnLineItems(first: 10) { nodes { id quantity } } } }",
                        Map.of("id", id))
                .at("/return/returnLineItems/nodes");
        Map<String, Object> transaction = Map.of(
                "parentId",
                whole.at("/details/order/payments/0/id").asText(),
                "transactionAmount",
                Map.of(
                        "amount",
                        whole.at("/details/settlement/refund/amount").asText(),
                        "currencyCode",
                        whole.at("/details/settlement/refund/currency").asText()));
        shop(
                "mutation($input: ReturnProcessInput!) { returnProcess(input: $input)"
                        + " { return { id } userErrors { field message } } }",
                Map.of(
                        "input",
                        Map.of(
                                "returnId",
                                id,
                                "returnLineItems",
                                lines,
                                "financialTransfer",
                                Map.of("issueRefund", Map.of("orderTransactions", List.of(transaction))))));
    }

    void refundByHand(JsonNode whole, String amount) {
        String order = whole.at("/details/order/id").asText();
        Map<String, Object> money = Map.of(
                "orderId",
                order,
                "gateway",
                "shopify_payments",
                "kind",
                "REFUND",
                "amount",
                amount,
                "parentId",
                whole.at("/details/order/payments/0/id").asText());
        shop(
                "mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key)"
                        + " { refund { id } userErrors { field message } } }",
                Map.of("input", Map.of("orderId", order, "transactions", List.of(money)), "key", order));
    }

    String shopStatus(JsonNode whole) {
        return shop("query($id: ID!) { return(id: $id) { status } }", Map.of("id", ref(whole, "shopify", "return")))
                .at("/return/status")
                .asText();
    }

    // --- the helpdesk

    void reopenTicket(JsonNode whole) {
        assertThat(desk("PUT", ref(whole, "gorgias", "ticket"), Map.of("status", "open"))
                        .status())
                .isEqualTo(200);
    }

    void deleteTicket(JsonNode whole) {
        assertThat(desk("DELETE", ref(whole, "gorgias", "ticket"), null).status())
                .isEqualTo(204);
    }

    String ticketStatus(JsonNode whole) {
        return desk("GET", ref(whole, "gorgias", "ticket"), null)
                .body()
                .path("status")
                .asText();
    }

    private Web.Answer desk(String method, String ticket, Object body) {
        String login = Base64.getEncoder().encodeToString("bot@contraflow.test:sandbox-key".getBytes());
        return world.web().send(method, "/gorgias/api/tickets/" + ticket, body, "Authorization", "Basic " + login);
    }

    // --- the carrier

    /** Gives out a second label for a return. */
    void labelAgain(JsonNode whole) {
        JsonNode line = whole.at("/details/lines/0");
        Map<String, Object> piece = Map.of(
                "order_number",
                whole.at("/details/order/name").asText(),
                "order_line_item_id",
                line.path("orderLineId").asText().replaceAll(".*/", ""),
                "sku",
                line.path("sku").asText(),
                "return_reason",
                "other",
                "external_rma_id",
                whole.at("/details/number").asText());
        Map<String, Object> body = Map.of(
                "retailer_id",
                "demo-shop",
                "email",
                "eve@example.test",
                "return_fee",
                0,
                "dropoff_method_id",
                "return-bar",
                "dropoff_methods_offered",
                List.of("return-bar"),
                "returning",
                List.of(piece));
        Object answer = call("happy-returns", Map.of("method", "POST", "path", "/create_return", "body", body));
        assertThat(answer).isNotNull();
    }

    List<String> labels(JsonNode whole) {
        String number = whole.at("/details/number").asText();
        return StreamSupport.stream(world.state("happy-returns").path("returns").spliterator(), false)
                .filter(goods ->
                        number.equals(goods.at("/items/0/externalRMAID").asText()))
                .map(goods -> goods.path("status").asText())
                .toList();
    }

    // --- the ERP

    private Map<?, ?> call(String connector, Map<String, ?> request) {
        return routes.requestBody("direct:" + connector + "-call", request, Map.class);
    }

    private Map<?, ?> erp(String method, String path, Object body) {
        Map<String, Object> request = new LinkedHashMap<>(Map.of("method", method, "path", RECORD + path));
        if (body != null) {
            request.put("body", body);
        }
        return call("netsuite", request);
    }

    /** The records of a kind that were made from an authorization, newest first. */
    List<JsonNode> records(String kind, JsonNode whole) {
        String authorization = authorization(whole).path("id").asText();
        List<JsonNode> found = new ArrayList<>();
        world.state("netsuite").path(kind).forEach(one -> {
            if (authorization.equals(one.path("createdFrom").asText())) {
                found.add(0, one);
            }
        });
        return found;
    }

    JsonNode authorization(JsonNode whole) {
        return external("returnAuthorization", "cf-" + id(whole) + "-rma");
    }

    private JsonNode external(String kind, String externalId) {
        for (JsonNode one : world.state("netsuite").path(kind)) {
            if (externalId.equals(one.path("externalId").asText())) {
                return one;
            }
        }
        return world.web().send("GET", "/sandbox/nothing", null).body().path("missing");
    }

    void delete(String kind, String externalId) {
        erp("DELETE", kind + "/eid:" + externalId, null);
    }

    void deleteRefund(JsonNode whole) {
        delete("customerRefund", "cf-" + id(whole) + "-rfnd");
    }

    void deleteCredit(JsonNode whole) {
        deleteRefund(whole);
        delete("creditMemo", "cf-" + id(whole) + "-cm");
    }

    void deleteReceipts(JsonNode whole) {
        deleteCredit(whole);
        records("itemReceipt", whole)
                .forEach(receipt ->
                        erp("DELETE", "itemReceipt/" + receipt.path("id").asText(), null));
    }

    void deleteAuthorization(JsonNode whole) {
        delete("returnAuthorization", "cf-" + id(whole) + "-rma");
    }

    void deleteAdjustments(JsonNode whole) {
        for (JsonNode delivery : whole.path("deliveries")) {
            if (delivery.path("operation").asText().equals("receive-items")) {
                delete("inventoryAdjustment", "cf-wo-" + delivery.path("id").asText());
            }
        }
    }

    void expectMore(JsonNode whole) {
        JsonNode line = authorization(whole).at("/lines/0");
        Map<String, Object> more = Map.of(
                "line",
                line.path("line").asInt(),
                "quantity",
                line.path("quantity").asInt() + 1);
        erp("PATCH", "returnAuthorization/eid:cf-" + id(whole) + "-rma", items(List.of(more)));
    }

    /** Credits the customer once more; answers the id of the credit memo. */
    String creditByHand(JsonNode whole, double amount) {
        Map<?, ?> authorization = (Map<?, ?>) erp("GET", "returnAuthorization/eid:cf-" + id(whole) + "-rma", null)
                .get("body");
        Map<String, Object> memo = new LinkedHashMap<>(items(List.of(Map.of(
                "item",
                Map.of("id", authorization(whole).at("/lines/0/item").asText()),
                "quantity",
                1,
                "grossAmt",
                amount))));
        memo.put("entity", Map.of("id", ((Map<?, ?>) authorization.get("entity")).get("id")));
        memo.put("otherRefNum", whole.at("/details/order/name").asText());
        memo.put("memo", "goodwill " + whole.at("/details/number").asText());
        return String.valueOf(erp("POST", "creditMemo", memo).get("id"));
    }

    void deleteCreditMemo(String id) {
        erp("DELETE", "creditMemo/" + id, null);
    }

    /** Books less as paid out than was credited. */
    void payLess(JsonNode whole, double less) {
        deleteRefund(whole);
        pay(whole, refund(whole) - less);
    }

    private void pay(JsonNode whole, double amount) {
        String memo =
                external("creditMemo", "cf-" + id(whole) + "-cm").path("id").asText();
        Map<String, Object> refund = Map.of(
                "externalId",
                "cf-" + id(whole) + "-rfnd",
                "account",
                Map.of("id", "128"),
                "paymentOption",
                Map.of("id", "7"),
                "handlingMode",
                Map.of("id", "SAVE_ONLY"),
                "apply",
                Map.of("items", List.of(Map.of("doc", Map.of("id", memo), "apply", true, "amount", cents(amount)))));
        assertThat(erp("POST", "creditMemo/" + memo + "/!transform/customerRefund", refund)
                        .get("id"))
                .isNotNull();
    }

    /** Credits the same in all, but more of it as shipping. */
    void moveIntoShipping(JsonNode whole, double more) {
        deleteCredit(whole);
        double amount = cents(whole.at("/details/settlement/shipping/amount").asDouble() + more);
        JsonNode line = authorization(whole).at("/lines/0");
        Map<String, Object> goods = Map.of(
                "orderLine",
                line.path("line").asInt(),
                "quantity",
                line.path("quantity").asInt(),
                "grossAmt",
                cents(refund(whole) - amount));
        Map<String, Object> memo = new LinkedHashMap<>(
                items(List.of(goods, Map.of("item", Map.of("id", "3902"), "quantity", 1, "grossAmt", amount))));
        memo.put("externalId", "cf-" + id(whole) + "-cm");
        memo.put("otherRefNum", whole.at("/details/order/name").asText());
        String path = "returnAuthorization/" + authorization(whole).path("id").asText() + "/!transform/creditMemo";
        assertThat(erp("POST", path, memo).get("id")).isNotNull();
        pay(whole, refund(whole));
    }

    private static Map<String, Object> items(List<Map<String, Object>> lines) {
        return Map.of("item", Map.of("items", lines));
    }

    private static double refund(JsonNode whole) {
        return whole.at("/details/settlement/refund/amount").asDouble();
    }

    private static double cents(double amount) {
        return Math.round(amount * 100) / 100.0;
    }

    private static String id(JsonNode whole) {
        return whole.at("/details/id").asText();
    }

    private static String ref(JsonNode whole, String connector, String kind) {
        return whole.at("/refs/" + connector + "/" + kind).asText();
    }
}
