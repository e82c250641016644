package io.contraflow.sandbox.happyreturns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HappyReturnsSandboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final List<JsonNode> notices = new CopyOnWriteArrayList<>();
    private static HttpServer orchestrator;
    private static Sandbox sandbox;
    private static int orders = 5000;

    @BeforeAll
    static void start() throws IOException {
        orchestrator = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        orchestrator.createContext("/webhooks/happy-returns", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signature = exchange.getRequestHeaders().getFirst("X-Hr-Signature");
            if (Notices.signature("sandbox-secret", body).equals(signature)) {
                notices.add(JSON.readTree(body));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        orchestrator.start();
        URI target = URI.create("http://127.0.0.1:" + orchestrator.getAddress().getPort());
        sandbox = Sandbox.start(new SandboxOptions(0, target, "sandbox-secret", 240, 0));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        orchestrator.stop(0);
    }

    @AfterEach
    void usualLimits() throws Exception {
        control("PUT", "limits", "{\"perSecond\":1000,\"bucket\":4000,\"headless\":true}");
    }

    @Test
    void signsAsTheTestVectorSays() {
        assertThat(Notices.signature("secret", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494");
    }

    @Test
    void refusesACallWithoutItsKeyAndAHeadlessOneWithoutPermission() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(sandbox.uri() + "/happy-returns/webhooks"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(api("GET", "webhooks", "").statusCode()).isEqualTo(200);
        control("PUT", "limits", "{\"headless\":false}");
        assertThat(api("POST", "create_return", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void searchAnswers204ForNothingAnd400ForTwoCriteria() throws Exception {
        assertThat(search("\"orderNumber\":\"#1\"").statusCode()).isEqualTo(204);
        assertThat(search("\"orderNumber\":\"#1\",\"email\":\"a@b.test\"").statusCode())
                .isEqualTo(400);
        assertThat(search("\"cursor\":\"0\"").statusCode()).isEqualTo(400);
    }

    @Test
    void aReturnIsMailedPicturedAndCountedPieceByPiece() throws Exception {
        String order = "#" + ++orders;
        JsonNode created = json(create(order, 2));
        JsonNode items = json(search("\"orderNumber\":\"" + order + "\"")).path("items");
        assertThat(items)
                .extracting(item -> item.path("orderLineItemID").asText())
                .containsExactly("133-0-2", "133-1-2");
        assertThat(items)
                .extracting(item -> item.path("happyReturnsItemID").asText())
                .doesNotHaveDuplicates();
        assertThat(items.path(0).path("externalRMAID").asText()).isEqualTo("RMA-" + order);

        String picture = created.path("qr_code").asText();
        HttpResponse<byte[]> png =
                CLIENT.send(HttpRequest.newBuilder(URI.create(picture)).build(), BodyHandlers.ofByteArray());
        assertThat(png.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(png.body()))).isNotNull();
        JsonNode mails = json(send("GET", "/sandbox/mails?to=anna" + orders + "@example.test", ""));
        assertThat(mails.path(0).path("text").asText()).contains(picture);
    }

    @Test
    void aParcelsWayIsToldInSignedNoticesThatMergeWhatIsClose() throws Exception {
        String order = "#" + ++orders;
        create(order, 1);
        JsonNode started = notice(order, "started");
        assertThat(started.at("/otherEvents/0/event").asText()).isEqualTo("return_dropoff_method_created");
        assertThat(started.at("/otherEvents/0/typeID").asText()).isEqualTo("return-bar");

        assertThat(control("POST", "receive", order(order)).statusCode()).isEqualTo(409);
        assertThat(control("POST", "drop-off", order(order)).statusCode()).isEqualTo(204);
        JsonNode approved = notice(order, "approved_for_refund");
        assertThat(approved.at("/otherEvents/0/typeID").asText()).isEqualTo("dropped_off");
        control("POST", "receive", order(order));
        notice(order, "received");
        control("POST", "grade", "{\"order\":\"" + order + "\",\"condition\":\"damaged\"}");
        assertThat(notice(order, "inspected").at("/items/0/inspectionOutcome").asText())
                .isEqualTo("damaged");
    }

    @Test
    void theNewestReturnAtTheRightStageIsMoved() throws Exception {
        String order = "#" + ++orders;
        create(order, 1);
        create(order, 1);
        control("POST", "drop-off", order(order));
        control("POST", "drop-off", order(order));
        assertThat(control("POST", "drop-off", order(order)).statusCode()).isEqualTo(409);
        assertThat(json(search("\"orderNumber\":\"" + order + "\"")).path("items"))
                .extracting(item -> item.path("orderLineItemID").asText())
                .containsExactly("133-0-1", "133-1-2");
    }

    @Test
    void expiryIsIdempotentAndImpossibleAfterTheDropOff() throws Exception {
        String order = "#" + ++orders;
        String rma = json(create(order, 1)).path("rma_id").asText();
        assertThat(api("POST", "rma/" + rma + "/expire", "{}").statusCode()).isEqualTo(200);
        assertThat(api("POST", "rma/" + rma + "/expire", "{}").statusCode()).isEqualTo(200);
        notice(order, "expired");

        String other = json(create("#" + ++orders, 1)).path("rma_id").asText();
        control("POST", "drop-off", order("#" + orders));
        assertThat(api("POST", "rma/" + other + "/expire", "{}").statusCode()).isEqualTo(409);
        assertThat(api("POST", "rma/rma_none/expire", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void anApprovalNamesItsItemsAndAKnownCondition() throws Exception {
        String order = "#" + ++orders;
        String rma = json(create(order, 1)).path("rma_id").asText();
        String item = json(search("\"orderNumber\":\"" + order + "\""))
                .at("/items/0/happyReturnsItemID")
                .asText();
        String body =
                "{\"returning\":[{\"happyReturnsItemID\":\"" + item + "\",\"approve\":false,\"condition\":\"%s\"}]}";
        assertThat(api("POST", "rma/" + rma + "/approve", body.formatted("worn"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(api("POST", "rma/" + rma + "/approve", body.formatted("sellable"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void contentsAreAnArrayAndUnidentifiedPiecesAreDescribed() throws Exception {
        assertThat(api("POST", "return-contents", "{}").statusCode()).isEqualTo(400);
        String part =
                "[{\"happyReturnsRetailerID\":\"demo-shop\",\"items\":[{\"happyReturnsItemID\":\"unidentified\"%s}]}]";
        assertThat(api("POST", "return-contents", part.formatted("")).statusCode())
                .isEqualTo(400);
        assertThat(api(
                                "POST",
                                "return-contents",
                                part.formatted(",\"unidentifiedItemType\":\"sku\",\"unidentifiedItemIndex\":1"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theWaitIsToldInProseOnly() throws Exception {
        control("PUT", "limits", "{\"perSecond\":0.5,\"bucket\":1}");
        api("GET", "webhooks", "");
        HttpResponse<String> refused = api("GET", "webhooks", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("ErrorMessage").asText())
                .isEqualTo("too many requests: limit 0.500000 requests/sec, leaky bucket size 1");
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    }

    private static HttpResponse<String> create(String order, int pieces) throws Exception {
        List<String> returning = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            returning.add("{\"order_number\":\"" + order + "\",\"order_line_item_id\":\"133\",\"sku\":\"TEE-BLK-S\","
                    + "\"price\":\"19.99\",\"return_reason\":\"too-small\",\"external_rma_id\":\"RMA-" + order + "\"}");
        }
        HttpResponse<String> answer = api(
                "POST",
                "create_return",
                "{\"retailer_id\":\"demo-shop\",\"email\":\"anna" + orders + "@example.test\",\"return_fee\":0,"
                        + "\"dropoff_method_id\":\"return-bar\",\"dropoff_methods_offered\":[\"return-bar\",\"mail\"],"
                        + "\"returning\":[" + String.join(",", returning) + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static JsonNode notice(String order, String typeId) {
        return await().until(
                        () -> notices.stream()
                                .filter(notice -> notice.path("typeID").asText().equals(typeId)
                                        && notice.at("/items/0/orderNumber")
                                                .asText()
                                                .equals(order))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String order(String name) {
        return "{\"order\":\"" + name + "\"}";
    }

    private static HttpResponse<String> search(String criteria) throws Exception {
        return api("POST", "return", "{\"happyReturnsRetailerID\":\"demo-shop\"," + criteria + "}");
    }

    private static HttpResponse<String> control(String method, String path, String body) throws Exception {
        return send(method, "/sandbox/happy-returns/" + path, body);
    }

    private static HttpResponse<String> api(String method, String path, String body) throws Exception {
        return send(method, "/happy-returns/" + path, body);
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
                        .header("X-HR-APIKEY", "sandbox-key")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
