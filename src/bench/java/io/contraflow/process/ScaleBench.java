package io.contraflow.process;

import io.contraflow.bench.Play;
import io.contraflow.bus.KafkaBroker;
import io.contraflow.database.PostgresServer;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Whole returns a second on H2 and on PostgreSQL, without and with Kafka, on one node and on three. Each node is a process of
 * the jar that a merchant would run, {@code mvn -q -DskipTests package} makes it; the simulated systems are another. All share
 * the processors of one machine, so what three nodes bring shows only where there are enough for three.
 */
public final class ScaleBench {
    private static final int RETURNS = Integer.getInteger("bench.returns", 150);

    private ScaleBench() {}

    public static void run() throws Exception {
        // The server and the broker tell each step of their start.
        LoggingSystem.get(ScaleBench.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        double embedded = perSecond("H2, 1 node", 1, Map.of());
        try (PostgresServer database = PostgresServer.start()) {
            double one = perSecond("PostgreSQL, 1 node", 1, Installation.on(database));
            double three = perSecond("PostgreSQL, 3 nodes", 3, Installation.on(database));
            try (KafkaBroker broker = KafkaBroker.start()) {
                Map<String, String> settings = new HashMap<>(Installation.on(database));
                settings.putAll(Installation.over(broker));
                double kafka = perSecond("PostgreSQL and Kafka, 1 node", 1, settings);
                double both = perSecond("PostgreSQL and Kafka, 3 nodes", 3, anew(settings, database));
                System.out.printf(
                        "scale:          PostgreSQL to H2 %.2f; Kafka to none %.2f; three nodes to one %.2f, with Kafka %.2f%n",
                        one / embedded, kafka / one, three / one, both / kafka);
            }
        }
    }

    /** The same on an empty database. */
    private static Map<String, String> anew(Map<String, String> settings, PostgresServer database) {
        Map<String, String> others = new HashMap<>(settings);
        others.putAll(Installation.on(database));
        return others;
    }

    private static double perSecond(String what, int nodes, Map<String, String> settings) throws InterruptedException {
        try (Installation installation = new Installation(settings, nodes)) {
            installation.ready();
            Play play = new Play(installation.contraflow(), installation.world());
            // Java compiles what is used often only after a while.
            play.perSecond(RETURNS);
            double speed = play.perSecond(RETURNS);
            System.out.printf("scale:          %-30s %.1f returns/s%n", what, speed);
            return speed;
        }
    }
}
