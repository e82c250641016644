package io.contraflow.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The main tasks of operators, done in a browser with mouse and keyboard. */
class TasksInChromiumTest extends BrowserTest {
    private static final int MANY = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Journal journal;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private CamelContext camel;

    @AfterEach
    void nothingWentWrong() {
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void aReturnIsFoundByMailAndTellsWhyItsFeeWasCharged() {
        String order = world.play("restocking-fee", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        String number = whole.at("/details/number").asText();

        tab.login(LOOKS, PASSWORD);
        tab.fill("Find a return", whole.at("/details/order/customer/email").asText())
                .press("Enter");
        tab.at("/console/returns?q=").click(number);
        tab.see("Restocking fee", "−50.00 EUR");
        assertThat(tab.text()).as("the rules are folded").doesNotContain("restocking-opened");
        tab.click("Rule by rule").see("restocking-opened");
    }

    @Test
    void aReturnInReviewIsApprovedWithAReason() {
        String order = inReview();

        tab.login(ACTS, PASSWORD);
        tab.open("/console/returns?q=" + order.replace("#", "%23"));
        tab.click("td a", "RMA-").see("in review");
        tab.click("Approve");
        assertThat(tab.path()).as("without a reason the form is not sent").startsWith("/console/returns/");
        tab.see("in review").fill("Reason or note", "a good customer of ours").click("Approve");
        tab.see("Accepted.", "a good customer of ours");

        contraflow.awaitStatus(List.of(order), "CLOSED");
        theSystemsAreComparedInPlaceAndEachRecordCanBeOpened(order);
    }

    private void theSystemsAreComparedInPlaceAndEachRecordCanBeOpened(String order) {
        await().atMost(PATIENCE).until(() -> contraflow
                .returnOf(order)
                .map(whole -> !whole.toString().contains("\"state\":\"WAITING\""))
                .orElse(false));
        tab.open(tab.path());
        tab.see("Systems", "netsuite", "Not compared yet.", "return authorization");
        double loaded = tab.script("performance.timeOrigin").asDouble();
        tab.click("Compare now").see("Compared: nothing differs.", "Has the return as we do.");
        assertThat(tab.script("performance.timeOrigin").asDouble())
                .as("the page was not loaded again")
                .isEqualTo(loaded);
        assertThat(tab.script("document.activeElement.id").asText())
                .as("who works by keyboard stays where they were")
                .isEqualTo("compare");
        String unsafe = "[...document.querySelectorAll('#systems dd a')].filter(a => a.rel !== 'noopener noreferrer'"
                + " || a.target !== '_blank' || !/^https?:$/.test(a.protocol)).length";
        assertThat(tab.script(unsafe).asInt()).isZero();
        assertThat(tab.script("document.querySelectorAll('#systems dd a').length")
                        .asInt())
                .as("links into the systems")
                .isGreaterThan(8);
    }

    @Test
    void anUnmappedSkuIsAddedAfterALookAtTheDifferenceAndTheReturnThatWaitedMoves() throws Exception {
        Path file = MAPPINGS.resolve("sku.csv");
        String before = Files.readString(file);
        String version = contraflow.web().get("/api/mappings").get("version").asText();
        try {
            String order = world.play("unmapped-sku", 1).get(0);
            await().atMost(PATIENCE).until(() -> contraflow
                    .returnOf(order)
                    .map(whole -> !contraflow.openExceptions(whole).isEmpty())
                    .orElse(false));

            tab.login(ACTS, PASSWORD);
            tab.click("nav a", "Exceptions").at("/console/exceptions").click("td a", "unmapped sku");
            tab.at("/console/exceptions/").see("LAMP-OAK").click("To what is missing");
            tab.see("LAMP-OAK", "for a row in sku").click("Add LAMP-OAK to sku");
            tab.fill("erp_item", "3301, or so");
            tab.fill("description", "Lamp").click("Show the difference");
            tab.see("The difference", "3301, or so");
            assertThat(Files.readString(file)).as("nothing is saved yet").isEqualTo(before);
            tab.fill("erp_item", "3350").click("Show the difference");
            tab.see("3350").click("Save");
            tab.see("LAMP-OAK is saved and in force", "Who changed what here", ACTS, "added");

            contraflow.awaitStatus(List.of(order), "CLOSED");
            assertThat(tab.open("/console/mappings").text()).as("what waits").doesNotContain("Add LAMP-OAK to sku");
        } finally {
            Files.writeString(file, before);
            // The next test must not meet the row.
            await().atMost(PATIENCE).until(() -> contraflow
                    .web()
                    .get("/api/mappings")
                    .get("version")
                    .asText()
                    .equals(version));
        }
    }

    @Test
    void aRowThatCannotStandInTheTableIsRefusedWithTheReasonAndAnOutdatedOneIsNotSaved() throws Exception {
        Path file = MAPPINGS.resolve("sku.csv");
        String before = Files.readString(file);
        tab.login(ACTS, PASSWORD).open("/console/mappings/sku/row");
        tab.fill("shop_sku", "TEE-BLK-S");
        tab.fill("erp_item", "1").click("Show the difference");
        tab.see("The key 'TEE-BLK-S' is already here.");

        tab.open("/console/mappings/sku/row?key=TEE-BLK-S");
        tab.fill("description", "T-shirt, black").click("Show the difference");
        tab.see("The difference", "T-shirt, black");
        try {
            Files.writeString(file, before + "\n# Somebody else was here.\n");
            tab.click("Save").see("The table has changed meanwhile.");
            assertThat(Files.readString(file)).doesNotContain("T-shirt, black");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void aNewcomerPlaysAReturnAndSeesItsWholeWayWithoutReloading() {
        tab.login(ACTS, PASSWORD).click("Play a return");
        tab.at("/console/tour").click("Play happy-path");
        tab.at("/console/tour/happy-path?order=").see("The way of a return", "The customer asks");
        double loaded = tab.script("performance.timeOrigin").asDouble();

        tab.see("The return is closed.");

        assertThat(tab.script("performance.timeOrigin").asDouble())
                .as("it renewed itself")
                .isEqualTo(loaded);
        assertThat(tab.script("document.querySelectorAll('.way .past').length").asInt())
                .as("parts of the way that are behind it")
                .isEqualTo(7);
        tab.click("Read it whole").at("/console/returns/").see("Timeline", "Refunded by the shop");
    }

    @Test
    void aStoryThatNeedsAPersonLeadsToWhereTheyAct() {
        tab.login(ACTS, PASSWORD).open("/console/tour").click("Play review");
        tab.at("/console/tour/review?order=").see("It waits for you:").click("To the return");
        tab.at("/console/returns/").fill("Reason or note", "as the tour says").click("Approve");
        tab.see("Accepted.");
    }

    @Test
    void aDraftOfAPolicyIsTriedOnPastReturnsAndAMistakeInItIsNamed() {
        String order = world.play("happy-path", 1).get(0);
        contraflow.awaitStatus(List.of(order), "CLOSED");

        tab.login(ACTS, PASSWORD).open("/console/policies").click("td a", "standard");
        tab.at("/console/policies/standard")
                .fill("A draft", "policy: standard\nruls: []\n")
                .click("Try the draft");
        tab.at("/simulate").see("standard.yaml");
        assertThat(tab.script("document.getElementById('text').value").asText())
                .as("what was written stays")
                .contains("ruls");

        String text = tab.open("/console/policies/standard")
                .script("document.getElementById('text').value")
                .asText();
        tab.fill("A draft", text + "# the same, with one more comment\n").click("Try the draft");
        tab.at("/console/policies/simulations/").see("done", "Verdicts, from now to then", "approve to approve");
        assertThat(tab.script("document.querySelector('.figure .big').innerText")
                        .asInt())
                .as("returns that the same rules treat differently")
                .isZero();
    }

    @Test
    void whoOnlyLooksIsOfferedNoWayToAct() {
        String order = inReview();
        String id = contraflow.search(order).get(0).get("id").asText();
        String waiting = contraflow
                .openExceptions(contraflow.returnOf(order).orElseThrow())
                .get(0)
                .get("id")
                .asText();
        tab.login(LOOKS, PASSWORD);
        List<String> pages = new java.util.ArrayList<>(PagesInChromiumTest.PAGES);
        pages.add("/console/returns/" + id);
        pages.add("/console/exceptions/" + waiting);
        for (String page : pages) {
            tab.open(page);
            assertThat(tab.has("main form[method=post] [type=submit]"))
                    .as("a form to act on %s", page)
                    .isFalse();
        }
        tab.open("/console/returns/" + id);
        int status = tab.script(
                        "fetch('/console/returns/" + id + "/note', {method: 'POST', body: new URLSearchParams("
                                + "{reason: 'forged', _csrf: document.querySelector('[name=_csrf]').value})}).then(r => r.status)")
                .asInt();
        assertThat(status).as("a request that is sent nevertheless").isEqualTo(403);
        assertThat(tab.problems()).as("the browser notes the refusal").hasSize(1);
        assertThat(tab.open("/console/returns/" + id).text()).doesNotContain("forged");
    }

    @Test
    void aConnectorIsPausedAndGoesOn() {
        tab.login(ACTS, PASSWORD);
        tab.click("nav a", "Connectors");
        tab.fill("Why is gorgias paused?", "they move house").press("Enter");
        try {
            tab.see("gorgias is paused. What is accepted for it waits.", "Resume");
        } finally {
            tab.click("Resume");
        }
        tab.see("gorgias works again.");
    }

    @Test
    void aThousandDeadLettersAreTriedAgainAtOnce() throws Exception {
        AtomicBoolean works = new AtomicBoolean();
        AtomicInteger effects = new AtomicInteger();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("outbox:thousand/push?concurrency=4").routeId("thousand").process(exchange -> {
                    if (!works.get()) {
                        throw DeliveryFailed.rejected(null, "thousand answered 422: no such shelf");
                    }
                    effects.incrementAndGet();
                });
            }
        });
        transaction.executeWithoutResult(tx -> {
            for (int i = 0; i < MANY; i++) {
                journal.send(UUID.randomUUID(), "thousand", "shop", "push", "{}".getBytes(UTF_8));
            }
        });
        tab.login(ACTS, PASSWORD).open("/console/exceptions");
        tab.seeAfterReload("no such shelf", MANY + " dead delivery");
        works.set(true);

        String form = "[...document.querySelectorAll('.groups li')].find(l => l.innerText.includes('no such shelf'))"
                + ".querySelector('button').setAttribute('aria-label', 'Retry the thousand')";
        tab.script(form);
        tab.click("Retry the thousand");
        tab.see("Under way", "1000 of 1000");

        assertThat(tab.questions()).containsExactly("Try all 1000 again?");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(effects).hasValue(MANY));
        tab.open("/console/exceptions");
        assertThat(tab.text()).doesNotContain("no such shelf");
        camel.getRouteController().stopRoute("thousand");
        camel.removeRoute("thousand");
    }

    @Test
    void theMainTaskNeedsNoMouse() {
        String order = inReview();
        String number =
                contraflow.returnOf(order).orElseThrow().at("/details/number").asText();

        tab.login(ACTS, PASSWORD);
        tab.press("Tab");
        assertThat(tab.script("document.activeElement.innerText").asText()).isEqualTo("Skip to the content");
        tab.press("/").type(number).press("Enter");
        tab.at("/console/returns?q=").press("j").press("Enter");
        tab.at("/console/returns/").tabTo("Reason or note").type("by keyboard alone");
        tab.tabTo("Approve").press("Enter");
        tab.see("Accepted.", "by keyboard alone");

        contraflow.awaitStatus(List.of(order), "CLOSED");
    }

    private String inReview() {
        String order = world.play("review", 1).get(0);
        await().atMost(PATIENCE).until(() -> contraflow.statusOf(order).equals("IN_REVIEW"));
        return order;
    }
}
