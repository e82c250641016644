package io.contraflow.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.flow.SpreadsheetText;
import io.contraflow.ingress.ShopifyWebhooks;
import io.contraflow.story.Portal;
import io.contraflow.story.Portal.Wish;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The pages for people: what they show, who may act, and what they never do. */
class ConsoleTest extends RunningTest {
    @Autowired
    private WebApplicationContext application;

    private MockMvc pages;

    @BeforeEach
    void open() {
        pages = MockMvcBuilders.webAppContextSetup(application)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/returns",
                "/exceptions",
                "/deliveries",
                "/connectors",
                "/mappings",
                "/mappings/sku",
                "/policies",
                "/reconciliation",
                "/schedules",
                "/overview/live",
                "/exceptions/jobs"
            })
    void everyPageIsThereForWhoLooksAndClosedToOthers(String page) throws Exception {
        MockHttpServletResponse shown =
                answer(get("/console" + page).with(user("v").roles("viewer")));
        assertThat(shown.getStatus()).isEqualTo(200);
        assertThat(shown.getContentAsString())
                .as("nothing from other hosts, and no script or style in the text")
                .doesNotContain("src=\"http", "href=\"http", "<style", "style=\"", "onclick", "<script>");
        assertThat(shown.getHeader("Content-Security-Policy")).contains("script-src 'self'", "frame-ancestors 'none'");

        MockHttpServletResponse anyone = answer(get("/console" + page));
        assertThat(anyone.getStatus()).isEqualTo(302);
        assertThat(anyone.getRedirectedUrl()).endsWith("/login");
    }

    @Test
    void aReturnIsFoundByMailAndExplainsItsFee() throws Exception {
        String order = world.play("restocking-fee", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        String mail = whole.at("/details/order/customer/email").asText();

        String list =
                page(get("/console/returns").param("q", mail).with(user("v").roles("viewer")));
        assertThat(list).contains(whole.at("/details/number").asText(), "closed");
        String one = page(get("/console/returns/" + whole.at("/details/id").asText())
                .with(user("v").roles("viewer")));
        assertThat(one)
                .contains("Restocking fee", "−50.00 EUR", "restocking-opened", "Refunded by the shop", "Timeline")
                .as("who only looks gets no buttons to act")
                .doesNotContain("Add a note", "Cancel the return");
    }

    @Test
    void theListIsSavedAsAFileWithTheSameFilter() throws Exception {
        String order = world.play("restocking-fee", 1).get(0);
        world.play("happy-path", 1);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        String number =
                contraflow.returnOf(order).orElseThrow().at("/details/number").asText();

        MockHttpServletResponse file = answer(
                get("/console/returns.csv").param("q", order).with(user("v").roles("viewer")));
        assertThat(file.getContentType()).startsWith("text/csv");
        assertThat(file.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"returns.csv\"");
        List<String> lines = file.getContentAsString().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "number,order,shop_name,channel,status,requested_at,changed_at,refunded_at,refunded,currency");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .startsWith(number + ",\"" + order + "\",")
                .contains(",CLOSED,")
                .endsWith(",353.90,EUR");
        assertThat(page(get("/console/returns.csv")
                                .param("status", "EXPIRED")
                                .param("q", order)
                                .with(user("v").roles("viewer")))
                        .lines())
                .hasSize(1);
        assertThat(status(get("/console/returns.csv"))).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1"})
    void aSpreadsheetDoesNotRunWhatACustomerWrote(String text) {
        assertThat(SpreadsheetText.harmless(text)).isEqualTo("'" + text);
    }

    @Test
    void aReturnInReviewIsApprovedWithAReasonByWhoMayAct() throws Exception {
        String order = world.play("review", 1).get(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> contraflow.statusOf(order).equals("IN_REVIEW"));
        UUID id = UUID.fromString(contraflow.search(order).get(0).get("id").asText());
        String approve = "/console/returns/" + id + "/approve";

        assertThat(status(post(approve)
                        .param("reason", "a good customer")
                        .with(user("v").roles("viewer"))
                        .with(csrf())))
                .as("who only looks")
                .isEqualTo(403);
        assertThat(status(post(approve)
                        .param("reason", "a good customer")
                        .with(user("o").roles("operator"))))
                .as("a request that another site made")
                .isEqualTo(403);
        assertThat(answer(post(approve)
                                .param("reason", " ")
                                .with(user("o").roles("operator"))
                                .with(csrf()))
                        .getRedirectedUrl())
                .isEqualTo("/console/returns/" + id);
        assertThat(contraflow.statusOf(order)).as("without a reason").isEqualTo("IN_REVIEW");

        answer(post(approve)
                .param("reason", "a good customer")
                .with(user("o").roles("operator"))
                .with(csrf()));

        contraflow.awaitStatus(List.of(order), "CLOSED");
        assertThat(page(get("/console/returns/" + id).with(user("v").roles("viewer"))))
                .contains("a good customer");
    }

    @Test
    void theWorkshopQuotesAndMendsOnThePageOfTheReturn() throws Exception {
        Portal portal = new Portal(contraflow, world);
        JsonNode order = portal.bought("HEADSET-X", 1);
        UUID id = portal.asksFor(order, new Wish(1, "DAMAGED", "REPAIR", null));
        portal.awaitStatus(id, "LABEL_ISSUED");

        assertThat(status(post("/console/returns/" + id + "/repair")
                        .param("line", "1")
                        .param("state", "finished")
                        .with(user("v").roles("viewer"))
                        .with(csrf())))
                .isEqualTo(403);
        assertThat(workshop(id, "quoted", "a lot", "7", "")).contains("the field cost must be an amount such as 35.00");
        assertThat(workshop(id, "quoted", "60.00", "", "")).contains("the field days");
        assertThat(workshop(id, "failed", "", "", "")).contains("the field why");
        assertThat(workshop(id, "failed", "", "", "x".repeat(501))).contains("the field why may have at most 500");
        assertThat(workshop(id, "quoted", "60.00", "7", "")).contains("Noted.");
        assertThat(page(get("/console/returns/" + id).with(user("v").roles("viewer"))))
                .contains("60.00 EUR within 7 days")
                .as("who only looks gets no form")
                .doesNotContain("Cannot be mended");

        assertThat(workshop(id, "finished", "", "", "")).contains("Noted.");
        List.of("drop-off", "receive", "grade")
                .forEach(step -> portal.move(step, order.path("name").asText()));
        portal.closed(id);
        assertThat(page(get("/console/returns/" + id).with(user("o").roles("operator"))))
                .contains("o reports that line 1 is mended")
                .doesNotContain("Cannot be mended");
    }

    /** What the page says after it. */
    private String workshop(UUID id, String state, String cost, String days, String why) throws Exception {
        MvcResult answer = pages.perform(post("/console/returns/" + id + "/repair")
                        .param("line", "1")
                        .param("state", state)
                        .param("cost", cost)
                        .param("days", days)
                        .param("why", why)
                        .with(user("o").roles("operator"))
                        .with(csrf()))
                .andReturn();
        assertThat(answer.getResponse().getRedirectedUrl()).isEqualTo("/console/returns/" + id);
        return answer.getFlashMap().values().toString();
    }

    @Test
    void aConnectorIsPausedAndGoesOn() throws Exception {
        answer(post("/console/connectors/gorgias/pause")
                .param("reason", "maintenance")
                .with(user("o").roles("operator"))
                .with(csrf()));
        try {
            assertThat(page(get("/console/connectors").with(user("o").roles("operator"))))
                    .contains("paused", "Resume");
        } finally {
            answer(post("/console/connectors/gorgias/resume")
                    .with(user("o").roles("operator"))
                    .with(csrf()));
        }
        assertThat(page(get("/console/connectors").with(user("o").roles("operator"))))
                .doesNotContain(">paused<");
    }

    @Test
    void whatOthersWroteIsShownAsTextAndNeverRun() throws Exception {
        String evil = "<script>alert(1)</script>";
        String list =
                page(get("/console/returns").param("q", evil).with(user("v").roles("viewer")));
        assertThat(list).doesNotContain(evil).contains("&lt;script&gt;");
        String order = world.play("review", 1).get(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> contraflow.statusOf(order).equals("IN_REVIEW"));
        String id = contraflow.search(order).get(0).get("id").asText();
        answer(post("/console/returns/" + id + "/note")
                .param("reason", evil)
                .with(user("o").roles("operator"))
                .with(csrf()));
        assertThat(page(get("/console/returns/" + id).with(user("v").roles("viewer"))))
                .doesNotContain(evil)
                .contains("&lt;script&gt;alert(1)");
    }

    /** Every text that a shop, a customer or a program can give us, on every page that might show it. */
    @Test
    void noFieldOfAReturnBringsAScriptIntoAPage() throws Exception {
        String evil = "\"'><img src=x onerror=alert(1)>";
        UUID declined = evilReturn(evil, "MUG-WHT", evil, "30.00");
        UUID inReview = evilReturn(evil, "MUG-WHT", "CHANGED_MIND", "900.00");
        UUID waits = evilReturn(evil, evil, "CHANGED_MIND", "30.00");
        await().atMost(Duration.ofSeconds(30)).until(() -> contraflow
                .whole(declined)
                .at("/details/status")
                .asText()
                .equals("DECLINED"));
        for (UUID id : List.of(inReview, waits)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !contraflow.whole(id).path("exceptions").isEmpty());
        }
        String exception = contraflow.whole(inReview).at("/exceptions/0/id").asText();
        assertThat(exception).as("a work item about it").isNotEmpty();
        List<String> addresses = List.of(
                "",
                "/returns",
                "/returns?q=" + URLEncoder.encode(evil, UTF_8),
                "/returns/" + declined,
                "/returns/" + inReview,
                "/returns/" + waits,
                "/exceptions",
                "/exceptions/" + exception,
                "/deliveries",
                "/audit",
                "/mappings",
                "/mappings/sku",
                "/mappings/sku?q=" + URLEncoder.encode(evil, UTF_8),
                "/mappings/sku/row?key=" + URLEncoder.encode(evil, UTF_8),
                "/policies/standard/case?reason=" + URLEncoder.encode(evil, UTF_8) + "&category="
                        + URLEncoder.encode(evil, UTF_8));
        for (String address : addresses) {
            assertThat(page(get(URI.create("/console" + address)).with(user("a").roles("admin"))))
                    .as(address)
                    .doesNotContain("<img src=x");
        }
        assertThat(page(get("/console/returns/" + inReview).with(user("a").roles("admin"))))
                .as("it is shown as the text that it is")
                .contains("&lt;img src=x");
    }

    /** Of a channel that leads to no other system. */
    private UUID evilReturn(String evil, String sku, String reason, String price) {
        Map<String, String> paid = Map.of("amount", price, "currency", "EUR");
        Map<String, Object> orderLine = Map.of(
                "id", evil,
                "sku", sku,
                "title", evil,
                "category", evil,
                "tags", List.of(evil),
                "quantity", 1,
                "paid", paid,
                "tax", Map.of("amount", "0.00", "currency", "EUR"));
        Map<String, Object> order = new HashMap<>(Map.of(
                "id",
                evil + UUID.randomUUID(),
                "name",
                evil,
                "currency",
                "EUR",
                "country",
                "US",
                "locale",
                "en",
                "customer",
                Map.of("id", evil, "name", evil, "email", evil, "groups", List.of(evil)),
                "placedAt",
                Instant.now().minus(Duration.ofDays(9)).toString(),
                "deliveredAt",
                Instant.now().minus(Duration.ofDays(5)).toString(),
                "lines",
                List.of(orderLine),
                "payments",
                List.of(Map.of("id", evil, "gateway", evil, "amount", paid))));
        order.put("shipping", Map.of("amount", "0.00", "currency", "EUR"));
        order.put("paid", paid);
        order.put("refunded", Map.of("amount", "0.00", "currency", "EUR"));
        order.put("tags", List.of(evil));
        Map<String, Object> line = Map.of(
                "id", evil,
                "orderLineId", evil,
                "sku", sku,
                "quantity", 1,
                "reason", reason,
                "condition", evil,
                "note", evil,
                "evidence", List.of(Map.of("kind", "PHOTO", "reference", evil)));
        Web.Answer answer = contraflow
                .web()
                .send(
                        "POST",
                        "/api/returns",
                        Map.of(
                                "channel", SILENT_CHANNEL,
                                "shopName", evil,
                                "order", order,
                                "lines", List.of(line)),
                        "Idempotency-Key",
                        "evil-" + UUID.randomUUID());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return UUID.fromString(answer.body().path("id").asText());
    }

    @Test
    void aCaseIsTriedOnAPolicy() throws Exception {
        String fee = page(get("/console/policies/standard/case?country=US&condition=OPENED&delivered=20&price=100.00")
                .with(user("v").roles("viewer")));
        assertThat(fee)
                .contains(
                        "Decision:",
                        "Restocking fee",
                        "15 % of the goods",
                        ", at most 50.00 EUR",
                        "Every rule that was tried");
        assertThat(page(get("/console/policies/standard/case?price=much")
                        .with(user("v").roles("viewer"))))
                .contains("price must be an amount")
                .doesNotContain("Decision:");
        assertThat(page(get("/console/policies/standard/case?back=x")
                        .with(user("v").roles("viewer"))))
                .contains("back cannot be read")
                .doesNotContain("Decision:");
        assertThat(page(get("/console/policies/standard/case?bought=1&back=2")
                        .with(user("v").roles("viewer"))))
                .contains("the field back must not be more than bought");
    }

    @Test
    void aCaseOfSeveralArticlesIsTriedOnADraftThatIsNotSaved() throws Exception {
        String strict = Files.readString(Path.of("config/policies/standard.yaml"))
                .replace("when: value > 50000", "when: value > 7000");
        String asked = page(post("/console/policies/standard/case")
                .param("text", strict.replace("\n", "\r\n"))
                .param("articles", "2")
                .param("price-2", "35.00")
                .with(csrf())
                .with(user("o").roles("operator")));
        assertThat(asked).contains("high-value: value &gt; 7000 holds (value is 7490)", "of the draft", "Article 2");
        assertThat(page(post("/console/policies/standard/case")
                        .param("text", "name: standard\nwindow: []\n")
                        .with(csrf())
                        .with(user("o").roles("operator"))))
                .contains("standard.yaml:2: A policy has no key")
                .doesNotContain("Decision:");
        assertThat(page(get("/console/policies/standard/case?articles=3&back-3=x")
                        .with(user("v").roles("viewer"))))
                .contains("article 3: back cannot be read");
        assertThat(page(get("/console/policies/standard/case").with(user("v").roles("viewer"))))
                .contains("no rule objects");
        assertThat(answer(get("/console/policies/standard/case?version=000000000000")
                                .with(user("v").roles("viewer")))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void theVersionsOfAPolicyAreListedAndComparedWithThemselvesTheySayTheSame() throws Exception {
        assertThat(page(get("/console/policies/standard").with(user("v").roles("viewer"))))
                .contains("Versions", "in force");
        assertThat(page(get("/console/policies/standard/compare").with(user("v").roles("viewer"))))
                .contains("Versions compared");
        assertThat(answer(get("/console/policies/standard/compare?from=x")
                                .with(user("v").roles("viewer")))
                        .getStatus())
                .isEqualTo(404);
        assertThat(answer(get("/console/policies/none").with(user("v").roles("viewer")))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aWholeGroupIsTriedAgainAndItsProgressIsShown() throws Exception {
        String order = world.play("review", 1).get(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> contraflow.statusOf(order).equals("IN_REVIEW"));
        JsonNode waiting = contraflow
                .openExceptions(contraflow.returnOf(order).orElseThrow())
                .get(0);
        answer(post("/console/exceptions/bulk")
                .param("cause", waiting.get("cause").asText())
                .param("action", "RESOLVE")
                .param("reason", "looked at elsewhere")
                .with(user("o").roles("operator"))
                .with(csrf()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        page(get("/console/exceptions/jobs").with(user("v").roles("viewer"))))
                .contains("resolve", "<progress", "done"));
        assertThat(page(get("/console/exceptions/" + waiting.get("id").asText())
                        .with(user("v").roles("viewer"))))
                .contains("looked at elsewhere", "policy review");
    }

    @Test
    void aDeliveryThatStoppedCanBeTriedAgainButNotCorrected() throws Exception {
        world.fault(Map.of(
                "system", "netsuite", "operation", "POST *returnAuthorization", "kind", "status", "status", 400));
        String order = world.play("happy-path", 1).get(0);
        await().atMost(Duration.ofSeconds(30)).until(() -> contraflow
                .returnOf(order)
                .map(whole -> !contraflow.openExceptions(whole).isEmpty())
                .orElse(false));
        world.noFaults();
        String id = contraflow
                .openExceptions(contraflow.returnOf(order).orElseThrow())
                .get(0)
                .get("id")
                .asText();
        assertThat(page(get("/console/exceptions/" + id).with(user("o").roles("operator"))))
                .contains("What was to be delivered", "What we asked", ">Retry<", "seen once")
                .as("it is made anew from the return")
                .doesNotContain("Correct and retry");

        answer(post("/console/exceptions/" + id + "/retry")
                .with(user("o").roles("operator"))
                .with(csrf()));

        contraflow.awaitStatus(List.of(order), "CLOSED");
    }

    @Test
    void aWrongEventIsCorrectedWhereItStandsAndTriedAgain() throws Exception {
        Web.Answer kept = new ShopifyWebhooks(URI.create("http://127.0.0.1:" + PORT), "sandbox-secret")
                .post(
                        "returns/request",
                        UUID.randomUUID().toString(),
                        "{\"id\":1,\"admin_graphql_api_id\":\"gid://shopify/Return/no-number\"}".getBytes(UTF_8));
        assertThat(kept.status()).isLessThan(300);
        JsonNode waiting = await().atMost(Duration.ofSeconds(30)).until(this::deadEvent, Objects::nonNull);
        String address = "/console/exceptions/" + waiting.get("id").asText();
        assertThat(page(get(address).with(user("o").roles("operator")))).contains("What came", "Correct and retry");

        answer(post(address + "/edit")
                .param("field", "/admin_graphql_api_id")
                .param("value", "gid://shopify/Return/1")
                .with(user("o").roles("operator"))
                .with(csrf()));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(page(get(address).with(user("o").roles("operator"))))
                        .contains("resolved"));
    }

    private @Nullable JsonNode deadEvent() {
        for (JsonNode one : contraflow.web().get("/api/exceptions?size=200").get("items")) {
            if (one.get("kind").asText().equals("DEAD_EVENT")) {
                return one;
            }
        }
        return null;
    }

    @Test
    void whatDoesNotExistIsSaidSo() throws Exception {
        assertThat(status(get("/console/returns/" + UUID.randomUUID())
                        .with(user("v").roles("viewer"))))
                .isEqualTo(404);
        assertThat(status(get("/console/mappings/..%2Fsecrets").with(user("v").roles("viewer"))))
                .isIn(400, 404);
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return pages.perform(request).andReturn().getResponse();
    }

    private int status(RequestBuilder request) throws Exception {
        return answer(request).getStatus();
    }

    private String page(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = answer(request);
        assertThat(answer.getStatus()).isEqualTo(200);
        return answer.getContentAsString();
    }
}
