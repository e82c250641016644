package io.contraflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Contraflow;
import io.contraflow.story.RunningContraflow;
import io.contraflow.story.SimulatedWorld;
import java.util.concurrent.TimeUnit;

/**
 * How many returns a second run the whole way: from the shop's request through ERP, helpdesk, carrier and mail until all
 * is closed. The simulated systems run in the same process and answer at once. {@code nice -n 10 mvn -q -Pbench verify
 * -DskipTests} runs it with all benchmarks.
 */
final class EndToEndBench {
    private static final int RETURNS = Integer.getInteger("bench.returns", 300);

    private EndToEndBench() {}

    static void run() throws Exception {
        try (RunningContraflow contraflow = RunningContraflow.start()) {
            Contraflow asked = new Contraflow(contraflow.address());
            SimulatedWorld world = new SimulatedWorld(contraflow.sandbox());
            play(asked, world, RETURNS / 3, RETURNS / 3);
            long begin = System.nanoTime();
            play(asked, world, RETURNS, RETURNS / 3 + RETURNS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            long calls =
                    world.web().get("/sandbox/journal?limit=1").at("/0/seq").asLong();
            System.out.printf(
                    "end to end:     %.1f returns/s (%d returns in %.1f s, about %d calls to other systems each)%n",
                    RETURNS / seconds, RETURNS, seconds, calls / (RETURNS + RETURNS / 3));
        }
    }

    private static void play(Contraflow asked, SimulatedWorld world, int count, int closedThen) throws Exception {
        world.web().send("POST", "/sandbox/scenarios/happy-path?pace=0.2&count=" + count, null);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        JsonNode counts = asked.web().get("/api/returns/counts");
        while (counts.path("CLOSED").asInt() < closedThen) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not at the end after 10 minutes: " + counts);
            }
            TimeUnit.MILLISECONDS.sleep(100);
            counts = asked.web().get("/api/returns/counts");
        }
    }
}
