package io.contraflow.sandbox.gorgias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GorgiasSandboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String KEY = basic("bot@contraflow.test:sandbox-key");

    private static final List<JsonNode> webhooks = new CopyOnWriteArrayList<>();
    private static HttpServer orchestrator;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws IOException {
        orchestrator = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        orchestrator.createContext("/webhooks/gorgias", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            if ("sandbox-secret".equals(exchange.getRequestHeaders().getFirst("X-Contraflow-Key"))) {
                webhooks.add(body);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        orchestrator.start();
        URI target = URI.create("http://127.0.0.1:" + orchestrator.getAddress().getPort());
        sandbox = Sandbox.start(new SandboxOptions(0, target, "sandbox-secret", 60, 0));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        orchestrator.stop(0);
    }

    @AfterEach
    void usualLimits() throws Exception {
        send("PUT", "/sandbox/gorgias/limits", "{\"calls\":4000,\"seconds\":20}", KEY);
    }

    @Test
    void refusesAWrongKeyInTheVendorsForm() throws Exception {
        HttpResponse<String> answer = send("GET", "/gorgias/api/account", "", basic("bot@contraflow.test:wrong"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(answer.body()).at("/error/msg").asText()).isNotEmpty();
        assertThat(api("GET", "account", "").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesUnknownNamesInBodyAndQuery() throws Exception {
        HttpResponse<String> body = api("POST", "tickets", "{\"subjcet\":\"x\",\"messages\":[]}");
        assertThat(body.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(body.body()).at("/error/data/subjcet/0").asText())
                .isEqualTo("Unknown field.");
        assertThat(api("GET", "tickets?page=2", "").statusCode()).isEqualTo(400);
        assertThat(api("GET", "tickets?limit=101", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aTicketIsCreatedChangedAndFoundByItsExternalIdHoweverOften() throws Exception {
        long first = ticket("anna@example.test", "cf-twice");
        long second = ticket("anna@example.test", "cf-twice");
        JsonNode found = json(api("GET", "tickets?external_id=cf-twice", ""));
        assertThat(found.path("data"))
                .extracting(ticket -> ticket.path("id").asLong())
                .containsExactlyInAnyOrder(first, second);

        assertThat(api("PUT", "tickets/" + first, "{\"created_datetime\":\"2026-01-01T00:00:00\"}")
                        .statusCode())
                .isEqualTo(400);
        JsonNode changed = json(api("PUT", "tickets/" + first, "{\"status\":\"closed\"}"));
        assertThat(changed.path("subject").asText()).isEqualTo("Return");
        assertThat(changed.path("closed_datetime").isNull()).isFalse();
        api("PUT", "tickets/" + second, "{\"trashed_datetime\":\"2026-01-01T00:00:00\"}");
        assertThat(json(api("GET", "tickets?external_id=cf-twice&trashed=false", ""))
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void listsTicketsByCustomerInPagesNewestChangeFirst() throws Exception {
        long first = ticket("pages@example.test", "cf-p1");
        long second = ticket("pages@example.test", "cf-p2");
        api("PUT", "tickets/" + first, "{\"priority\":\"high\"}");
        String customer = json(api("GET", "customers?email=pages@example.test", ""))
                .at("/data/0/id")
                .asText();
        String query = "tickets?customer_id=" + customer + "&order_by=updated_datetime:desc&limit=1";
        JsonNode page = json(api("GET", query, ""));
        assertThat(page.at("/data/0/id").asLong()).isEqualTo(first);
        JsonNode next = json(
                api("GET", query + "&cursor=" + page.at("/meta/next_cursor").asText(), ""));
        assertThat(next.at("/data/0/id").asLong()).isEqualTo(second);
        assertThat(next.at("/meta/next_cursor").isNull()).isTrue();
    }

    @Test
    void aNoteIsWrittenByAnAgentOnly() throws Exception {
        long ticket = ticket("note@example.test", "cf-note");
        String note = "{\"channel\":\"internal-note\",\"via\":\"api\",\"from_agent\":true,\"public\":false,"
                + "\"sender\":{\"email\":\"%s\"},\"body_text\":\"approved\",\"external_id\":\"d-1\"}";
        String path = "tickets/" + ticket + "/messages";
        assertThat(api("POST", path, note.formatted("note@example.test")).statusCode())
                .isEqualTo(400);
        assertThat(api("POST", path, note.formatted("bot@contraflow.test")).statusCode())
                .isEqualTo(201);
        assertThat(api("POST", path, "{\"via\":\"api\",\"from_agent\":true}").statusCode())
                .isEqualTo(400);
        assertThat(json(api("GET", "messages?ticket_id=" + ticket, ""))
                        .at("/data/0/external_id")
                        .asText())
                .isEqualTo("d-1");
        assertThat(mails("note@example.test")).isEmpty();
    }

    @Test
    void aMessageWithoutASentTimeIsMailedAndAnImportIsNot() throws Exception {
        long ticket = ticket("mail@example.test", "cf-mail");
        String message = "{\"channel\":\"email\",\"via\":\"api\",\"from_agent\":true,\"body_text\":\"hello\","
                + "\"source\":{\"type\":\"email\",\"from\":{\"address\":\"shop@demo.test\"},"
                + "\"to\":[{\"address\":\"mail@example.test\"}]}%s}";
        String path = "tickets/" + ticket + "/messages";
        api("POST", path, message.formatted(",\"sent_datetime\":\"2026-01-01T10:00:00\""));
        assertThat(mails("mail@example.test")).isEmpty();
        api("POST", path, message.formatted(""));
        assertThat(mails("mail@example.test"))
                .extracting(mail -> mail.path("text").asText())
                .containsExactly("hello");
    }

    @Test
    void aCustomersAnswerReopensAClosedTicketAndIsToldToTheOrchestrator() throws Exception {
        long ticket = ticket("again@example.test", "cf-again");
        api("PUT", "tickets/" + ticket, "{\"status\":\"closed\"}");
        send(
                "POST",
                "/sandbox/gorgias/customer-writes",
                "{\"email\":\"again@example.test\",\"subject\":\"Re\",\"text\":\"where is it?\"}",
                KEY);
        assertThat(json(api("GET", "tickets/" + ticket, "")).path("status").asText())
                .isEqualTo("open");
        await().untilAsserted(() -> assertThat(webhooks).anySatisfy(webhook -> {
            assertThat(webhook.path("event").asText()).isEqualTo("ticket-message-created");
            assertThat(webhook.path("ticket_id").isTextual()).isTrue();
            assertThat(webhook.path("ticket_id").asText()).isEqualTo(String.valueOf(ticket));
            assertThat(webhook.path("from_agent").asText()).isEqualTo("False");
        }));
    }

    @Test
    void tagsAreAddedSetAndRemovedBesideThoseOfAgents() throws Exception {
        long ticket = ticket("tags@example.test", "cf-tags");
        api("PUT", "tickets/" + ticket, "{\"tags\":[{\"name\":\"vip\"}]}");
        api("POST", "tickets/" + ticket + "/tags", "{\"names\":[\"return\",\"Return\"]}");
        api("DELETE", "tickets/" + ticket + "/tags", "{\"names\":[\"Return\"]}");
        assertThat(json(api("GET", "tickets/" + ticket + "/tags", "")).path("data"))
                .extracting(tag -> tag.path("name").asText())
                .containsExactly("vip", "return");
    }

    @Test
    void customFieldsAreWrittenAsABareArrayOfKnownFields() throws Exception {
        long ticket = ticket("fields@example.test", "cf-fields");
        String path = "tickets/" + ticket + "/custom-fields";
        assertThat(json(api("GET", "custom-fields?object_type=Ticket", "")).path("data"))
                .extracting(field -> field.path("label").asText())
                .containsExactly("Return status", "RMA", "Refund amount");
        assertThat(api("PUT", path, "[{\"id\":99,\"value\":\"x\"}]").statusCode())
                .isEqualTo(400);
        assertThat(api("PUT", path, "{\"id\":55,\"value\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(api("PUT", path, "[{\"id\":55,\"value\":\"APPROVED\"}]").statusCode())
                .isEqualTo(200);
        assertThat(json(api("GET", path, "")).at("/data/0/value").asText()).isEqualTo("APPROVED");
        assertThat(json(api("GET", "tickets/" + ticket + "?relationships=custom_fields", ""))
                        .at("/custom_fields/0/field/id")
                        .asInt())
                .isEqualTo(55);
    }

    @Test
    void customerDataIsAppliedLaterAndAnOlderVersionIsDropped() throws Exception {
        long customer = json(api("POST", "customers", "{\"email\":\"data@example.test\"}"))
                .path("id")
                .asLong();
        assertThat(api("POST", "customers", "{\"email\":\"DATA@example.test\"}").statusCode())
                .isEqualTo(409);
        String path = "customers/" + customer;
        HttpResponse<String> accepted =
                api("PUT", path + "/data", "{\"data\":{\"n\":2},\"version\":\"2026-01-02T00:00:00Z\"}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEmpty();
        assertThat(json(api("GET", path, "")).at("/data/n").isMissingNode()).isTrue();
        await().untilAsserted(() ->
                assertThat(json(api("GET", path, "")).at("/data/n").asInt()).isEqualTo(2));
        api("PUT", path + "/data", "{\"data\":{\"n\":1},\"version\":\"2026-01-01T00:00:00Z\"}");
        api("PUT", path + "/data", "{\"data\":{\"n\":3},\"version\":\"2026-01-03T00:00:00Z\"}");
        await().untilAsserted(() ->
                assertThat(json(api("GET", path, "")).at("/data/n").asInt()).isEqualTo(3));
    }

    @Test
    void saysHowFullTheBucketIsAndHowLongToWait() throws Exception {
        send("PUT", "/sandbox/gorgias/limits", "{\"calls\":2,\"seconds\":20}", KEY);
        assertThat(api("GET", "account", "").headers().firstValue("X-Gorgias-Account-Api-Call-Limit"))
                .hasValue("1/2");
        api("GET", "account", "");
        HttpResponse<String> refused = api("GET", "account", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-after").orElse(0)).isPositive();
    }

    private static long ticket(String email, String externalId) throws Exception {
        HttpResponse<String> answer = api(
                "POST",
                "tickets",
                "{\"channel\":\"api\",\"via\":\"api\",\"subject\":\"Return\",\"external_id\":\"" + externalId
                        + "\",\"customer\":{\"email\":\"" + email + "\",\"name\":\"Anna Ek\"},\"messages\":[{"
                        + "\"channel\":\"internal-note\",\"via\":\"api\",\"from_agent\":true,\"public\":false,"
                        + "\"sender\":{\"email\":\"bot@contraflow.test\"},\"body_text\":\"opened\"}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asLong();
    }

    private static JsonNode mails(String to) throws Exception {
        return json(send("GET", "/sandbox/mails?to=" + to, "", KEY));
    }

    private static HttpResponse<String> api(String method, String path, String body) throws Exception {
        return send(method, "/gorgias/api/" + path, body, KEY);
    }

    private static HttpResponse<String> send(String method, String path, String body, String authorization)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(sandbox.uri() + path))
                        .header("Authorization", authorization)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
