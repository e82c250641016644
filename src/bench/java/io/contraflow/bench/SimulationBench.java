package io.contraflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Contraflow;
import io.contraflow.story.RunningContraflow;
import io.contraflow.story.SimulatedWorld;
import io.contraflow.story.Web;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long a draft of a policy takes to be tried on many past returns: customers with one, with three and with very many of
 * them, since what a customer did before is counted for each. The past returns are copies of one that ran.
 */
final class SimulationBench {
    private static final int RETURNS = Integer.getInteger("bench.past", 100_000);
    /** Of a hundred returns, so many are of customers with three, and of one customer. */
    private static final String CUSTOMER =
            "case when mod(x, 100) < 60 then 'once-' || x when mod(x, 100) < 99 then 'thrice-' || (x / 300) * 100 + mod(x, 100)"
                    + " else 'often' end || '@shop.example'";

    private SimulationBench() {}

    static void run() throws Exception {
        try (RunningContraflow running = RunningContraflow.start()) {
            Contraflow asked = new Contraflow(running.address());
            new SimulatedWorld(running.sandbox()).play("happy-path", 1);
            JdbcClient db = running.context().getBean(JdbcClient.class);
            String model = closed(db);
            for (int begin = 0; begin < RETURNS; begin += 10_000) {
                db.sql(
                                "insert into returns (id, number, channel, order_id, order_name, shop_name, email, status, document,"
                                        + " created_at, updated_at) select cast('00000000-0000-4000-8000-' ||"
                                        + " lpad(cast(x as varchar), 12, '0') as uuid), 'RMA-' || (10000000 + x), channel,"
                                        + " 'past-' || x, '#P' || x, '', " + CUSTOMER
                                        + ", status, document, dateadd('MINUTE', -5 * x,"
                                        + " current_timestamp), current_timestamp from returns, system_range("
                                        + (begin + 1) + ", " + Math.min(begin + 10_000, RETURNS)
                                        + ") n(x) where id = cast('" + model + "' as uuid)")
                        .update();
            }
            String draft = Files.readString(Path.of("config/policies/standard.yaml"));
            for (String days : List.of("days: 30", "days: 20")) {
                long begin = System.nanoTime();
                JsonNode report = simulated(asked.web(), draft.replace("days: 30", days));
                double seconds = (System.nanoTime() - begin) / 1e9;
                int returns = report.path("returns").asInt();
                System.out.printf(
                        "simulation:     window of %s: %,d past returns in %.1f s, %,.0f/s, %,d judged otherwise%n",
                        days,
                        returns,
                        seconds,
                        returns / seconds,
                        report.path("changed").asInt());
            }
        }
    }

    private static String closed(JdbcClient db) throws InterruptedException {
        for (int look = 0; look < 600; look++) {
            List<String> found = db.sql("select cast(id as varchar) from returns where status = 'CLOSED'")
                    .query(String.class)
                    .list();
            if (!found.isEmpty()) {
                return found.get(0);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("no return was closed in a minute");
    }

    private static JsonNode simulated(Web web, String draft) throws InterruptedException {
        Web.Answer begun = web.send("POST", "/api/policies/standard/simulate", Map.of("text", draft, "days", 3650));
        String path = "/api/policies/simulations/" + begun.body().path("id").asText();
        JsonNode run = web.get(path);
        while (!run.has("endedAt")) {
            TimeUnit.MILLISECONDS.sleep(200);
            run = web.get(path);
        }
        return run.path("report");
    }
}
