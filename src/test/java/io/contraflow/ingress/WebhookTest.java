package io.contraflow.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

class WebhookTest extends RunningTest {
    private static final String SECRET = "sandbox-secret";
    private static final String SECRET_BEFORE = "secret-until-the-change";
    private static final String PRIVATE = "tell-nobody";

    @Autowired
    JdbcClient db;

    @Value("http://127.0.0.1:${server.port}")
    URI address;

    private ShopifyWebhooks store;
    private Web anyone;

    @BeforeEach
    void connect() {
        store = new ShopifyWebhooks(address, SECRET);
        anyone = new Web(address, "");
    }

    @Test
    void whoDoesNotSignIsRefusedAndTheNextGoodEventTakesEffect() {
        byte[] body = bytes("{\"id\":1}");
        assertRefused(anyone.send("POST", "/webhooks/shopify", body), 401, "X-Shopify-Hmac-Sha256 is missing");
        assertRefused(
                anyone.send("POST", "/webhooks/shopify", body, "X-Shopify-Hmac-Sha256", "AAAA"),
                401,
                "X-Shopify-Hmac-Sha256 is wrong");
        assertRefused(
                anyone.send(
                        "POST",
                        "/webhooks/shopify",
                        bytes("{\"id\":2}"),
                        "X-Shopify-Hmac-Sha256",
                        ShopifyWebhooks.signature(SECRET, body)),
                401,
                "X-Shopify-Hmac-Sha256 is wrong");
        assertRefused(
                anyone.send(
                        "POST",
                        "/webhooks/shopify",
                        body,
                        "X-Shopify-Hmac-Sha256",
                        ShopifyWebhooks.signature("another-secret", body)),
                401,
                "X-Shopify-Hmac-Sha256 is wrong");
        for (String system : List.of("gorgias", "happy-returns")) {
            assertThat(anyone.send("POST", "/webhooks/" + system, body).status())
                    .as(system)
                    .isEqualTo(401);
        }
        aGoodEventTakesEffect();
    }

