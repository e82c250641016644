package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Browser;
import io.contraflow.story.RunningTest;
import io.contraflow.story.Web;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who did what stands in the trail: each action of the API and the console, each login and each refusal. */
class AuditedActionsTest extends RunningTest {
    private final URI address = URI.create("http://127.0.0.1:" + PORT);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping addresses;

    /** The latest entry about something. */
    private JsonNode latest(String query) {
        return contraflow.web().get("/api/audit?size=1&" + query).path("items").path(0);
    }

    @Test
    void everyRequestThatCouldChangeSomethingLeavesAnEntry() {
        Web lead = new Web(address, "lead:sandbox");
        Browser browser = new Browser(address);
        browser.login("lead", "sandbox");
        String token = browser.token("/console");
        TreeSet<String> withoutTrace = new TreeSet<>();
        addresses.getHandlerMethods().forEach((info, handler) -> info.getMethodsCondition().getMethods().stream()
                .filter(method -> method != RequestMethod.GET)
                .forEach(method -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.startsWith("/console/"))
                        .filter(path -> path.contains("{"))
                        .forEach(path -> {
                            String id = UUID.randomUUID().toString();
                            String called = path.replaceAll("\\{[^}]+}", id);
                            if (path.startsWith("/api/")) {
                                lead.send(method.name(), called, "{}");
                            } else {
                                browser.send(
                                        method.name(),
                                        called,
                                        "_csrf=" + token,
                                        "Content-Type",
                                        "application/x-www-form-urlencoded");
                            }
                            JsonNode entry = latest("subject=" + subject(path, id));
                            if (!entry.path("action").asText().equals(AuditedRequests.action(method.name(), path))) {
                                // Those for administrators alone are refused before they have a name.
                                JsonNode denied = latest("action=denied&actor=lead");
                                if (!denied.path("subject").asText().contains(id)) {
                                    withoutTrace.add(method + " " + path);
                                }
                            }
                        })));
        assertThat(withoutTrace).isEmpty();
    }

    /** All that stands in braces, which is called the same here. */
    private static String subject(String path, String id) {
        long variables = path.chars().filter(one -> one == '{').count();
        return String.join("%20", Collections.nCopies((int) variables, id));
    }

    @Test
    void anEntrySaysWhoInWhichRoleByWhichWayWhatToWhatWhyAndHowItEnded() {
        contraflow.web().send("POST", "/api/connectors/gorgias/pause", Map.of("reason", "trail by the API"));
        JsonNode paused = latest("action=connectors/pause&subject=gorgias&way=api");
        assertThat(paused.path("actor").asText()).isEqualTo("admin");
        assertThat(paused.path("role").asText()).isEqualTo("admin");
        assertThat(paused.path("reason").asText()).isEqualTo("trail by the API");
        assertThat(paused.path("result").asText()).isEqualTo("DONE");

        Browser browser = new Browser(address);
        browser.login("lead", "sandbox");
        browser.submit("/console", "/console/connectors/gorgias/resume", Map.of());
        JsonNode resumed = latest("action=connectors/resume&subject=gorgias&way=console");
        assertThat(resumed.path("actor").asText()).isEqualTo("lead");
        assertThat(resumed.path("role").asText()).isEqualTo("operator");
        assertThat(resumed.path("result").asText()).isEqualTo("DONE");

        browser.submit("/console", "/console/connectors/gorgias/pause", Map.of("reason", " "));
        assertThat(latest("action=connectors/pause&subject=gorgias&way=console")
                        .path("result")
                        .asText())
                .as("a page that answers with a sentence")
                .isEqualTo("REFUSED");
    }

    @Test
    void whatWasMadeIsNamed() {
        JsonNode job = contraflow
                .web()
                .send("POST", "/api/jobs", Map.of("action", "RETRY", "cause", "00000000000000aa"))
                .body();
        assertThat(latest("action=jobs/create").path("subject").asText())
                .isEqualTo(job.path("id").asText());
    }

    @Test
    void loginsLogoutsAndRefusalsStandThereButNoNameThatNobodyBears() {
        Browser browser = new Browser(address);
        browser.login("auditor", "sandbox");
        assertThat(latest("action=login&actor=auditor").path("result").asText()).isEqualTo("DONE");
        browser.send("POST", "/api/reconciliation", "{}", "X-CSRF-TOKEN", browser.token("/console"));
        JsonNode denied = latest("action=denied&actor=auditor");
        assertThat(denied.path("subject").asText()).isEqualTo("POST /api/reconciliation");
        assertThat(denied.path("result").asText()).isEqualTo("REFUSED");
        browser.submit("/console", "/logout", Map.of());
        assertThat(latest("action=logout&actor=auditor").path("result").asText())
                .isEqualTo("DONE");

        browser.login("lead", "a password that is wrong");
        assertThat(latest("action=login&actor=lead&result=REFUSED").path("way").asText())
                .isEqualTo("console");
        browser.login("my secret password", "typed in the wrong field");
        assertThat(contraflow.web().get("/api/audit?size=500").toString()).doesNotContain("my secret password");
    }

    @Test
    void theTrailIsReadPageByPageWithoutGapsAndItsChainIsIntact() {
        for (int i = 0; i < 5; i++) {
            contraflow.web().send("POST", "/api/connectors/gorgias/resume", null);
        }
        JsonNode whole = contraflow.web().get("/api/audit?action=connectors/resume&size=5");
        JsonNode first = contraflow.web().get("/api/audit?action=connectors/resume&size=2");
        JsonNode second = contraflow
                .web()
                .get("/api/audit?action=connectors/resume&size=2&before="
                        + first.path("next").asLong());
        assertThat(whole.path("items")).hasSize(5);
        assertThat(numbers(whole)).startsWith(numbers(first) + "," + numbers(second) + ",");
        JsonNode verdict = contraflow.web().get("/api/audit/verify");
        assertThat(verdict.path("findings")).isEmpty();
        assertThat(verdict.path("entries").asLong()).isPositive();
        assertThat(contraflow.web().send("GET", "/api/audit/verify?seq=1", null).status())
                .isEqualTo(400);
        Browser admin = new Browser(address);
        admin.login("admin", "sandbox");
        assertThat(admin.page("/console/audit")).contains("connectors/resume", "Check the chain");
        assertThat(admin.page("/console/audit/verify")).contains("intact");
    }

    private static String numbers(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item -> item.path("nr").asText())
                .collect(Collectors.joining(","));
    }
}
