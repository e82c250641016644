package io.contraflow.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the simulated shop as its app does. */
final class ShopClient {
    static final String GRAPHQL = "/shopify/admin/api/2026-10/graphql.json";
    private static final String ORDER = "query($id: ID!) { order(id: $id) { id name displayFinancialStatus returnStatus"
            + " netPaymentSet { shopMoney { amount } } lineItems(first: 5) { nodes { id refundableQuantity } }"
            + " fulfillments(first: 5) { fulfillmentLineItems(first: 5) { nodes { id } } } transactions(first: 5) { id kind } } }";

    private final SandboxClient http;
    private final String token;

    ShopClient(URI sandbox) throws IOException, InterruptedException {
        http = new SandboxClient(sandbox);
        HttpResponse<String> answer = http.send(
                "POST",
                "/shopify/admin/oauth/access_token",
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret");
        token = SandboxClient.json(answer).path("access_token").asText();
    }

    SandboxClient http() {
        return http;
    }

    HttpResponse<String> raw(String accessToken, String query) throws IOException, InterruptedException {
        return http.send(
                "POST",
                GRAPHQL,
                Map.of("Content-Type", "application/json", "X-Shopify-Access-Token", accessToken),
                new String(Json.bytes(Map.of("query", query)), StandardCharsets.UTF_8));
    }

    JsonNode call(String query, Map<String, ?> variables) throws IOException, InterruptedException {
        byte[] body = Json.bytes(Map.of("query", query, "variables", variables));
        return SandboxClient.json(http.send(
                "POST",
                GRAPHQL,
                Map.of("Content-Type", "application/json", "X-Shopify-Access-Token", token),
                new String(body, StandardCharsets.UTF_8)));
    }

    /** Runs a returns mutation with its input and answers its payload. */
    JsonNode mutate(String mutation, String inputType, Map<String, ?> input) throws IOException, InterruptedException {
        String query = "mutation($input: " + inputType + "!) { " + mutation
                + "(input: $input) { return { id name status } userErrors { field message code } } }";
        return call(query, Map.of("input", input)).path("data").path(mutation);
    }

    /** Runs a mutation that takes only the return's id. */
    JsonNode move(String mutation, String id) throws IOException, InterruptedException {
        String query =
                "mutation($id: ID!) { " + mutation + "(id: $id) { return { status } userErrors { message code } } }";
        return call(query, Map.of("id", id)).path("data").path(mutation);
    }

    JsonNode refund(Map<String, ?> input, String key) throws IOException, InterruptedException {
        String query =
                "mutation($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key)"
                        + " { refund { id } userErrors { field message } } }";
        return call(query, Map.of("input", input, "key", key)).path("data").path("refundCreate");
    }

    JsonNode buy(String sku, int quantity) throws IOException, InterruptedException {
        JsonNode bought = http.post("/sandbox/orders", Map.of("sku", sku, "quantity", quantity));
        return order("gid://shopify/Order/" + bought.path("id").asText());
    }

    /** One piece, so much of it paid by gift card and the rest by card. */
    JsonNode buyPartlyByGiftCard(String sku, String amount) throws IOException, InterruptedException {
        JsonNode bought = http.post("/sandbox/orders", Map.of("sku", sku, "quantity", 1, "byGiftCard", amount));
        return order("gid://shopify/Order/" + bought.path("id").asText());
    }

    JsonNode order(String id) throws IOException, InterruptedException {
        return call(ORDER, Map.of("id", id)).path("data").path("order");
    }

    String request(JsonNode order, int quantity) throws IOException, InterruptedException {
        Map<String, Object> line = new HashMap<>();
        line.put(
                "fulfillmentLineItemId",
                order.at("/fulfillments/0/fulfillmentLineItems/nodes/0/id").asText());
        line.put("quantity", quantity);
        line.put("returnReasonDefinitionId", "gid://shopify/ReturnReasonDefinition/7");
        JsonNode payload = mutate(
                "returnRequest",
                "ReturnRequestInput",
                Map.of("orderId", order.path("id").asText(), "returnLineItems", List.of(line)));
        return payload.path("return").path("id").asText();
    }

    Map<String, Object> moneyBack(JsonNode order, String amount) {
        String id = order.path("id").asText();
        return Map.of(
                "orderId",
                id,
                "transactions",
                List.of(Map.of(
                        "orderId",
                        id,
                        "gateway",
                        "shopify_payments",
                        "kind",
                        "REFUND",
                        "amount",
                        amount,
                        "parentId",
                        order.at("/transactions/0/id").asText())));
    }
}
