package io.contraflow.flow.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.RunningTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ReconciliationTest extends RunningTest {
    private static final Duration LONG = Duration.ofSeconds(120);

    /** The sandbox waits so long before it compares what has just changed. */
    private static final Duration GRACE = Duration.ofSeconds(7);

    @Autowired
    ProducerTemplate routes;

    private Tampering people;
    /** What each return must be found to have, by its number. */
    private final Map<String, Set<DriftKind>> expected = new LinkedHashMap<>();

    @Test
    void everyDifferenceIsFoundNoneIsInventedAndTheSafeOnesAreHealed() {
        people = new Tampering(world, routes);
        List<String> happy = world.play("happy-path", 10);
        List<String> damaged = world.play("damaged-on-arrival", 1);
        List<String> cancelled = world.play("cancelled", 1);
        List<String> open = List.of(ask(1), ask(1), ask(1), ask(1));
        String partial = ask(3);
        sendIn(partial);
        awaitStatus(happy, "CLOSED");
        awaitStatus(damaged, "CLOSED");
        awaitStatus(List.of(partial), "CLOSED");
        awaitStatus(cancelled, "CANCELLED");
        awaitStatus(open, "LABEL_ISSUED");
        awaitNothingOnItsWay(happy, damaged, cancelled, open, List.of(partial));

        people.reopen(expect(happy.get(0), DriftKind.STATUS_BEHIND));
        people.reopenTicket(expect(happy.get(1), DriftKind.TICKET_OPEN_AFTER_CLOSE));
        people.deleteTicket(expect(happy.get(2), DriftKind.MISSING_TICKET));
        people.deleteCredit(expect(happy.get(3), DriftKind.REFUND_ONLY_IN_SHOP));
        people.deleteReceipts(expect(happy.get(4), DriftKind.MISSING_RECEIPT, DriftKind.REFUND_ONLY_IN_SHOP));
        String twice = people.creditByHand(expect(happy.get(5), DriftKind.DUPLICATE_CREDIT), 1.5);
        people.payLess(expect(happy.get(6), DriftKind.AMOUNTS_DIFFER), 1);
        people.moveIntoShipping(expect(happy.get(7), DriftKind.TAX_DIFFERS), 5);
        expect(happy.get(8));
        expect(happy.get(9));
        people.refundByHand(expect(partial, DriftKind.REFUND_BY_HAND), "2.00");
        people.deleteAdjustments(expect(damaged.get(0), DriftKind.STOCK_NOT_ADJUSTED));
        people.labelAgain(expect(cancelled.get(0), DriftKind.LABEL_WITHOUT_RETURN));
        people.deleteAuthorization(expect(open.get(0), DriftKind.MISSING_RMA));
        people.creditByHand(expect(open.get(1), DriftKind.CREDIT_ONLY_IN_ERP), 10);
        people.expectMore(expect(open.get(2), DriftKind.QUANTITY_DIFFERS));
        world.fault(Map.of("system", "happy-returns", "operation", "*", "kind", "webhook-drop"));
        move(open.get(3), "drop-off");
        expect(open.get(3), DriftKind.STATUS_AHEAD);

        List<JsonNode> first = findings();

        Map<String, Set<DriftKind>> found = kinds(first);
        expected.forEach((number, kinds) ->
                assertThat(found.getOrDefault(number, Set.of())).as(number).isEqualTo(kinds));
        assertThat(first).filteredOn(this::isOurs).hasSize(16);
        assertThat(kindsWith(first, "HEALED"))
                .containsExactlyInAnyOrder(
                        DriftKind.STATUS_BEHIND,
                        DriftKind.STATUS_AHEAD,
                        DriftKind.TICKET_OPEN_AFTER_CLOSE,
                        DriftKind.MISSING_RECEIPT,
                        DriftKind.LABEL_WITHOUT_RETURN,
                        DriftKind.MISSING_RMA);
        assertThat(openDrift(happy.get(5))).hasSize(1);
        assertThat(openDrift(happy.get(0))).isEmpty();

        assertHealed(happy, cancelled.get(0), open);
        people.deleteCreditMemo(twice);
        Set<DriftKind> left = EnumSet.allOf(DriftKind.class);
        left.removeAll(kindsWith(first, "HEALED"));
        left.remove(DriftKind.DUPLICATE_CREDIT);
        await().atMost(LONG).pollInterval(GRACE).untilAsserted(() -> {
            List<JsonNode> later = findings();
            assertThat(kindsWith(later, "OPENED")).isEqualTo(left);
            assertThat(kindsWith(later, "HEALED")).isEmpty();
        });
        assertThat(openDrift(happy.get(5))).isEmpty();
        assertThat(openDrift(happy.get(6))).hasSize(1);
    }

    private void assertHealed(List<String> happy, String cancelled, List<String> open) {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(people.shopStatus(whole(happy.get(0)))).isEqualTo("CLOSED");
            assertThat(people.ticketStatus(whole(happy.get(1)))).isEqualTo("closed");
            assertThat(people.records("itemReceipt", whole(happy.get(4)))).hasSize(1);
            assertThat(people.labels(whole(cancelled))).hasSize(2).containsOnly("expired");
            assertThat(people.authorization(whole(open.get(0))).path("id").asText())
                    .isNotEmpty();
            assertThat(contraflow.statusOf(open.get(3))).isEqualTo("IN_TRANSIT");
        });
        assertThat(whole(happy.get(0)).get("timeline"))
                .extracting(moment -> moment.get("sentence").asText())
                .anyMatch(sentence -> sentence.contains("Done to heal it: shop/close-return."));
    }

    @Test
    void aReturnWhoseWebhookNeverCameIsFoundAndRuns() {
        world.fault(Map.of("system", "shopify", "operation", "returns/*", "kind", "webhook-drop"));
        String order = ask(1);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(contraflow.statusOf(order)).isEqualTo("LABEL_ISSUED"));
        assertThat(contraflow.search(order)).hasSize(1);
    }

    @Test
    void oneReturnIsComparedAtOnceAndSaysOfEachSystemWhetherItAgrees() throws Exception {
        people = new Tampering(world, routes);
        String order = world.play("damaged-on-arrival", 1).get(0);
        awaitStatus(List.of(order), "CLOSED");
        awaitNothingOnItsWay(List.of(order));
        String path =
                "/api/reconciliation/returns/" + whole(order).at("/details/id").asText();
        assertThat(whole(order).get("systems"))
                .extracting(one -> one.get("connector").asText(), one -> one.get("agreement")
                        .asText())
                .containsExactly(
                        tuple("shopify", "NOT_COMPARED"),
                        tuple("netsuite", "NOT_COMPARED"),
                        tuple("gorgias", "NOT_COMPARED"),
                        tuple("happy-returns", "NOT_COMPARED"),
                        tuple("mail", "NOT_COMPARABLE"));
        assertThat(whole(order).get("timeline"))
                .extracting(moment -> moment.get("sentence").asText())
                .contains("The shop refunded 17.40 EUR.")
                .noneMatch(sentence -> sentence.matches(".*\\d[.]\\d EUR.*"));
        assertEveryLinkLeadsToItsRecord(whole(order));

        JsonNode first = compared(path);
        assertThat(first.at("/run/returnId").asText())
                .isEqualTo(whole(order).at("/details/id").asText());
        assertThat(agreement(first, "netsuite")).isEqualTo("AGREES");
        assertThat(agreement(first, "mail")).isEqualTo("NOT_COMPARABLE");

        people.payLess(whole(order), 1);
        JsonNode erp = system(compared(path), "netsuite");
        assertThat(erp.get("agreement").asText()).isEqualTo("DIFFERS");
        assertThat(erp.get("differences")).singleElement().satisfies(one -> {
            assertThat(one.get("ours").asText()).isEqualTo("17.40 EUR");
            assertThat(one.get("theirs").asText()).isEqualTo("16.40 EUR");
            assertThat(one.get("exception").asText())
                    .isEqualTo(openDrift(order).get(0).get("id").asText());
        });
        assertThat(agreement(whole(order), "shopify")).isEqualTo("AGREES");

        contraflow
                .web()
                .send(
                        "POST",
                        "/api/exceptions/" + openDrift(order).get(0).get("id").asText() + "/resolve",
                        Map.of("reason", "Agreed with accounting"));
        assertThat(agreement(whole(order), "netsuite")).isEqualTo("ACCEPTED");
        assertThat(agreement(compared(path), "netsuite")).isEqualTo("ACCEPTED");

        world.fault(Map.of("system", "netsuite", "operation", "*", "kind", "status", "status", 503));
        assertThat(agreement(compared(path), "netsuite")).isEqualTo("UNREAD");
        world.noFaults();
        assertThat(contraflow.web().get("/api/reconciliation?size=500").get("items"))
                .as("runs of all returns")
                .noneMatch(run -> run.has("returnId"));
    }

    private JsonNode compared(String path) {
        // While an event about it waits, it is put off.
        return await().atMost(LONG)
                .until(() -> contraflow.web().send("POST", path, ""), answer -> answer.status() == 200)
                .body();
    }

    private static JsonNode system(JsonNode said, String connector) {
        for (JsonNode one : said.get("systems")) {
            if (one.get("connector").asText().equals(connector)) {
                return one;
            }
        }
        throw new AssertionError("no " + connector + " in " + said);
    }

    private static String agreement(JsonNode said, String connector) {
        return system(said, connector).get("agreement").asText();
    }

    private static void assertEveryLinkLeadsToItsRecord(JsonNode whole) throws Exception {
        List<String> kinds = new ArrayList<>();
        for (JsonNode system : whole.get("systems")) {
            for (JsonNode one : system.get("records")) {
                if (one.has("url")) {
                    HttpResponse<String> page = HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(one.get("url").asText()))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
                    assertThat(page.statusCode()).as(one.toString()).isEqualTo(200);
                    assertThat(page.body()).contains(one.get("id").asText());
                    kinds.add(one.get("kind").asText());
                }
            }
        }
        assertThat(kinds)
                .contains("order", "return", "refund", "return-authorization", "item-receipt", "inventory-adjustment")
                .contains("credit-memo", "customer-refund", "ticket", "customer", "rma");
    }

    @Test
    void aReturnThatDoesNotExistIsNotCompared() {
        String nobody = "/api/reconciliation/returns/01900000-0000-7000-8000-000000000000";
        assertThat(contraflow.web().send("POST", nobody, "").status()).isEqualTo(404);
    }

    @Test
    void aReportThatDoesNotExistIsNotFound() {
        String nobody = "/api/reconciliation/01900000-0000-7000-8000-000000000000";
        assertThat(contraflow.web().send("GET", nobody, null).status()).isEqualTo(404);
    }

    // --- what customers and parcels do

    private String ask(int bought) {
        JsonNode sale = world.web()
                .send("POST", "/sandbox/orders", Map.of("sku", "TEE-BLK-M", "quantity", bought))
                .body();
        String order = sale.get("order").asText();
        Map<String, Object> wish = Map.of("order", order, "quantity", 1, "reason", "too-small");
        assertThat(world.web().send("POST", "/sandbox/returns", wish).status()).isLessThan(300);
        return order;
    }

    private void sendIn(String order) {
        awaitStatus(List.of(order), "LABEL_ISSUED");
        move(order, "drop-off");
        move(order, "receive");
        move(order, "grade");
    }

    private void move(String order, String how) {
        Map<String, Object> wish = Map.of("order", order, "condition", "sellable");
        assertThat(world.web().send("POST", "/sandbox/parcels/" + how, wish).status())
                .isLessThan(300);
    }

    // --- what is expected and found

    private JsonNode expect(String order, DriftKind... kinds) {
        Set<DriftKind> all = EnumSet.noneOf(DriftKind.class);
        all.addAll(List.of(kinds));
        JsonNode whole = whole(order);
        expected.put(whole.at("/details/number").asText(), all);
        return whole;
    }

    private JsonNode whole(String order) {
        return contraflow.returnOf(order).orElseThrow();
    }

    private void awaitStatus(List<String> orders, String status) {
        await().atMost(LONG).untilAsserted(() -> assertThat(orders)
                .allSatisfy(order -> assertThat(contraflow.statusOf(order)).isEqualTo(status)));
    }

    @SafeVarargs
    private void awaitNothingOnItsWay(List<String>... orders) {
        List<String> all = List.of(orders).stream().flatMap(Collection::stream).toList();
        await().atMost(LONG).untilAsserted(() -> assertThat(all)
                .allSatisfy(order -> assertThat(whole(order).get("deliveries"))
                        .extracting(delivery -> delivery.get("state").asText())
                        .containsOnly("DONE")));
    }

    /** What a run finds that begins when all that was done is old enough. */
    private List<JsonNode> findings() {
        long begun = System.nanoTime();
        await().atMost(LONG).until(() -> System.nanoTime() - begun > GRACE.toNanos());
        String run = contraflow
                .web()
                .send("POST", "/api/reconciliation", Map.of())
                .body()
                .get("id")
                .asText();
        String path = "/api/reconciliation/" + run;
        await().atMost(LONG)
                .until(() ->
                        contraflow.web().get(path).at("/run/state").asText().equals("DONE"));
        List<JsonNode> findings = new ArrayList<>();
        contraflow.web().get(path).get("findings").forEach(findings::add);
        return findings;
    }

    private boolean isOurs(JsonNode finding) {
        return expected.containsKey(finding.get("number").asText());
    }

    private static Map<String, Set<DriftKind>> kinds(List<JsonNode> findings) {
        Map<String, Set<DriftKind>> kinds = new HashMap<>();
        findings.forEach(
                one -> kinds.computeIfAbsent(one.get("number").asText(), any -> EnumSet.noneOf(DriftKind.class))
                        .add(kind(one)));
        return kinds;
    }

    private Set<DriftKind> kindsWith(List<JsonNode> findings, String outcome) {
        Set<DriftKind> kinds = EnumSet.noneOf(DriftKind.class);
        findings.stream()
                .filter(this::isOurs)
                .filter(one -> one.get("outcome").asText().equals(outcome))
                .forEach(one -> kinds.add(kind(one)));
        return kinds;
    }

    private static DriftKind kind(JsonNode finding) {
        return DriftKind.valueOf(finding.get("kind").asText());
    }

    private List<JsonNode> openDrift(String order) {
        return contraflow.openExceptions(whole(order)).stream()
                .filter(one -> one.get("kind").asText().equals("DRIFT"))
                .toList();
    }
}