    @Test
    void theSecretBeforeTheLatestChangeStillCounts() {
        byte[] body = bytes("{\"id\":77}");
        String before = ShopifyWebhooks.signature(SECRET_BEFORE, body);
        assertThat(anyone.send("POST", "/webhooks/shopify", body, "X-Shopify-Hmac-Sha256", before)
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{\"id\":1", "not json", "null", "[]", "[{}]", "\"text\"", "12", "{'id':1}", "{}}"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        assertRefused(post(bytes(body)), 400, "JSON");
        assertThat(post(bytes("{}")).status()).isEqualTo(202);
    }

    @Test
    void brokenTextDeepNestingAndEndlessNumbersAreRefused() {
        assertThat(post(new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'})
                        .status())
                .isEqualTo(400);
        assertRefused(post(bytes("[".repeat(50_000) + "]".repeat(50_000))), 400, "JSON");
        assertRefused(post(bytes("{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000))), 400, "JSON");
        assertRefused(post(bytes("{\"id\":" + "9".repeat(200_000) + "}")), 400, "JSON");
        aGoodEventTakesEffect();
    }

    @Test
    void aBodyOverTheLimitIsRefusedHoweverItIsSent() {
        byte[] large = new byte[10 * 1024 * 1024];
        assertThat(post(large).status()).isEqualTo(413);
        RawRequest raw = new RawRequest(address);
        assertThat(raw.chunked("/webhooks/shopify", large)).startsWith("HTTP/1.1 413");
        assertThat(raw.announced("/webhooks/shopify", Long.MAX_VALUE)).startsWith("HTTP/1.1 413");
        aGoodEventTakesEffect();
    }

    @Test
    void aConnectorThatDoesNotExistIsNotFound() {
        assertRefused(anyone.send("POST", "/webhooks/nobody", bytes("{}")), 404, "no connector");
        assertThat(anyone.send("POST", "/webhooks/", bytes("{}")).status()).isBetween(400, 499);
        assertThat(anyone.send("GET", "/webhooks/shopify", null).status()).isBetween(400, 499);
        assertThat(anyone.send("PUT", "/webhooks/shopify", bytes("{}")).status())
                .isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/xml",
                "nonsense"
            })
    void otherContentTypesThanJsonAreRefused(String type) {
        byte[] body = bytes("{\"a\":\"b\"}");
        assertRefused(
                store.post("orders/updated", key(), body, "Content-Type", type),
                400,
                "content type must be application/json");
        assertThat(post(body).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "application/json; charset=klingon",
                "APPLICATION/JSON",
                "application/vnd.shop+json;;;=",
                "application/json; charset="
            })
    void anOddFormOfTheContentTypeDoesNoHarm(String type) {
        assertThat(store.post("orders/updated", key(), bytes("{\"a\":\"b\"}"), "Content-Type", type)
                        .status())
                .isIn(202, 400);
    }

    @Test
    void theSameEventIsKeptOnceHoweverOftenAndAtOnceItComes() throws Exception {
        String key = key();
        byte[] body = bytes("{\"id\":7}");
        assertThat(store.post("orders/updated", key, body).status()).isEqualTo(202);
        assertThat(store.post("orders/updated", key, body).status()).isEqualTo(202);
        assertThat(kept("orders/updated/" + key)).isEqualTo(1);

        String storm = key();
        ExecutorService senders = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(senders.submit(
                        () -> store.post("orders/updated", storm, body).status()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(kept("orders/updated/" + storm)).isEqualTo(1);
    }

    @Test
    void anEventAboutAnUnknownOrderIsKeptAndHoldsUpNobody() {
        String order = "{\"id\":99,\"admin_graphql_api_id\":\"gid://shopify/Order/99\"}";
        for (String topic : List.of("returns/request", "returns/approve", "returns/decline", "returns/close")) {
            String about = "{\"id\":98,\"admin_graphql_api_id\":\"gid://shopify/Return/98\",\"order\":" + order + "}";
            assertThat(store.post(topic, key(), bytes(about)).status()).isEqualTo(202);
        }
        String refund = "{\"id\":97,\"order_id\":99,\"return\":null,\"note\":null,\"transactions\":[]}";
        assertThat(store.post("refunds/create", key(), bytes(refund)).status()).isEqualTo(202);

        aGoodEventTakesEffect();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(waitingIn("shopify/order-99")).isZero());
    }

    @Test
    void aRefusalRepeatsNothingOfTheRequest() {
        String[] secrets = {"Authorization", "Bearer " + PRIVATE, "X-Anything", PRIVATE, "Cookie", "a=" + PRIVATE};
        byte[] large = new byte[2 * 1024 * 1024];
        List<Web.Answer> answers = List.of(
                anyone.send("POST", "/webhooks/shopify", bytes("{\"a\":\"" + PRIVATE + "\"}"), secrets),
                store.post("orders/updated", key(), bytes("{" + PRIVATE), secrets),
                store.post("orders/updated", key(), bytes("{}"), secrets),
                store.post("orders/updated", key(), large, secrets),
                anyone.send("POST", "/webhooks/nobody?x=" + PRIVATE, bytes("{}"), secrets));
        assertThat(answers).extracting(Web.Answer::status).containsExactly(401, 400, 202, 413, 404);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.headers() + " " + answer.body())
                .doesNotContain(PRIVATE));
    }

    @Test
    void namesThatAreTooLongOrOddAreKeptAllTheSame() {
        String order = "{\"order\":{\"id\":\"" + "7".repeat(900) + "\"}}";
        assertThat(store.post("orders/updated", key(), bytes(order)).status()).isEqualTo(202);
        assertThat(store.post("orders/updated", "w".repeat(3000), bytes("{}")).status())
                .isEqualTo(202);
        assertThat(store.post("t".repeat(3000), key(), bytes("{}")).status()).isEqualTo(202);
        assertThat(store.post("${body} {{contraflow.login.password}}", key(), bytes("{}"))
                        .status())
                .isEqualTo(202);
        assertThat(store.post("orders/updated", key(), bytes("{\"order\":{\"id\":\"a\\u0000b\"}}"))
                        .status())
                .isEqualTo(202);
        aGoodEventTakesEffect();
    }

    /** An event as it should be, about a return that nobody was told of yet. */
    private void aGoodEventTakesEffect() {
        JsonNode order = anOrderThatAsksForAReturn();
        byte[] body = bytes(ShopifyWebhooks.request(order).toString());
        assertThat(store.post("returns/request", key(), body).status()).isEqualTo(202);
        String name = order.get("name").asText();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(contraflow.statusOf(name)).isNotEmpty());
    }

    private JsonNode anOrderThatAsksForAReturn() {
        world.fault(Map.of("system", "shopify", "operation", "returns/request", "kind", "webhook-drop", "count", 1));
        String name = world.play("happy-path", 1).get(0);
        return StreamSupport.stream(world.state("shopify").get("orders").spliterator(), false)
                .filter(order -> order.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Web.Answer post(byte[] body) {
        return store.post("orders/updated", key(), body);
    }

    private long kept(String key) {
        return db.sql("select count(*) from inbox where connector = 'shopify' and event_key = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    private long waitingIn(String lane) {
        return db.sql("select count(*) from inbox where lane = :lane and state = 'WAITING'")
                .param("lane", lane)
                .query(Long.class)
                .single();
    }

    private static void assertRefused(Web.Answer answer, int status, String reason) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("content-type"))
                .singleElement()
                .asString()
                .startsWith("application/problem+json");
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
        assertThat(answer.body().path("title").asText()).isNotBlank();
        assertThat(answer.body().path("detail").asText()).contains(reason);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
