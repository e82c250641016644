package io.contraflow.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import io.contraflow.sandbox.WebhookReceiver;
import io.contraflow.sandbox.WebhookReceiver.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShopifySandboxTest {
    private static WebhookReceiver receiver;
    private static Sandbox sandbox;
    private static ShopClient shop;

    @BeforeAll
    static void start() throws Exception {
        receiver = new WebhookReceiver();
        sandbox = Sandbox.start(new SandboxOptions(0, receiver.uri(), "sandbox-secret", 60, 0));
        shop = new ShopClient(sandbox.uri());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        receiver.close();
    }

    @AfterEach
    void calmDown() throws Exception {
        shop.http().put("/sandbox/shopify/limits", Map.of("maximum", 20_000, "restore", 1_000));
        receiver.forget();
    }

    @Test
    void aWrongTokenIsAnsweredWithAStringInsteadOfAList() throws Exception {
        HttpResponse<String> answer = shop.raw("shpat_wrong", "{ shop { name } }");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{\"errors\":\"[API] Invalid API key or access token");
    }

    @Test
    void aWrongClientSecretGetsNoToken() throws Exception {
        HttpResponse<String> answer = shop.http()
                .send(
                        "POST",
                        "/shopify/admin/oauth/access_token",
                        Map.of("Content-Type", "application/json"),
                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"sandbox-client\",\"client_secret\":\"wrong\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_client");
    }

    @Test
    void anUnknownFieldFailsTheWholeRequest() throws Exception {
        JsonNode answer = shop.call("query Q { shop { nmae } }", Map.of());
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("undefinedField");
        assertThat(answer.at("/errors/0/path/0").asText()).isEqualTo("query Q");
        assertThat(answer.has("data")).isFalse();
    }

    @Test
    void anUnknownReasonIsAnInvalidVariable() throws Exception {
        JsonNode answer = shop.call(
                "mutation($input: ReturnRequestInput!) { returnRequest(input: $input) { userErrors { message } } }",
                Map.of(
                        "input",
                        Map.of(
                                "orderId",
                                "gid://shopify/Order/1",
                                "returnLineItems",
                                List.of(Map.of(
                                        "fulfillmentLineItemId", "gid://shopify/FulfillmentLineItem/1",
                                        "quantity", 1,
                                        "returnReason", "BOREDOM")))));
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("INVALID_VARIABLE");
        assertThat(answer.at("/errors/0/extensions/problems/0/path/2").asText()).isEqualTo("returnReason");
        assertThat(answer.has("data")).isFalse();
    }

    @Test
    void anIdOfAnotherTypeIsATopLevelErrorAndAnUnknownOneIsNull() throws Exception {
        String query = "query($id: ID!) { return(id: $id) { id } }";
        JsonNode wrong = shop.call(query, Map.of("id", "gid://shopify/Order/1"));
        JsonNode unknown = shop.call(query, Map.of("id", "gid://shopify/Return/1"));
        assertThat(wrong.at("/errors/0/extensions/code").asText()).isEqualTo("RESOURCE_NOT_FOUND");
        assertThat(unknown.has("errors")).isFalse();
        assertThat(unknown.at("/data/return").isNull()).isTrue();
    }

    @Test
    void theStateMachineRefusesWhatTheRealOneRefuses() throws Exception {
        String id = shop.request(shop.buy("TEE-BLK-S", 1), 1);
        assertThat(shop.move("returnClose", id).at("/userErrors/0/message").asText())
                .isEqualTo("Return status is invalid.");
        assertThat(approve(id).at("/return/status").asText()).isEqualTo("OPEN");
        assertThat(approve(id).at("/userErrors/0/code").asText()).isEqualTo("INVALID_STATE");
        assertThat(decline(id).at("/userErrors/0/message").asText()).startsWith("Return is not declinable.");
        assertThat(shop.move("returnClose", id).at("/return/status").asText()).isEqualTo("CLOSED");
        assertThat(shop.move("returnClose", id).path("userErrors")).isEmpty();
        assertThat(shop.move("returnCancel", id).at("/userErrors/0/message").asText())
                .isEqualTo("Return is not cancelable.");
        assertThat(shop.move("returnReopen", id).at("/return/status").asText()).isEqualTo("OPEN");
    }

    @Test
    void ordersAreCountedUpToALimitOrAll() throws Exception {
        shop.buy("MUG-WHT", 1);
        shop.buy("MUG-WHT", 1);
        String since = "query: \"created_at:>='2026-01-01T00:00:00Z'\"";
        String count = " { count precision } }";
        JsonNode all = shop.call("{ ordersCount(limit: null, " + since + ")" + count, Map.of());
        assertThat(all.at("/data/ordersCount/count").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(all.at("/data/ordersCount/precision").asText()).isEqualTo("EXACT");
        JsonNode cut = shop.call("{ ordersCount(limit: 1, " + since + ")" + count, Map.of());
        assertThat(cut.at("/data/ordersCount").toString()).isEqualTo("{\"count\":1,\"precision\":\"AT_LEAST\"}");
        JsonNode none = shop.call("{ ordersCount(query: \"created_at:<'2020-01-01T00:00:00Z'\")" + count, Map.of());
        assertThat(none.at("/data/ordersCount/count").asInt()).isZero();
    }

    @Test
    void aDeclinedReturnGivesItsPiecesBack() throws Exception {
        JsonNode order = shop.buy("MUG-WHT", 1);
        String id = shop.request(order, 1);
        assertThat(shop.request(order, 1)).isEmpty();
        assertThat(decline(id).at("/return/status").asText()).isEqualTo("DECLINED");
        assertThat(shop.request(order, 1)).isNotEmpty();
    }

    @Test
    void processingActsTwiceUntilThePiecesAreUsedUp() throws Exception {
        JsonNode order = shop.buy("TEE-BLK-M", 2);
        String id = shop.request(order, 2);
        approve(id);
        Map<String, ?> input = processOnePiece(id, order, "19.99");
        assertThat(process(input).path("userErrors")).isEmpty();
        assertThat(process(input).path("userErrors")).isEmpty();
        assertThat(process(input).at("/userErrors/0/message").asText())
                .isEqualTo("Return line item has an invalid quantity.");
        JsonNode after = shop.order(order.path("id").asText());
        assertThat(after.at("/netPaymentSet/shopMoney/amount").asText()).isEqualTo("4.9");
        assertThat(after.path("displayFinancialStatus").asText()).isEqualTo("PARTIALLY_REFUNDED");
    }

    @Test
    void processingNeverPaysMoreThanWasPaid() throws Exception {
        JsonNode order = shop.buy("MUG-WHT", 1);
        String id = shop.request(order, 1);
        approve(id);
        JsonNode refused = process(processOnePiece(id, order, "100"));
        assertThat(refused.at("/userErrors/0/message").asText())
                .isEqualTo("Refund amount €100.00 is greater than net payment received €17.40");
        assertThat(process(processOnePiece(id, order, "17.40")).path("userErrors"))
                .isEmpty();
    }

    @Test
    void noPaymentGetsBackMoreThanItBrought() throws Exception {
        JsonNode order = shop.buyPartlyByGiftCard("MUG-WHT", "10.00");
        String id = shop.request(order, 1);
        approve(id);

        JsonNode refused = process(processOnePiece(id, order, "12.50"));

        assertThat(refused.at("/userErrors/0/message").asText())
                .as("the card paid 7.40 of 17.40")
                .contains("€12.50 is greater than the refundable amount €7.40");
        assertThat(process(processOnePiece(id, order, "7.40")).path("userErrors"))
                .isEmpty();
    }

    @Test
    void aRefundNeedsAnIdempotencyKey() throws Exception {
        JsonNode order = shop.buy("MUG-WHT", 1);
        JsonNode answer = shop.call(
                "mutation($input: RefundInput!) { refundCreate(input: $input) { refund { id } } }",
                Map.of("input", shop.moneyBack(order, "1.00")));
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_REQUEST");
        assertThat(answer.at("/errors/0/path/0").asText()).isEqualTo("refundCreate");
        assertThat(answer.at("/data/refundCreate").isNull()).isTrue();
    }

    @Test
    void aRepeatedKeyAnswersTheFirstRefundAndAnotherInputIsAMismatch() throws Exception {
        JsonNode order = shop.buy("MUG-WHT", 1);
        JsonNode first = shop.refund(
                shop.moneyBack(order, "5.00"), "key-1-" + order.path("id").asText());
        JsonNode again = shop.refund(
                shop.moneyBack(order, "5.00"), "key-1-" + order.path("id").asText());
        JsonNode other = shop.refund(
                shop.moneyBack(order, "6.00"), "key-1-" + order.path("id").asText());
        assertThat(first.at("/refund/id").asText()).isNotEmpty();
        assertThat(again).isEqualTo(first);
        assertThat(other.at("/userErrors/0/message").asText())
                .isEqualTo("The same idempotency key cannot be used with different operation parameters.");
        assertThat(shop.order(order.path("id").asText())
                        .at("/netPaymentSet/shopMoney/amount")
                        .asText())
                .isEqualTo("12.4");
    }

    @Test
    void aSecondRefundAboveTheRestIsRefused() throws Exception {
        JsonNode order = shop.buy("MUG-WHT", 1);
        shop.refund(shop.moneyBack(order, "15.00"), "rest-1-" + order.path("id").asText());
        JsonNode refused = shop.refund(
                shop.moneyBack(order, "15.00"), "rest-2-" + order.path("id").asText());
        assertThat(refused.at("/userErrors/0/message").asText())
                .isEqualTo("Refund amount €15.00 is greater than net payment received €2.40");
    }

    @Test
    void aCutConnectionHasNoEffectButALostAnswerHas() throws Exception {
        String id = shop.request(shop.buy("MUG-WHT", 1), 1);
        fault("cut");
        assertThatThrownBy(() -> approve(id)).isInstanceOf(IOException.class);
        assertThat(status(id)).isEqualTo("REQUESTED");
        fault("lost-answer");
        assertThatThrownBy(() -> approve(id)).isInstanceOf(IOException.class);
        assertThat(status(id)).isEqualTo("OPEN");
        assertThat(shop.http()
                        .get("/sandbox/journal?operation=returnApproveRequest&limit=1")
                        .at("/0/status")
                        .asInt())
                .isZero();
    }

    @Test
    void tooManyPointsAreThrottledInTheVendorsForm() throws Exception {
        shop.http().put("/sandbox/shopify/limits", Map.of("maximum", 5, "restore", 1));
        JsonNode answer =
                shop.call("mutation { returnClose(id: \"gid://shopify/Return/1\") { return { id } } }", Map.of());
        assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("THROTTLED");
        assertThat(answer.has("data")).isFalse();
        assertThat(answer.at("/extensions/cost/requestedQueryCost").asInt()).isEqualTo(10);
        assertThat(answer.at("/extensions/cost/actualQueryCost").isNull()).isTrue();
        assertThat(answer.at("/extensions/cost/throttleStatus/maximumAvailable").asInt())
                .isEqualTo(5);
    }

    @Test
    void aPageOfOrdersWithTheirReturnsCostsFiftyOnePoints() throws Exception {
        JsonNode answer = shop.call(
                "query { orders(first: 50, sortKey: UPDATED_AT) { nodes { id returns(first: 10) { nodes { id } } }"
                        + " pageInfo { hasNextPage endCursor } } }",
                Map.of());
        assertThat(answer.at("/extensions/cost/requestedQueryCost").asInt()).isEqualTo(51);
    }

    @Test
    void pollingWalksThroughAllOrdersPageByPage() throws Exception {
        shop.buy("MUG-WHT", 1);
        shop.buy("MUG-WHT", 1);
        shop.buy("MUG-WHT", 1);
        String query = "query($after: String) { orders(first: 2, after: $after, sortKey: UPDATED_AT,"
                + " query: \"updated_at:>='2026-01-01T00:00:00Z'\") { nodes { name } pageInfo { hasNextPage endCursor } } }";
        JsonNode first = shop.call(query, Map.of()).at("/data/orders");
        JsonNode second = shop.call(
                        query, Map.of("after", first.at("/pageInfo/endCursor").asText()))
                .at("/data/orders");
        assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
        assertThat(second.path("nodes").get(0))
                .isNotIn(first.path("nodes").get(0), first.path("nodes").get(1));
    }

    @Test
    void webhooksAreSignedOverTheirExactBytesAndShareTheEvent() throws Exception {
        String id = shop.request(shop.buy("SNEAKER-42", 1), 1);
        await().until(() -> receiver.received("returns/request").size() == 1
                && receiver.received("orders/updated").size() == 1);
        Received asked = receiver.received("returns/request").get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("sandbox-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(asked.path()).isEqualTo("/webhooks/shopify");
        assertThat(asked.header("X-Shopify-Hmac-Sha256"))
                .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(asked.body())));
        assertThat(asked.json().path("admin_graphql_api_id").asText()).isEqualTo(id);
        assertThat(asked.json().path("id").isNumber()).isTrue();
        assertThat(values("X-Shopify-Event-Id")).hasSize(1);
        assertThat(values("X-Shopify-Webhook-Id")).hasSize(2);
    }

    @Test
    void closingNamesTheOrderOnlyByNumberAndARefundTellsThreeTopics() throws Exception {
        JsonNode order = shop.buy("MUG-WHT", 1);
        String id = shop.request(order, 1);
        approve(id);
        process(processOnePiece(id, order, "12.50"));
        shop.move("returnClose", id);
        await().until(() -> receiver.received("returns/close").size() == 1
                && receiver.received("refunds/create").size() == 1
                && receiver.received("order_transactions/create").size() == 1
                && receiver.received("returns/process").size() == 1);
        JsonNode closed = receiver.received("returns/close").get(0).json();
        JsonNode refunded = receiver.received("refunds/create").get(0).json();
        assertThat(closed.has("order")).isFalse();
        assertThat(closed.path("order_id").asText())
                .isEqualTo(order.path("id").asText().replaceAll("\\D", ""));
        assertThat(refunded.at("/return/admin_graphql_api_id").asText()).isEqualTo(id);
        assertThat(refunded.at("/transactions/0/amount").asText()).isEqualTo("12.50");
    }

    private static Set<String> values(String header) {
        return receiver.received().stream()
                .map(webhook -> webhook.header(header))
                .collect(Collectors.toSet());
    }

    private static void fault(String kind) throws Exception {
        Map<String, ?> rule =
                Map.of("system", "shopify", "operation", "returnApproveRequest", "kind", kind, "count", 1);
        assertThat(shop.http().post("/sandbox/faults", rule).has("id")).isTrue();
    }

    private static String status(String id) throws Exception {
        return shop.call("query($id: ID!) { return(id: $id) { status } }", Map.of("id", id))
                .at("/data/return/status")
                .asText();
    }

    private static JsonNode approve(String id) throws Exception {
        return shop.mutate("returnApproveRequest", "ReturnApproveRequestInput", Map.of("id", id));
    }

    private static JsonNode decline(String id) throws Exception {
        return shop.mutate(
                "returnDeclineRequest", "ReturnDeclineRequestInput", Map.of("id", id, "declineReason", "OTHER"));
    }

    private static JsonNode process(Map<String, ?> input) throws Exception {
        return shop.mutate("returnProcess", "ReturnProcessInput", input);
    }

    private static Map<String, ?> processOnePiece(String id, JsonNode order, String amount) throws Exception {
        String line = shop.call(
                        "query($id: ID!) { return(id: $id) { returnLineItems(first: 1) { nodes { id } } } }",
                        Map.of("id", id))
                .at("/data/return/returnLineItems/nodes/0/id")
                .asText();
        return Map.of(
                "returnId", id,
                "returnLineItems", List.of(Map.of("id", line, "quantity", 1)),
                "financialTransfer",
                        Map.of(
                                "issueRefund",
                                Map.of(
                                        "orderTransactions",
                                        List.of(Map.of(
                                                "parentId",
                                                        order.at("/transactions/0/id")
                                                                .asText(),
                                                "transactionAmount",
                                                        Map.of("amount", amount, "currencyCode", "EUR"))))));
    }
}
