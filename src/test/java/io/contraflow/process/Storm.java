package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.process.Checker.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Many returns of all kinds amid random faults of every system and kills of processes, then calm. {@code
 * -Dcontraflow.chaos.seed}, {@code -Dcontraflow.chaos.returns} and {@code -Dcontraflow.chaos.kills} make another or a
 * longer one.
 */
final class Storm {
    private static final String RETURNS = "contraflow.chaos.returns";
    /** Within so many seconds three nodes on two processors, which share them with all else, end a return. */
    private static final int SECONDS_PER_RETURN = 3;
    /** Then all clear up and new ones begin; else, in a long storm, no call would come through any more. */
    private static final int FAULTS_AT_ONCE = 40;

    private static final List<String> SYSTEMS = List.of("shopify", "netsuite", "gorgias", "happy-returns");
    private static final Map<String, Ending> STORIES = Map.of(
            "happy-path", Ending.REFUNDED,
            "partial", Ending.REFUNDED_TWICE,
            "damaged-on-arrival", Ending.REFUNDED,
            "restocking-fee", Ending.REFUNDED_LESS_FEE,
            "shop-approves-first", Ending.REFUNDED,
            "declined", Ending.DECLINED,
            "cancelled", Ending.CANCELED);
    private static final List<String> DRAWN = List.of(
            "happy-path",
            "happy-path",
            "happy-path",
            "partial",
            "damaged-on-arrival",
            "restocking-fee",
            "shop-approves-first",
            "declined",
            "cancelled");

    /** What makes the systems' calls give up before the test does. */
    static final Map<String, String> SETTINGS = Map.of(
            "CONTRAFLOW_CONNECTORS_SHOPIFY_TIMEOUT", "2000",
            "CONTRAFLOW_CONNECTORS_NETSUITE_TIMEOUT", "2000",
            "CONTRAFLOW_CONNECTORS_GORGIAS_TIMEOUT", "2000",
            "CONTRAFLOW_CONNECTORS_HAPPY_RETURNS_TIMEOUT", "2000",
            "CONTRAFLOW_RECONCILIATION_SWEEP_MILLIS", "5000");

    private final long seed = Long.getLong("contraflow.chaos.seed", 20_261_126L);
    private final int returns;
    private final int kills;
    private final Random random = new Random(seed);

    /** As many as usual; the system properties say otherwise. */
    Storm(int returns, int kills) {
        this.returns = Integer.getInteger(RETURNS, returns);
        this.kills = Integer.getInteger("contraflow.chaos.kills", kills);
    }

    Random random() {
        return random;
    }

    /** Heap of the systems, which remember every return: a quarter of a mebibyte for each beside what they always need. */
    static int sandboxMebibytes() {
        return 320 + Integer.getInteger(RETURNS, 0) / 4;
    }

    /**
     * Lets it rage and waits for the end of every return; then the systems must hold one of everything, and nothing
     * may be left for a person.
     *
     * @param kill kills a process, and sees to it that it comes back
     * @return how many kills there were
     */
    int passOver(Installation installation, Runnable kill) {
        say("seed " + seed + ", " + returns + " returns, " + kills + " kills (repeat with -Dcontraflow.chaos.seed="
                + seed + ")");
        Map<String, Ending> endings = rage(installation, kill);
        installation.world().noFaults();
        awaitEnd(
                installation,
                endings.values().stream().mapToInt(Ending::returns).sum());
        say("checked: " + new Checker(installation.world()).check(endings));
        assertThat(trouble(installation)).as("open exceptions and dead letters").isEmpty();
        return kills;
    }

