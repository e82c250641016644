package io.contraflow.bench;

import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import io.contraflow.policy.Case;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicySimulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The delivered policy under the delivered laws: decisions a second, and a draft tried on 100,000 past returns. */
final class PolicyBench {
    private static final int RETURNS = 100_000;
    private static final Path POLICIES = Path.of("config/policies");

    private PolicyBench() {}

    static void run() throws Exception {
        Policies policies = Policies.open(POLICIES, Path.of("config/regions"));
        Policy inUse = policies.policy("standard");
        String text = Files.readString(POLICIES.resolve("standard.yaml"));
        long begin = System.nanoTime();
        Policy draft = policies.draft("standard.yaml", text.replace("days: 30", "days: 20"));
        int findings = policies.unlawful(draft).size();
        System.out.printf(
                "law check:      one policy against all laws in %.2f s, %d findings%n", seconds(begin), findings);
        List<Case> past = past();
        past.subList(0, 5_000).forEach(inUse::decide);
        begin = System.nanoTime();
        past.subList(0, 20_000).forEach(inUse::decide);
        System.out.printf("decisions:      %.0f/s on one thread%n", 20_000 / seconds(begin));
        PolicySimulation simulation = new PolicySimulation(any -> inUse, draft, List.of());
        begin = System.nanoTime();
        for (int i = 0; i < past.size(); i++) {
            simulation.add("RMA-" + i, past.get(i));
        }
        System.out.printf(
                "simulation:     %d past returns in %.1f s, %d would change%n",
                RETURNS, seconds(begin), simulation.report().changed());
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static List<Case> past() {
        Random random = new Random(7);
        Instant start = Instant.parse("2026-07-01T10:00:00Z");
        List<Case> past = new ArrayList<>(RETURNS);
        for (int i = 0; i < RETURNS; i++) {
            Instant at = start.plus(Duration.ofHours(random.nextInt(4_000)));
            Money paid = new Money(500 + random.nextInt(70_000), "EUR");
            Order order = new Order(
                    "O" + i,
                    "#" + i,
                    "EUR",
                    List.of("DE", "AT", "GB", "US").get(random.nextInt(4)),
                    random.nextBoolean() ? "de" : "en",
                    new Order.Customer("c" + i, "", ""),
                    at.minus(Duration.ofDays(45)),
                    at.minus(Duration.ofDays(random.nextInt(40))),
                    List.of(new OrderLine("L1", "MUG", "Mug", "home", List.of(), 1, paid, Money.zero("EUR"))),
                    Money.zero("EUR"),
                    paid,
                    Money.zero("EUR"),
                    List.of(),
                    List.of());
            ReturnLine line = new ReturnLine(
                    "R1",
                    "L1",
                    "MUG",
                    1,
                    List.of(),
                    List.of("CHANGED_MIND", "DAMAGED", "STYLE").get(random.nextInt(3)),
                    random.nextBoolean() ? "OPENED" : "",
                    "",
                    Resolution.REFUND,
                    null,
                    List.of());
            past.add(new Case("shop-de", order, List.of(line), random.nextInt(5), at, ZoneId.of("Europe/Berlin")));
        }
        return past;
    }
}
