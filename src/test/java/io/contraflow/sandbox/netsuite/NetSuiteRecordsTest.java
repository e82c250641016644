package io.contraflow.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetSuiteRecordsTest {

    private static final String RECORD = NetSuiteCaller.RECORD;

    private static Sandbox sandbox;
    private static NetSuiteCaller netSuite;
    private static int orders = 1000;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(new SandboxOptions(0, URI.create("http://127.0.0.1:1"), "sandbox-secret", 60, 0));
        netSuite = new NetSuiteCaller(sandbox.uri());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void usualSettings() {
        netSuite.control(
                "PUT",
                "/sandbox/netsuite/limits",
                "{\"concurrency\":15,\"millis\":0,\"closedBefore\":\"1970-01-01\",\"refundInAdvance\":false}");
    }

    @Test
    void aReturnGoesFromAuthorizationToRefund() {
        String order = order(2);
        String rma = netSuite.created(
                "salesOrder/" + order + "/!transform/returnAuthorization",
                "{\"externalId\":\"cf-" + order + "-rma\",\"orderStatus\":{\"id\":\"B\"}}");
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("B");

        int before = stock("3301@6");
        netSuite.created("returnAuthorization/" + rma + "/!transform/itemReceipt", "{}");
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("F");
        assertThat(stock("3301@6")).isEqualTo(before + 2);

        String memo = netSuite.created("returnAuthorization/" + rma + "/!transform/creditMemo", "{}");
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("G");
        JsonNode credit = netSuite.record("creditMemo/" + memo);
        assertThat(credit.path("total").decimalValue()).isEqualByComparingTo("39.98");
        assertThat(credit.path("status").path("id").asText()).isEqualTo("A");

        String refund = netSuite.created(
                "creditMemo/" + memo + "/!transform/customerRefund",
                "{\"account\":{\"id\":\"128\"},\"paymentOption\":{\"id\":\"7\"},\"handlingMode\":{\"id\":\"SAVE_ONLY\"}}");
        assertThat(netSuite.record("customerRefund/" + refund).path("total").decimalValue())
                .isEqualByComparingTo("39.98");
        assertThat(status("creditMemo/" + memo)).isEqualTo("B");
    }

    @Test
    void aTransformAnswers204WithTheAddressAndNothingElse() {
        HttpResponse<String> answer =
                netSuite.call("POST", RECORD + "salesOrder/" + order(1) + "/!transform/returnAuthorization", "{}");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(url -> assertThat(url)
                .startsWith(sandbox.uri() + "/netsuite" + RECORD + "returnAuthorization/"));
    }

    @Test
    void anUnknownPropertyIsRefusedWhenAskedForAndDroppedOtherwise() {
        String rma = approved(order(1));
        String path = RECORD + "returnAuthorization/" + rma + "/!transform/itemReceipt";
        String body = "{\"item\":{\"items\":[{\"orderLine\":1,\"itemReceive\":true,\"restock\":false}]}}";

        JsonNode refused = detail(netSuite.call("POST", path, body), 400);
        assertThat(refused.path("o:errorCode").asText()).isEqualTo("INVALID_CONTENT");
        assertThat(refused.path("o:errorPath").asText()).isEqualTo("item.items[0].restock");

        int before = stock("3301@6");
        assertThat(netSuite.call("POST", path, body, "X-NetSuite-PropertyNameValidation", "Warning")
                        .statusCode())
                .isEqualTo(204);
        assertThat(stock("3301@6")).isEqualTo(before + 1);
    }

    @Test
    void anExternalIdIsTakenOnlyOnce() {
        String order = order(2);
        String body =
                "{\"externalId\":\"cf-" + order + "-once\",\"item\":{\"items\":[{\"orderLine\":1,\"quantity\":1}]}}";
        netSuite.created("salesOrder/" + order + "/!transform/returnAuthorization", body);
        JsonNode refused = detail(
                netSuite.call("POST", RECORD + "salesOrder/" + order + "/!transform/returnAuthorization", body), 400);
        assertThat(refused.path("detail").asText()).contains("already exists");
        assertThat(netSuite.record("returnAuthorization/eid:cf-" + order + "-once")
                        .path("externalId")
                        .asText())
                .isEqualTo("cf-" + order + "-once");
        JsonNode found = NetSuiteCaller.json(netSuite.call(
                "GET", RECORD + "returnAuthorization?q=externalId%20IS%20%22cf-" + order + "-once%22", ""));
        assertThat(found.path("count").asInt()).isEqualTo(1);
        assertThat(found.path("items").path(0).has("tranId")).isFalse();
    }

    @Test
    void onlyLettersAAndBCanBeWrittenToAnAuthorization() {
        String rma = netSuite.created("salesOrder/" + order(1) + "/!transform/returnAuthorization", "{}");
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("A");
        detail(netSuite.call("PATCH", RECORD + "returnAuthorization/" + rma, "{\"orderStatus\":{\"id\":\"F\"}}"), 400);
        HttpResponse<String> approved =
                netSuite.call("PATCH", RECORD + "returnAuthorization/" + rma, "{\"orderStatus\":{\"id\":\"B\"}}");
        assertThat(approved.statusCode()).isEqualTo(204);
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("B");
    }

    @Test
    void nothingIsReceivedBeforeApprovalNorBeyondWhatRemains() {
        String pending = netSuite.created("salesOrder/" + order(1) + "/!transform/returnAuthorization", "{}");
        detail(netSuite.call("POST", RECORD + "returnAuthorization/" + pending + "/!transform/itemReceipt", "{}"), 400);

        String rma = approved(order(2));
        String path = RECORD + "returnAuthorization/" + rma + "/!transform/itemReceipt";
        JsonNode tooMany = detail(netSuite.call("POST", path, receive(3)), 400);
        assertThat(tooMany.path("o:errorCode").asText()).isEqualTo("USER_ERROR");
        assertThat(netSuite.call("POST", path, receive(1)).statusCode()).isEqualTo(204);
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("E");
        assertThat(netSuite.call("POST", path, receive(1)).statusCode()).isEqualTo(204);
        detail(netSuite.call("POST", path, "{}"), 400);
    }

    @Test
    void aCreditWaitsForTheReceiptUnlessTheAccountRefundsInAdvance() {
        String rma = approved(order(1));
        String path = RECORD + "returnAuthorization/" + rma + "/!transform/cashRefund";
        detail(netSuite.call("POST", path, "{}"), 400);
        netSuite.control("PUT", "/sandbox/netsuite/limits", "{\"refundInAdvance\":true}");
        assertThat(netSuite.call("POST", path, "{}").statusCode()).isEqualTo(204);
    }

    @Test
    void aFeeLineAndGrossAmountsHitTheShopsTotalToTheCent() {
        String rma = approved(order(1));
        netSuite.created("returnAuthorization/" + rma + "/!transform/itemReceipt", "{}");
        String memo = netSuite.created(
                "returnAuthorization/" + rma + "/!transform/creditMemo",
                "{\"item\":{\"items\":[{\"orderLine\":1,\"quantity\":1,\"grossAmt\":19.99},"
                        + "{\"item\":{\"id\":\"3901\"},\"quantity\":1,\"grossAmt\":-3.00},"
                        + "{\"item\":{\"id\":\"3902\"},\"quantity\":1,\"grossAmt\":4.90}]}}");
        JsonNode credit = netSuite.record("creditMemo/" + memo);
        assertThat(credit.path("total").decimalValue()).isEqualByComparingTo("21.89");
        JsonNode piece = credit.path("item").path("items").path(0);
        assertThat(piece.path("amount").decimalValue()).isEqualByComparingTo("16.80");
        assertThat(piece.path("tax1Amt").decimalValue()).isEqualByComparingTo("3.19");
    }

    @Test
    void aCustomerRefundNamesACustomerAndStaysWithinTheMemo() {
        String rma = approved(order(1));
        netSuite.created("returnAuthorization/" + rma + "/!transform/itemReceipt", "{}");
        String memo = netSuite.created("returnAuthorization/" + rma + "/!transform/creditMemo", "{}");
        String path = RECORD + "creditMemo/" + memo + "/!transform/customerRefund";
        assertThat(detail(netSuite.call("POST", path, "{\"entity\":{\"id\":\"1\"},\"account\":{\"id\":\"128\"}}"), 400)
                        .path("o:errorPath")
                        .asText())
                .isEqualTo("entity");
        assertThat(detail(netSuite.call("POST", path, refund(memo, "20.00")), 400)
                        .path("detail")
                        .asText())
                .contains("exceeds the remaining amount 19.99");
        assertThat(netSuite.call("POST", path, refund(memo, "19.99")).statusCode())
                .isEqualTo(204);
        detail(netSuite.call("POST", path, refund(memo, "0.01")), 400);
    }

    @Test
    void closingEveryLineClosesTheAuthorization() {
        String rma = approved(order(1));
        assertThat(netSuite.call(
                                "PATCH",
                                RECORD + "returnAuthorization/" + rma,
                                "{\"item\":{\"items\":[{\"line\":1,\"isClosed\":true}]}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("H");
        detail(netSuite.call("POST", RECORD + "returnAuthorization/" + rma + "/!transform/itemReceipt", "{}"), 400);
    }

    @Test
    void aRecordWithFollowersIsNotDeleted() {
        String rma = approved(order(1));
        String receipt = netSuite.created("returnAuthorization/" + rma + "/!transform/itemReceipt", "{}");
        detail(netSuite.call("DELETE", RECORD + "returnAuthorization/" + rma, ""), 400);
        assertThat(netSuite.call("DELETE", RECORD + "itemReceipt/" + receipt, "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(status("returnAuthorization/" + rma)).isEqualTo("B");
        assertThat(netSuite.call("DELETE", RECORD + "returnAuthorization/" + rma, "")
                        .statusCode())
                .isEqualTo(204);
        detail(netSuite.call("GET", RECORD + "returnAuthorization/" + rma, ""), 404);
    }

    @Test
    void anAdjustmentMovesStockAndKeepsItsLinesUnderInventory() {
        int before = stock("3330@7");
        String body = "{\"account\":{\"id\":\"320\"},\"%s\":{\"items\":[{\"item\":{\"id\":\"3330\"},"
                + "\"location\":{\"id\":\"7\"},\"adjustQtyBy\":-2}]}}";
        detail(netSuite.call("POST", RECORD + "inventoryAdjustment", body.formatted("item")), 400);
        netSuite.created("inventoryAdjustment", body.formatted("inventory"));
        assertThat(stock("3330@7")).isEqualTo(before - 2);
    }

    @Test
    void putByExternalIdCreatesAndThenChanges() {
        String customer = netSuite.record("salesOrder/" + order(1))
                .path("entity")
                .path("id")
                .asText();
        String path = RECORD + "returnAuthorization/eid:cf-put-" + customer;
        String body = "{\"entity\":{\"id\":\"" + customer + "\"},\"item\":{\"items\":[{\"item\":{\"id\":\"3310\"},"
                + "\"quantity\":1,\"grossAmt\":59.00}]}}";
        HttpResponse<String> created = netSuite.call("PUT", path, body);
        HttpResponse<String> changed = netSuite.call("PUT", path, "{\"memo\":\"too small\"}");
        assertThat(List.of(created.statusCode(), changed.statusCode())).containsOnly(204);
        assertThat(changed.headers().firstValue("Location"))
                .isEqualTo(created.headers().firstValue("Location"));
        assertThat(NetSuiteCaller.json(netSuite.call("GET", path, ""))
                        .path("memo")
                        .asText())
                .isEqualTo("too small");
    }

    @Test
    void aClosedPeriodTakesNothing() {
        String rma = approved(order(1));
        netSuite.control("PUT", "/sandbox/netsuite/limits", "{\"closedBefore\":\"2026-06-01\"}");
        assertThat(detail(
                                netSuite.call(
                                        "POST",
                                        RECORD + "returnAuthorization/" + rma + "/!transform/itemReceipt",
                                        "{\"tranDate\":\"2026-05-31\"}"),
                                400)
                        .path("o:errorCode")
                        .asText())
                .isEqualTo("USER_ERROR");
    }

    @Test
    void moreCallsAtOnceThanLicensedAreRefused() {
        netSuite.control("PUT", "/sandbox/netsuite/limits", "{\"concurrency\":1,\"millis\":200}");
        List<HttpResponse<String>> answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> netSuite.call("GET", RECORD + "salesOrder?limit=1&offset=0", "")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        HttpResponse<String> refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        JsonNode body = NetSuiteCaller.json(refused);
        assertThat(body.path("title").asText()).isEqualTo("Bad Request");
        assertThat(body.path("o:errorDetails").path(0).path("o:errorCode").asText())
                .isEqualTo("CONCURRENCY_LIMIT_EXCEEDED");
    }

    @Test
    void theSchemaOfAReceiptKnowsNoRestock() {
        JsonNode schema = NetSuiteCaller.json(
                netSuite.call("GET", RECORD + "metadata-catalog/itemReceipt", "", "Accept", "application/schema+json"));
        JsonNode line = schema.at("/properties/item/properties/items/items/properties");
        assertThat(line.has("itemReceive")).isTrue();
        assertThat(line.has("restock")).isFalse();
    }

    private static String order(int quantity) {
        String name = "#" + ++orders;
        HttpResponse<String> answer = netSuite.control(
                "POST",
                "/sandbox/netsuite/sales-orders",
                NetSuiteCaller.text(Map.of(
                        "orderName",
                        name,
                        "orderId",
                        5_000_000_000L + orders,
                        "email",
                        "anna@example.test",
                        "customer",
                        "Anna Ek",
                        "shippingGross",
                        "4.90",
                        "lines",
                        List.of(Map.of("erpItemId", 3301, "quantity", quantity, "grossUnitPrice", "19.99")))));
        assertThat(answer.statusCode()).isEqualTo(201);
        return netSuite.suiteQl("SELECT id FROM transaction WHERE type = 'SalesOrd' AND otherrefnum = ?", name)
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    private static String approved(String order) {
        return netSuite.created(
                "salesOrder/" + order + "/!transform/returnAuthorization", "{\"orderStatus\":{\"id\":\"B\"}}");
    }

    private static String receive(int quantity) {
        return "{\"item\":{\"items\":[{\"orderLine\":1,\"itemReceive\":true,\"quantity\":" + quantity
                + ",\"location\":{\"id\":\"6\"}}]}}";
    }

    private static String refund(String memo, String amount) {
        return "{\"account\":{\"id\":\"128\"},\"apply\":{\"items\":[{\"doc\":{\"id\":\"" + memo
                + "\"},\"apply\":true,\"amount\":" + amount + "}]}}";
    }

    private static String status(String path) {
        return netSuite.record(path).path("status").path("id").asText();
    }

    private static int stock(String key) {
        return NetSuiteCaller.json(netSuite.control("GET", "/sandbox/state/netsuite", ""))
                .path("stock")
                .path(key)
                .asInt();
    }

    private static JsonNode detail(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return NetSuiteCaller.json(answer).path("o:errorDetails").path(0);
    }
}
