package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.process.Checker.Ending;
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
            "outbox-done post-refund",
            // The worst moment of the others: done there, not recorded here.
            "outbox-done authorize-return",
            "outbox-done receive-items",
            "outbox-done issue-label",
            "outbox-done open-ticket",
            "outbox-done add-note",
            "outbox-done close-return");

    @Test
    void aKillBetweenAnyTwoStepsCausesNoSecondEffectAndLosesNone() throws Exception {
        try (Installation installation = new Installation()) {
            installation.ready();
            installation.program().stop();
            armDatabase(installation);
            installation.startWithTestClasses();
            Map<String, Ending> endings = new LinkedHashMap<>();
            List<String> died = new ArrayList<>();
            for (String point : POINTS) {
                arm(installation, point);
                endings.put(installation.world().play("happy-path", 1).get(0), Ending.REFUNDED);
                if (point.startsWith("before ") || point.startsWith("after ")) {
                    await().atMost(Duration.ofSeconds(40))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> installation.world().faults().isEmpty());
                    installation.program().kill();
                } else {
                    assertThat(installation.program().awaitEnd()).as(point).isEqualTo(137);
                }
                died.add(point);
                installation.world().noFaults();
                installation.startWithTestClasses();
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
            assertThat(installation
                            .contraflow()
                            .web()
                            .get("/api/exceptions?size=500")
                            .get("items"))
                    .isEmpty();
        }
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
