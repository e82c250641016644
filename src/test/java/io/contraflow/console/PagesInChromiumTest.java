package io.contraflow.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.FileForm;
import io.contraflow.story.Portal;
import io.contraflow.story.Portal.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What holds on every page: it fits a phone, loads nothing from elsewhere, has no error and can be used by everybody. */
class PagesInChromiumTest extends BrowserTest {
    /** Addresses of all pages of the console. */
    static final List<String> PAGES = List.of(
            "/console",
            "/console/tour",
            "/console/returns",
            "/console/exceptions",
            "/console/deliveries",
            "/console/connectors",
            "/console/mappings",
            "/console/mappings/sku",
            "/console/mappings/sku/row?key=TEE-BLK-S",
            "/console/policies",
            "/console/policies/standard",
            "/console/policies/standard/compare",
            "/console/policies/standard/case?articles=2",
            "/console/reconciliation",
            "/console/schedules");

    @Test
    void everyPageFitsAPhoneLoadsNothingFromElsewhereAndHasNoSeriousFaultForAnybodyLightOrDark() throws Exception {
        String axe = axe();
        List<String> pages = new ArrayList<>(PAGES);
        pages.addAll(somethingToShow());
        SoftAssertions all = new SoftAssertions();
        tab.open("/login");
        look(all, axe, "/login");
        tab.login(ACTS, PASSWORD);
        for (String page : pages) {
            tab.open(page);
            look(all, axe, page);
        }
        all.assertAll();
    }

    @Test
    void thePageOfTheApiFitsAPhoneAndHasNoSeriousFaultWithAnOperationOpen() throws Exception {
        tab.open("/login");
        tab.login(ACTS, PASSWORD);
        tab.open("/swagger-ui.html");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> click("h3[id=operations-tag-policies] button, h3[id=operations-tag-policies]"));
        await().atMost(Duration.ofSeconds(40)).until(() -> click(".opblock-post .opblock-summary-control"));
        await().atMost(Duration.ofSeconds(40)).until(() -> click(".opblock-get .opblock-summary-control"));
        await().atMost(Duration.ofSeconds(40))
                .until(() -> tab.script("document.querySelectorAll('.responses-table').length")
                                .asInt()
                        == 2);
        assertThat(tab.text()).doesNotContain("Could not resolve reference");
        SoftAssertions all = new SoftAssertions();
        fits(all, axe(), "/swagger-ui.html");
        all.assertAll();
        // Swagger's script also sets styles inline, which the page does not let it.
        assertThat(tab.problems()).allMatch(problem -> problem.contains("inline style"));
    }

    /** Whether it was there to be clicked. */
    private boolean click(String element) {
        return tab.script("(e => e ? (e.click(), true) : false)(document.querySelector('" + element + "'))")
                .asBoolean();
    }

    @Test
    void theChartOfTheOverviewShowsWhatItsTableSays() {
        contraflow.awaitStatus(world.play("happy-path", 2), "CLOSED");
        tab.open("/login");
        tab.login(ACTS, PASSWORD);
        tab.open("/console");

        for (int column : new int[] {1, 2}) {
            JsonNode table = tab.script("Array.from(document.querySelectorAll('#days tbody tr'))"
                    + ".map(row => Number(row.cells[" + column + "].textContent))");
            JsonNode drawn =
                    tab.script("Chart.getChart(document.querySelector('canvas[data-table=days]')).data.datasets["
                            + (column - 1) + "].data");
            assertThat(table).hasSize(30).isEqualTo(drawn);
            assertThat(table.get(29).asInt()).as("today").isGreaterThanOrEqualTo(2);
        }
        assertThat(tab.problems()).isEmpty();
    }

    private void look(SoftAssertions all, String axe, String page) {
        fits(all, axe, page);
        all.assertThat(tab.problems()).as("%s has no errors", page).isEmpty();
    }

    private void fits(SoftAssertions all, String axe, String page) {
        all.assertThat(violations(axe)).as("%s on a desk, light", page).isEmpty();
        tab.size(390, 844).dark(true);
        all.assertThat(tab.script("document.documentElement.scrollWidth").asInt())
                .as("%s is not wider than a phone", page)
                .isLessThanOrEqualTo(390);
        all.assertThat(violations(axe)).as("%s on a phone, dark", page).isEmpty();
        tab.size(1280, 900).dark(false);
    }

    /** Faults that axe-core calls serious or critical, each with the element. */
    private List<String> violations(String axe) {
        if (tab.script("typeof axe").asText().equals("undefined")) {
            tab.script(axe + "; 0");
        }
        JsonNode found = tab.script("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.html.slice(0, 160) + ' ' + n.failureSummary)))");
        List<String> list = new ArrayList<>();
        found.forEach(one -> list.add(one.asText()));
        return list;
    }

    private static String axe() throws IOException {
        try (InputStream file = PagesInChromiumTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A return with an exception, one whose refund has a fee, and one that is to be mended and has a photo. */
    private List<String> somethingToShow() {
        String review = world.play("review", 1).get(0);
        String fee = world.play("restocking-fee", 1).get(0);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> contraflow.statusOf(review).equals("IN_REVIEW"));
        contraflow.awaitStatus(List.of(fee), "CLOSED");
        Portal portal = new Portal(contraflow, world);
        UUID mended = portal.asksFor(portal.bought("HEADSET-X", 1), new Wish(1, "DAMAGED", "REPAIR", null));
        new FileForm()
                .field("kind", "PHOTO")
                .field("line", "1")
                .file(
                        "a photo with a name that is longer than its thumbnail is wide.png",
                        "image/png",
                        FileForm.picture())
                .send(contraflow.web(), "/api/returns/" + mended + "/documents");
        JsonNode waiting = contraflow.returnOf(review).orElseThrow();
        JsonNode closed = contraflow.returnOf(fee).orElseThrow();
        contraflow
                .web()
                .send(
                        "POST",
                        "/api/views",
                        Map.of(
                                "page",
                                "RETURNS",
                                "name",
                                "A view with a name that is about as long as it may be at all",
                                "filter",
                                Map.of("status", "IN_REVIEW"),
                                "shared",
                                true));
        return Stream.of(
                        "/console/returns?status=IN_REVIEW",
                        "/console/returns?status=CLOSED",
                        "/console/views",
                        "/console/views/new?of=returns&status=CLOSED",
                        "/console/returns/" + waiting.at("/details/id").asText(),
                        "/console/returns/" + closed.at("/details/id").asText(),
                        "/console/returns/" + mended,
                        "/console/exceptions/"
                                + contraflow
                                        .openExceptions(waiting)
                                        .get(0)
                                        .get("id")
                                        .asText())
                .peek(page -> assertThat(page).doesNotEndWith("/"))
                .toList();
    }
}
