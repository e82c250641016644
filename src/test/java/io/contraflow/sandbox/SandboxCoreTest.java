package io.contraflow.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SandboxCoreTest {
    private static final String TOKEN_PATH = "/shopify/admin/oauth/access_token";
    private static final String CREDENTIALS =
            "grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret";

    private static WebhookReceiver receiver;
    private static Sandbox sandbox;
    private static SandboxClient client;

    @BeforeAll
    static void start() throws Exception {
        receiver = new WebhookReceiver();
        sandbox = Sandbox.start(new SandboxOptions(0, receiver.uri(), "sandbox-secret", 600, 0));
        client = new SandboxClient(sandbox.uri());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        receiver.close();
    }

    @AfterEach
    void reset() throws Exception {
        client.send("POST", "/sandbox/reset", Map.of(), "");
        receiver.forget();
    }

    @Test
    void everyCallIsInTheJournalWithItsStatus() throws Exception {
        token();
        JsonNode journal = client.get("/sandbox/journal?system=shopify");
        assertThat(journal).hasSize(1);
        assertThat(journal.get(0).path("operation").asText()).isEqualTo("POST /admin/oauth/access_token");
        assertThat(journal.get(0).path("status").asInt()).isEqualTo(200);
    }

    @Test
    void aRecordHasAPageForPeopleAndNothingInItTurnsIntoMarkup() throws Exception {
        client.post("/sandbox/orders", Map.of("sku", "MUG-WHT", "quantity", 1));
        String id = client.get("/sandbox/state/shopify").at("/orders/0/id").asText();
        HttpResponse<String> page = page("/shopify/orders/" + id.replaceAll(".*/", ""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>Order #", "MUG-WHT", id);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page("/shopify/orders/%3Cb%3E").statusCode()).isEqualTo(404);
        assertThat(page("/netsuite/orders/1").statusCode()).isEqualTo(404);

        String login = Base64.getEncoder().encodeToString("bot@contraflow.test:sandbox-key".getBytes(UTF_8));
        HttpResponse<String> opened = client.send(
                "POST",
                "/gorgias/api/tickets",
                Map.of("Authorization", "Basic " + login, "Content-Type", "application/json"),
                "{\"subject\": \"<img src=x>\", \"customer\": {\"email\": \"eve@example.test\"}, \"messages\": [{\"channel\":"
                        + " \"email\", \"via\": \"api\", \"from_agent\": false, \"body_text\": \"<b>'\", \"sender\":"
                        + " {\"email\": \"eve@example.test\"}}]}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String ticket = client.get("/sandbox/state/gorgias").at("/tickets/0/id").asText();
        assertThat(page("/gorgias/app/ticket/" + ticket).body())
                .contains("&lt;img src=x&gt;", "&lt;b&gt;&#39;")
                .doesNotContain("<img", "<b>");
    }

    private static HttpResponse<String> page(String below) throws Exception {
        return client.send("GET", "/sandbox/admin" + below, Map.of(), "");
    }

    @Test
    void aStatusFaultActsSoOftenAndThenIsOver() throws Exception {
        fault(Map.of("system", "shopify", "operation", "*access_token", "kind", "status", "status", 502, "count", 2));
        assertThat(token().statusCode()).isEqualTo(502);
        assertThat(token().statusCode()).isEqualTo(502);
        assertThat(token().statusCode()).isEqualTo(200);
        assertThat(client.get("/sandbox/faults")).isEmpty();
    }

    @Test
    void aFaultForAnotherSystemOrOperationDoesNothing() throws Exception {
        fault(Map.of("system", "netsuite", "kind", "status"));
        fault(Map.of("system", "shopify", "operation", "returnProcess", "kind", "status"));
        assertThat(token().statusCode()).isEqualTo(200);
    }

    @Test
    void aThrottleFaultSpeaksTheVendorsLanguage() throws Exception {
        fault(Map.of("system", "shopify", "kind", "throttle", "count", 1));
        HttpResponse<String> answer = token();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"THROTTLED\"");
    }

    @Test
    void anUnknownKindOfFaultIsRefused() throws Exception {
        HttpResponse<String> answer =
                client.send("POST", "/sandbox/faults", Map.of(), "{\"system\":\"shopify\",\"kind\":\"earthquake\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("earthquake");
    }

    @Test
    void aWebhookIsTriedAgainWithTheSameIdUntilItIsTaken() throws Exception {
        receiver.refuseNext(3);
        askForAReturn();
        await().until(() -> delivered() == 2);
        assertThat(receiver.received()).hasSize(5);
        assertThat(receiver.received().stream()
                        .map(webhook -> webhook.header("X-Shopify-Webhook-Id"))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void aWebhookCanBeDroppedDoubledOrForged() throws Exception {
        fault(Map.of("system", "shopify", "operation", "orders/*", "kind", "webhook-drop"));
        fault(Map.of("system", "shopify", "operation", "returns/*", "kind", "webhook-duplicate", "millis", 10));
        askForAReturn();
        await().until(() -> receiver.received("returns/request").size() == 2);
        assertThat(receiver.received("orders/updated")).isEmpty();
        String first = receiver.received("returns/request").get(0).header("X-Shopify-Webhook-Id");
        assertThat(receiver.received("returns/request").get(1).header("X-Shopify-Webhook-Id"))
                .isEqualTo(first);
    }

    @Test
    void aStoryStartsWithAnOrderAndARequestedReturn() throws Exception {
        JsonNode started = client.post("/sandbox/scenarios/happy-path?count=2", Map.of());
        assertThat(started.path("runs")).hasSize(2);
        await().until(() -> receiver.received("returns/request").size() == 2);
        JsonNode list = client.get("/sandbox/scenarios?scenario=happy-path");
        assertThat(list.path("started").asInt()).isEqualTo(2);
        assertThat(list.at("/runs/0/waitingFor").asText()).isEqualTo("the carrier's label");
    }

    @Test
    void aStoryWhoseReturnTheShopDeclinesEndsAndSaysSo() throws Exception {
        JsonNode started = client.post("/sandbox/scenarios/review", Map.of());
        client.post(
                "/sandbox/returns/decline",
                Map.of("return", started.at("/runs/0/return").asText()));
        await().until(() -> client.get("/sandbox/scenarios").path("done").asInt() == 1);
        JsonNode list = client.get("/sandbox/scenarios");
        assertThat(list.at("/runs/0/outcome").asText()).isEqualTo("the shop says DECLINED");
        assertThat(list.path("asPlanned").asInt()).isZero();
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = client.send("GET", "/sandbox", Map.of(), "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Contraflow sandbox</title>").doesNotContain("https://", "innerHTML");
    }

    @Test
    void anUnknownOptionIsRefusedByName() {
        assertThat(SandboxOptions.parse("--port=0", "--speed=2").speed()).isEqualTo(2);
        assertThatThrownBy(() -> SandboxOptions.parse("--prot=1")).hasMessageContaining("--prot");
    }

    private static HttpResponse<String> token() throws IOException, InterruptedException {
        return client.send(
                "POST", TOKEN_PATH, Map.of("Content-Type", "application/x-www-form-urlencoded"), CREDENTIALS);
    }

    private static void fault(Map<String, ?> rule) throws Exception {
        assertThat(client.post("/sandbox/faults", rule).has("id")).isTrue();
    }

    private static void askForAReturn() throws Exception {
        JsonNode order = client.post("/sandbox/orders", Map.of("sku", "MUG-WHT"));
        client.post("/sandbox/returns", Map.of("order", order.path("order").asText()));
    }

    private static long delivered() throws Exception {
        long count = 0;
        for (JsonNode webhook : client.get("/sandbox/webhooks?connector=shopify")) {
            count += webhook.path("fate").asText().equals("DELIVERED") ? 1 : 0;
        }
        return count;
    }
}
