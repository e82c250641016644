package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.process.Checker.Ending;
import io.contraflow.story.Portal;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The process dies exactly between each pair of steps around a refund, and at the worst moment of each other effect; every
 * time it comes back with one refund, one credit, one of everything.
 */
class KillPointsIT {
    /** Around the refund, in order: named by {@link HaltTrigger}, or by what the store does with the call. */
    private static final List<String> POINTS = List.of(
            // The decision to refund is written, not yet committed.
            "outbox-insert issue-refund",
            // The delivery is taken, its taking not yet committed.
            "outbox-claim issue-refund",
            // The store has the call and has done nothing.
            "before shopify returnProcess",
            // The store has refunded and has not answered.
            "after shopify returnProcess",
            // The store has answered, and that is not yet committed.
            "outbox-done issue-refund",
            // It is recorded, and the event that follows from it is taken.
            "inbox-claim RefundIssued",
            // The event has taken effect, not yet committed.
            "inbox-done RefundIssued",
            // The books are to be told.
            "outbox-claim post-credit",
            "after netsuite POST *!transform/creditMemo",
            "outbox-done post-credit",
            "after netsuite POST *!transform/customerRefund",
            "outbox-done post-refund");

    /** The worst moment of the others: done there, not recorded here. Tried with -Dcontraflow.kill-points=all. */
    private static final List<String> OTHER_POINTS = List.of(
            "outbox-done authorize-return",
            "outbox-done receive-items",
            "outbox-done issue-label",
            "outbox-done open-ticket",
            "outbox-done add-note",
            "outbox-done close-return");

    /** What customers may have instead of money, and the worst moments of it. */
    private static final Map<String, List<String>> OTHER_WISHES = Map.of(
            "GIFT_CARD", List.of("after shopify giftCardCreate"),
            "STORE_CREDIT", List.of("outbox-done post-owed"),
            "EXCHANGE", List.of("outbox-done create-exchange-order"));

    @Test
    void aKillBetweenAnyTwoStepsCausesNoSecondEffectAndLosesNone() throws Exception {
        try (Installation installation = new Installation()) {
            installation.ready();
            installation.program().stop();
            armDatabase(installation);
            installation.startWithTestClasses();
            Map<String, Ending> endings = new LinkedHashMap<>();
            List<String> died = new ArrayList<>();
            List<String> points = new ArrayList<>(POINTS);
            if ("all".equals(System.getProperty("contraflow.kill-points"))) {
                points.addAll(OTHER_POINTS);
            }
            for (String point : points) {
                arm(installation, point);
                endings.put(installation.world().play("happy-path", 1).get(0), Ending.REFUNDED);
                dies(installation, point);
                died.add(point);
            }
            installation.contraflow().awaitStatus(endings.keySet(), "CLOSED");
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(installation
                            .contraflow()
                            .web()
                            .get("/api/deliveries?state=WAITING")
                            .get("items"))
                    .isEmpty());
            System.out.println("KillPointsIT: died " + died.size() + " times, checked: "
                    + new Checker(installation.world()).check(endings));
            List<Other> others = new ArrayList<>();
            for (Map.Entry<String, List<String>> wish : OTHER_WISHES.entrySet()) {
                for (String point : wish.getValue()) {
                    others.add(other(installation, wish.getKey(), point));
                    died.add(wish.getKey() + " " + point);
                }
            }
            others.forEach(other -> other.check(installation));
            assertThat(installation
                            .contraflow()
                            .web()
                            .get("/api/exceptions?size=500")
                            .get("items"))
                    .isEmpty();
        }
    }

    private static void dies(Installation installation, String point) {
        if (point.startsWith("before ") || point.startsWith("after ")) {
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> installation.world().faults().isEmpty());
            installation.program().kill();
        } else {
            assertThat(installation.program().awaitEnd()).as(point).isEqualTo(137);
        }
        installation.world().noFaults();
        installation.startWithTestClasses();
    }

    /** A return that ends in something else than money, whose process died on the way. */
    private record Other(String wish, UUID id, JsonNode order) {

        void check(Installation installation) {
            JsonNode whole = new Portal(installation.contraflow(), installation.world()).closed(id);
            String number = whole.at("/details/number").asText();
            JsonNode shop = installation.world().state("shopify");
            JsonNode books = installation.world().state("netsuite");
            List<JsonNode> memos = in(books, "creditMemo", "externalId", "cf-" + id + "-cm");
            assertThat(memos).as("credit memos of %s for %s", number, wish).hasSize(1);
            switch (wish) {
                case "GIFT_CARD" -> {
                    assertThat(in(shop, "giftCards", "note", "contraflow " + number))
                            .as("gift cards")
                            .hasSize(1);
                    assertThat(in(books, "customerRefund", "externalId", "cf-" + id + "-gift"))
                            .hasSize(1);
                }
                case "STORE_CREDIT" -> {
                    assertThat(in(shop, "orders", "id", order.path("id").asText())
                                    .get(0)
                                    .path("refunds"))
                            .as("refunds")
                            .hasSize(1);
                    assertThat(in(books, "customerRefund", "externalId", "cf-" + id + "-credit"))
                            .hasSize(1);
                }
                default ->
                    assertThat(in(books, "salesOrder", "externalId", "cf-" + id + "-xo"))
                            .as("orders of the goods in exchange")
                            .hasSize(1);
            }
        }

        private static List<JsonNode> in(JsonNode state, String kind, String field, String value) {
            return StreamSupport.stream(state.path(kind).spliterator(), false)
                    .filter(one -> one.path(field).asText().equals(value))
                    .toList();
        }
    }

    private static Other other(Installation installation, String wish, String point) throws IOException {
        Portal portal = new Portal(installation.contraflow(), installation.world());
        JsonNode order = portal.bought("MUG-WHT", 2);
        UUID id = portal.asksFor(
                order, new Portal.Wish(2, "TOO_SMALL", wish, wish.equals("EXCHANGE") ? "TEE-BLK-M" : null));
        portal.awaitStatus(id, "LABEL_ISSUED");
        arm(installation, point);
        List.of("drop-off", "receive", "grade")
                .forEach(step -> portal.move(step, order.path("name").asText()));
        dies(installation, point);
        return new Other(wish, id, order);
    }

    private static void arm(Installation installation, String point) throws IOException {
        String[] words = point.split(" ", 3);
        if (words.length == 3) {
            installation
                    .world()
                    .fault(Map.of(
                            "system",
                            words[1],
                            "operation",
                            words[2],
                            "kind",
                            words[0].equals("before") ? "timeout" : "hold-answer",
                            "millis",
                            8000,
                            "count",
                            1));
        } else {
            Files.writeString(HaltTrigger.file(installation.database()), point);
        }
    }

    private static void armDatabase(Installation installation) throws Exception {
        String file = installation.database().toString().replaceFirst("\\.mv\\.db$", "");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + file + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "contraflow", "");
                Statement statement = connection.createStatement()) {
            for (String table : List.of("inbox", "outbox")) {
                statement.execute("create trigger halt_" + table + " before insert, update on " + table
                        + " for each row call '" + HaltTrigger.class.getName() + "'");
            }
        }
    }
}
