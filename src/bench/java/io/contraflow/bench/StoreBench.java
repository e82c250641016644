package io.contraflow.bench;

import io.contraflow.story.Contraflow;
import io.contraflow.story.RunningContraflow;
import io.contraflow.story.SimulatedWorld;
import io.contraflow.story.StoreCalls;
import io.contraflow.story.StoredReturns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What ended returns in the store cost: returns a second from request to CLOSED, how long the API and each page of the console
 * take, and how long the schedules, with none, with many and with very many of them. The ended ones are copies of one that ran.
 */
final class StoreBench {
    private static final int[] SIZES = Arrays.stream(
                    System.getProperty("bench.stored", "0,100000,1000000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int RETURNS = Integer.getInteger("bench.returns", 60);
    private static final int ASKED = Integer.getInteger("bench.asked", 100);
    /** Where filled databases are kept for the next run; a new folder unless it is given. */
    private static final @Nullable String KEPT = System.getProperty("bench.kept");

    private StoreBench() {}

    static void run() throws Exception {
        double first = 0;
        for (int size : SIZES) {
            String folder = filled(size);
            long begin = System.nanoTime();
            try (RunningContraflow running = RunningContraflow.startIn(folder, List.of())) {
                System.out.printf("store:          started on %,d ended returns in %.1f s%n", size, seconds(begin));
                Contraflow asked = new Contraflow(running.address());
                SimulatedWorld world = new SimulatedWorld(running.sandbox());
                JdbcClient db = running.context().getBean(JdbcClient.class);
                // Java compiles what is used often only after a while.
                played(asked, world, db, 2 * RETURNS);
                double speed = played(asked, world, db, RETURNS);
                first = first == 0 ? speed : first;
                System.out.printf(
                        "store:          with %,d ended returns %.1f returns/s, ratio %.2f%n",
                        size, speed, speed / first);
                db.sql("set query_statistics_max_entries 10000").update();
                db.sql("set query_statistics true").update();
                for (Map.Entry<String, IntFunction<String>> call :
                        StoreCalls.of(db, size).entrySet()) {
                    System.out.printf(
                            "store:          %-36s %s%n", call.getKey(), answers(running, db, call.getValue()));
                }
                StoreCalls.schedules(asked)
                        .forEach((name, seconds) ->
                                System.out.printf("store:          schedule %-27s %.2f s%n", name, seconds));
                slowest(db);
            }
        }
    }

    /** A folder with a database that has so many ended returns. */
    private static String filled(int size) throws Exception {
        Path folder = KEPT == null
                ? Path.of(RunningContraflow.emptyFolder())
                : Files.createDirectories(Path.of(KEPT, String.valueOf(size)));
        if (size == 0 || Files.exists(folder.resolve("contraflow.mv.db"))) {
            return folder.toString();
        }
        try (RunningContraflow running = RunningContraflow.startIn(folder.toString(), List.of())) {
            played(
                    new Contraflow(running.address()),
                    new SimulatedWorld(running.sandbox()),
                    running.context().getBean(JdbcClient.class),
                    1);
        }
        long begin = System.nanoTime();
        try (Connection one = RunningContraflow.offline(folder).getConnection()) {
            JdbcClient db = JdbcClient.create(new SingleConnectionDataSource(one, true));
            String model = db.sql("select cast(id as varchar) from returns where status = 'CLOSED' limit 1")
                    .query(String.class)
                    .single();
            new StoredReturns(db, false, model).store(size);
            db.sql("shutdown").update();
        }
        System.out.printf("store:          %,d ended returns stored in %.0f s%n", size, seconds(begin));
        return folder.toString();
    }

    /** What the database itself found slow, so that one sees what to mend. */
    private static void slowest(JdbcClient db) {
        db.sql("select sql_statement, execution_count, average_execution_time, max_execution_time"
                        + " from information_schema.query_statistics where max_execution_time > 40"
                        + " order by max_execution_time desc limit 40")
                .query(row -> {
                    System.out.printf(
                            "store:          statement x%d, mean %.1f ms, longest %.1f ms: %s%n",
                            row.getInt(2), row.getDouble(3), row.getDouble(4), row.getString(1));
                });
        db.sql("set query_statistics false").update();
    }

    /** A row changes before each call, for H2 gives the same answer again otherwise. */
    private static String answers(RunningContraflow running, JdbcClient db, IntFunction<String> path) throws Exception {
        double[] millis = new double[ASKED];
        for (int i = -10; i < ASKED; i++) {
            db.sql("update returns set updated_at = current_timestamp where id = (select max(id) from returns)")
                    .update();
            long begin = System.nanoTime();
            StoreCalls.get(running.address(), path.apply(Math.max(i, 0)));
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        return String.format(
                "half within %7.1f ms, 95 %% within %7.1f ms", millis[ASKED / 2], millis[ASKED * 95 / 100]);
    }

    private static double played(Contraflow asked, SimulatedWorld world, JdbcClient db, int count) throws Exception {
        long before = open(db);
        long closed = closedSince(db);
        if (before != 0) {
            throw new IllegalStateException(before + " returns are still open");
        }
        long begin = System.nanoTime();
        world.web().send("POST", "/sandbox/scenarios/happy-path?pace=0.2&count=" + count, null);
        long end = begin + TimeUnit.MINUTES.toNanos(10);
        // Only the few that began now are looked at, so that looking costs the same with any number of ended ones.
        while (closedSince(db) - closed < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not at the end after 10 minutes");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return count / seconds(begin);
    }

    private static long open(JdbcClient db) {
        return db.sql("select count(*) from returns where status in ('REQUESTED', 'APPROVED', 'LABEL_ISSUED',"
                        + " 'IN_TRANSIT', 'RECEIVED', 'INSPECTED', 'RESOLVING', 'RESOLVED')")
                .query(Long.class)
                .single();
    }

    private static long closedSince(JdbcClient db) {
        return db.sql("select count(*) from returns where created_at > dateadd('MINUTE', -120, current_timestamp)"
                        + " and status = 'CLOSED'")
                .query(Long.class)
                .single();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