    private Map<String, Ending> rage(Installation installation, Runnable kill) {
        Map<String, Ending> endings = new LinkedHashMap<>();
        int killed = 0;
        int faults = 0;
        // About 45 calls a return: kills fall into the middle of the work.
        long perKill = returns * 30L / (kills + 1);
        long nextKill = perKill / 2 + random.nextInt((int) perKill);
        while (endings.size() < returns || killed < kills) {
            if (faults++ % FAULTS_AT_ONCE == 0) {
                installation.world().noFaults();
            }
            fault(installation);
            for (int i = 0; i < 5 && endings.size() < returns; i++) {
                String story = DRAWN.get(random.nextInt(DRAWN.size()));
                installation.world().play(story, 1).forEach(order -> endings.put(order, STORIES.get(story)));
            }
            long before = installation.calls();
            pause(500 + random.nextInt(1000));
            boolean isCalm = endings.size() == returns && installation.calls() == before;
            if (killed < kills && (installation.calls() >= nextKill || isCalm)) {
                say("kill at call " + installation.calls());
                kill.run();
                killed++;
                nextKill = installation.calls() + perKill / 2 + random.nextInt((int) perKill);
            }
        }
        return endings;
    }

    /** One fault more, of a kind that the systems can have in life; those before it go on, for a while. */
    private void fault(Installation installation) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("system", SYSTEMS.get(random.nextInt(SYSTEMS.size())));
        switch (random.nextInt(12)) {
            case 0 -> put(fault, "latency", 0.2, "millis", 100 + random.nextInt(1500));
            case 1, 2 ->
                put(fault, "status", 0.1, "status", List.of(500, 502, 503).get(random.nextInt(3)));
            case 3 -> put(fault, "throttle", 0.1);
            case 4 -> put(fault, "timeout", 0.03, "millis", 3000);
            case 5 -> put(fault, "cut", 0.1);
            case 6, 7 -> put(fault, "lost-answer", 0.1);
            case 8 -> put(fault, "error-after", 0.1);
            case 9 -> put(fault, "webhook-duplicate", 0.3);
            case 10 -> put(fault, "webhook-delay", 0.3, "millis", 100 + random.nextInt(3000));
            default -> {
                if (random.nextBoolean()) {
                    put(fault, "webhook-reorder", 0.3);
                } else {
                    put(fault, "webhook-drop", 0.2);
                    fault.put("system", "shopify");
                    fault.put("operation", "returns/request");
                }
            }
        }
        installation.world().fault(fault);
    }

    private static void put(Map<String, Object> fault, String kind, double rate, Object... more) {
        fault.put("kind", kind);
        fault.put("rate", rate);
        for (int i = 0; i < more.length; i += 2) {
            fault.put((String) more[i], more[i + 1]);
        }
    }

    private void awaitEnd(Installation installation, int expected) {
        Set<String> last = Set.of("CLOSED", "DECLINED", "CANCELLED");
        Duration longest = Duration.ofMinutes(5).plusSeconds((long) SECONDS_PER_RETURN * returns);
        await().atMost(longest).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Map<String, Integer> open = new LinkedHashMap<>();
            int ended = 0;
            for (Map.Entry<String, JsonNode> count :
                    installation.contraflow().web().get("/api/returns/counts").properties()) {
                if (last.contains(count.getKey())) {
                    ended += count.getValue().asInt();
                } else if (count.getValue().asInt() > 0) {
                    open.put(count.getKey(), count.getValue().asInt());
                }
            }
            assertThat(open).as("returns on their way").isEmpty();
            assertThat(ended).as("returns that have ended").isEqualTo(expected);
            assertThat(installation
                            .contraflow()
                            .web()
                            .get("/api/deliveries?state=WAITING")
                            .get("items"))
                    .as("deliveries on their way")
                    .isEmpty();
        });
    }

    private static List<String> trouble(Installation installation) {
        List<String> trouble = new ArrayList<>();
        for (String path : new String[] {
            "/api/exceptions?size=500", "/api/deliveries?state=DEAD&size=500", "/api/deliveries?state=PARKED&size=500"
        }) {
            installation.contraflow().web().get(path).get("items").forEach(one -> trouble.add(one.toString()));
        }
        return trouble;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void say(String text) {
        System.out.println("Storm: " + text);
    }
}
