package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Filters of lists under a name: one's own, or shared; never an address of anybody else, and nothing that runs. */
class ViewsTest extends RunningTest {
    private final URI address = URI.create("http://127.0.0.1:" + PORT);
    private final Web admin = contraflow.web();
    private final Web lead = new Web(address, "lead:sandbox");
    private final Web auditor = new Web(address, "auditor:sandbox");

    @Autowired
    private JdbcClient db;

    @AfterEach
    void nobodyHasViews() {
        db.sql("delete from saved_view").update();
    }

    @Test
    void whoOnlyLooksSavesRenamesAndRemovesTheirOwnWhichNobodyElseSees() {
        Web.Answer saved = save(auditor, "Stuck", Map.of("status", "IN_TRANSIT", "q", "#1042"), false);

        assertThat(saved.status()).as(saved.toString()).isEqualTo(201);
        assertThat(names(auditor)).containsExactly("Stuck");
        assertThat(names(lead)).isEmpty();
        assertThat(names(admin)).isEmpty();
        String path = "/api/views/" + saved.body().path("id").asText();
        assertThat(lead.send("DELETE", path, null).status())
                .as("nothing of it is told")
                .isEqualTo(404);

        JsonNode changed = auditor.send("PUT", path, Map.of("name", "On the way", "shared", false))
                .body();
        assertThat(changed.path("filter").toString()).isEqualTo("{\"q\":\"#1042\",\"status\":\"IN_TRANSIT\"}");
        assertThat(names(auditor)).containsExactly("On the way");
        assertThat(auditor.send("DELETE", path, null).status()).isEqualTo(200);
        assertThat(names(auditor)).isEmpty();
        assertThat(auditor.send("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void onlyWhoMayActSharesAndOnlyTheOwnerOrAnAdministratorChangesWhatIsShared() {
        assertRefused(save(auditor, "Mine for all", Map.of("status", "CLOSED"), true), 403, "the field shared");
        JsonNode shared =
                save(lead, "For all", Map.of("status", "IN_REVIEW"), true).body();
        String path = "/api/views/" + shared.path("id").asText();

        assertThat(names(auditor)).containsExactly("For all");
        assertRefused(auditor.send("DELETE", path, null), 403, "shared by lead");
        assertRefused(auditor.send("PUT", path, Map.of("name", "x", "shared", true)), 403, "shared by lead");
        assertThat(admin.send("PUT", path, Map.of("name", "For everybody", "shared", true))
                        .body()
                        .path("owner")
                        .asText())
                .isEqualTo("lead");
        assertThat(admin.send("DELETE", path, null).status()).isEqualTo(200);
        assertThat(names(lead)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\u202Eb", "\u200B", "eve@example.org"})
    void aNameThatCannotBeReadOrIsOfACustomerIsRefused(String name) {
        assertRefused(save(lead, name, Map.of("status", "CLOSED"), false), 400, "name");
        assertRefused(save(lead, "x".repeat(61), Map.of("status", "CLOSED"), false), 400, "name");
        assertThat(names(lead)).isEmpty();
    }

    @Test
    void aFilterHasOnlyWhatItsListKnows() {
        assertRefused(save(lead, "a", Map.of("next", "https://evil.example"), false), 400, "only have q, status");
        assertRefused(save(lead, "a", Map.of(), false), 400, "the field filter is empty");
        assertRefused(save(lead, "a", Map.of("q", " "), false), 400, "the field filter is empty");
        assertRefused(save(lead, "a", Map.of("q", "eve@example.org"), false), 400, "no mail address");
        assertRefused(save(lead, "a", Map.of("q", "x".repeat(201)), false), 400, "filter.q");
        assertRefused(save(lead, "a", Map.of("q", "a\u0000"), false), 400, "filter.q");
        assertRefused(
                save(lead, "a", Map.of("q", "\u3042".repeat(200), "status", "\u3042".repeat(200)), false),
                400,
                "too long");
        assertThat(lead.send("POST", "/api/views", Map.of("page", "USERS", "name", "a", "filter", Map.of()))
                        .status())
                .isEqualTo(400);
        assertThat(names(lead)).isEmpty();
    }

    @Test
    void twoOfOneNameAreNotSavedEvenAtOnceAndNobodyHasMoreThanFifty() throws Exception {
        ExecutorService savers = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> save = () ->
                    save(lead, "At once", Map.of("status", "CLOSED"), false).status();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> saved : savers.invokeAll(List.of(save, save, save, save))) {
                answers.add(saved.get());
            }
            assertThat(answers).containsOnly(201, 409).containsOnlyOnce(201);
        } finally {
            savers.shutdownNow();
        }
        JsonNode other = save(lead, "Other", Map.of("status", "CLOSED"), false).body();
        assertRefused(
                lead.send("PUT", "/api/views/" + other.path("id").asText(), Map.of("name", "At once", "shared", false)),
                409,
                "there is a view At once already");
        for (int i = 2; i < 50; i++) {
            assertThat(save(lead, "view " + i, Map.of("q", "#" + i), false).status())
                    .isEqualTo(201);
        }
        assertRefused(save(lead, "one more", Map.of("q", "#51"), false), 409, "may have 50");
        assertThat(save(admin, "one more", Map.of("q", "#51"), false).status()).isEqualTo(201);
    }

    @Test
    void theConsoleSavesTheFilterAndShowsItAsALinkOfItsOwnSite() {
        Browser browser = new Browser(address);
        browser.login("lead", "sandbox");
        String evil = "\"><script>alert(1)</script>";
        assertThat(browser.page("/console/returns")).doesNotContain("Save this filter");
        assertThat(browser.page("/console/returns?status=IN_REVIEW&page=3&next=//evil.example"))
                .contains("/console/views/new?of=returns&amp;status=IN_REVIEW\"");

        Web.Answer saved = browser.submit(
                "/console/views/new?of=returns&q=a",
                "/console/views",
                Map.of("of", "returns", "name", evil, "q", evil, "next", "//evil.example", "shared", "true"));

        assertThat(saved.headers().get("location"))
                .containsExactly("/console/returns?q=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E");
        for (String page : List.of("/console/returns", "/console/views")) {
            assertThat(browser.page(page))
                    .contains("&lt;script&gt;", "/console/returns?q=%22%3E%3Cscript")
                    .doesNotContain("<script>alert", "evil.example");
        }
        assertThat(browser.page("/console/exceptions")).as("of another list").doesNotContain("&lt;script&gt;");
        assertThat(browser.get("/console/views/new?of=users").status()).isEqualTo(400);

        String id = lead.get("/api/views").at("/items/0/id").asText();
        browser.submit("/console", "/console/views/" + id + "/change", Map.of("name", "Plain", "shared", "true"));
        Browser other = new Browser(address);
        other.login("auditor", "sandbox");
        assertThat(other.page("/console/returns")).contains("Plain", "lead");
        assertThat(other.page("/console/views")).contains("Plain").doesNotContain("Remove Plain");
        other.submit("/console/views/new?of=returns&q=a", "/console/views/" + id + "/remove", Map.of());
        assertThat(names(lead)).as("it is not theirs").containsExactly("Plain");
        assertThat(other.submit(
                                "/console/views/new?of=returns&q=a",
                                "/console/views/" + UUID.randomUUID() + "/remove",
                                Map.of())
                        .status())
                .isEqualTo(404);
        browser.submit("/console", "/console/views/" + id + "/remove", Map.of("name", ""));
        assertThat(names(lead)).isEmpty();
    }

    private static Web.Answer save(Web who, String name, Map<String, String> filter, boolean shared) {
        return who.send(
                "POST", "/api/views", Map.of("page", "RETURNS", "name", name, "filter", filter, "shared", shared));
    }

    private static List<String> names(Web who) {
        List<String> names = new ArrayList<>();
        who.get("/api/views?page=RETURNS")
                .path("items")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    private static void assertRefused(Web.Answer answer, int status, String why) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.body().path("detail").asText()).contains(why);
    }
}
