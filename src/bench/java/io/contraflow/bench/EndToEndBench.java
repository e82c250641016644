package io.contraflow.bench;

import io.contraflow.connector.netsuite.SignedAnew;
import io.contraflow.story.Contraflow;
import io.contraflow.story.RunningContraflow;
import io.contraflow.story.SimulatedWorld;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many returns a second run the whole way, from the shop's request until all is closed, and how many a hand-written loop
 * without Camel takes that makes the same calls and writes as many rows. The simulated systems run in the same process and
 * answer at once. Both take turns. On processors that others use the processor time says more than the clock.
 */
final class EndToEndBench {
    private static final int RETURNS = Integer.getInteger("bench.returns", 300);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 2);

    private final RunningContraflow contraflow;
    private final SimulatedWorld world;
    private final Play play;

    private EndToEndBench(RunningContraflow contraflow) {
        this.contraflow = contraflow;
        this.world = new SimulatedWorld(contraflow.sandbox());
        this.play = new Play(new Contraflow(contraflow.address()), world);
    }

    /** What several rounds took. */
    private static final class Sum {
        double wall;
        double processor;
        int returns;

        void add(int count, Round round) throws Exception {
            double before = Processor.seconds();
            wall += count / round.perSecond(count);
            processor += Processor.seconds() - before;
            returns += count;
        }

        double perSecond() {
            return returns / wall;
        }

        double millisEach() {
            return 1e3 * processor / returns;
        }
    }

    private interface Round {
        double perSecond(int count) throws Exception;
    }

    static void run() throws Exception {
        try (RunningContraflow contraflow =
                RunningContraflow.startIn(RunningContraflow.emptyFolder(), CallRecorder.SETTINGS, CallRecorder.class)) {
            new EndToEndBench(contraflow).compare();
        }
    }

    private void compare() throws Exception {
        // Java compiles what is used often only after a while.
        play.perSecond(RETURNS);
        Traffic traffic = record(Math.max(1, RETURNS / 3));
        System.out.println("end to end:     " + traffic);
        int threads = workers();
        try (PlainLoop loop = loop(traffic, threads)) {
            quietly(() -> loop.perSecond(RETURNS));
            Sum ours = new Sum();
            Sum plain = new Sum();
            for (int round = 0; round < ROUNDS; round++) {
                ours.add(RETURNS, play::perSecond);
                plain.add(RETURNS, count -> quietly(() -> loop.perSecond(count)));
            }
            System.out.printf(
                    "end to end:     Contraflow %.1f returns/s, %.0f ms of a processor each; plain loop with %d threads %.1f"
                            + " returns/s, %.0f ms; ratio %.2f by the clock, %.2f by processor time%n",
                    ours.perSecond(),
                    ours.millisEach(),
                    threads,
                    plain.perSecond(),
                    plain.millisEach(),
                    ours.perSecond() / plain.perSecond(),
                    plain.millisEach() / ours.millisEach());
        }
    }

    private Traffic record(int returns) throws Exception {
        JdbcClient db = contraflow.context().getBean(JdbcClient.class);
        CallRecorder recorder = contraflow.context().getBean(CallRecorder.class);
        OffsetDateTime since = OffsetDateTime.now();
        recorder.begin();
        Traffic.begin(db);
        play.perSecond(returns);
        return Traffic.end(db, returns, since, recorder.end());
    }

    private PlainLoop loop(Traffic traffic, int threads) throws Exception {
        String ours = setting("spring.datasource.url");
        return new PlainLoop(
                traffic,
                contraflow.sandbox(),
                Integer.parseInt(setting("contraflow.sandbox.smtp-port")),
                ours.replace("/contraflow;", "/plain;"),
                threads,
                new SignedAnew(contraflow.context()));
    }

    private String setting(String name) {
        return contraflow.context().getEnvironment().getRequiredProperty(name);
    }

    /** What the systems would tell Contraflow about the loop's calls is not sent, so that it rests. */
    private double quietly(Work work) throws Exception {
        world.fault(Map.of("kind", "webhook-drop", "system", "*", "rate", 1));
        try {
            return work.perSecond();
        } finally {
            world.noFaults();
        }
    }

    private interface Work {
        double perSecond() throws Exception;
    }

    /** Threads that do deliveries and events. */
    private static int workers() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(in|out)box-.+-\\d+"))
                .count();
    }
}
