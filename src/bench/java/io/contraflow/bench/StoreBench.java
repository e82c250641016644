package io.contraflow.bench;

import io.contraflow.story.Contraflow;
import io.contraflow.story.SimulatedWorld;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What ended returns in the store cost: returns a second from request to CLOSED, and how long the API takes to list, search and show, with none,
 * with many and with very many of them. The ended ones are copies of one that ran, with its events, deliveries and timeline.
 */
final class StoreBench {
    private static final int[] SIZES = Arrays.stream(
                    System.getProperty("bench.stored", "0,100000,1000000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int RETURNS = Integer.getInteger("bench.returns", 60);
    private static final int ASKED = 100;

    private StoreBench() {}

    static void run() throws Exception {
        try (RunningContraflow running = RunningContraflow.start()) {
            Contraflow asked = new Contraflow(running.address());
            SimulatedWorld world = new SimulatedWorld(running.sandbox());
            JdbcClient db = running.context().getBean(JdbcClient.class);
            // Java compiles what is used often only after a while.
            played(asked, world, db, 2 * RETURNS);
            String model = db.sql("select cast(id as varchar) from returns where status = 'CLOSED' limit 1")
                    .query(String.class)
                    .single();
            double first = 0;
            int stored = 0;
            for (int size : SIZES) {
                if (size > stored) {
                    long begin = System.nanoTime();
                    copy(db, model, stored, size);
                    System.out.printf("store:          %,d ended returns stored in %.0f s%n", size, seconds(begin));
                    stored = size;
                }
                double speed = played(asked, world, db, RETURNS);
                first = first == 0 ? speed : first;
                System.out.printf(
                        "store:          with %,d ended returns %.1f returns/s, ratio %.2f%n",
                        size, speed, speed / first);
                for (Map.Entry<String, IntFunction<String>> call :
                        calls(db, size).entrySet()) {
                    System.out.printf("store:          %-28s %s%n", call.getKey(), answers(asked, db, call.getValue()));
                }
            }
        }
    }

    private static Map<String, IntFunction<String>> calls(JdbcClient db, int size) {
        String id = db.sql("select cast(id as varchar) from returns order by id limit 1")
                .query(String.class)
                .single();
        Map<String, IntFunction<String>> calls = new LinkedHashMap<>();
        calls.put("list", i -> "/api/returns");
        calls.put("list, page 20", i -> "/api/returns?page=20");
        calls.put("list of a status", i -> "/api/returns?status=CLOSED");
        calls.put("list of a rare status", i -> "/api/returns?status=DECLINED");
        calls.put("list of a channel", i -> "/api/returns?channel=shop-de");
        calls.put("search by number", i -> "/api/returns?q=RMA-" + (size == 0 ? 100_001 + i : 10_000_000 + i * 7));
        calls.put("search by mail", i -> "/api/returns?q=customer-" + i * 7 + "@shop.example");
        calls.put("detail", i -> "/api/returns/" + id);
        calls.put("counts", i -> "/api/returns/counts");
        return calls;
    }

    /** A row changes before each call, for H2 gives the same answer again otherwise. */
    private static String answers(Contraflow asked, JdbcClient db, IntFunction<String> path) {
        double[] millis = new double[ASKED];
        for (int i = -10; i < ASKED; i++) {
            db.sql("update returns set updated_at = current_timestamp where id = (select max(id) from returns)")
                    .update();
            long begin = System.nanoTime();
            asked.web().get(path.apply(Math.max(i, 0)));
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        return String.format("half within %.1f ms, 95 %% within %.1f ms", millis[ASKED / 2], millis[ASKED * 95 / 100]);
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
        return db.sql("select count(*) from returns where created_at > dateadd('MINUTE', -30, current_timestamp)"
                        + " and status = 'CLOSED'")
                .query(Long.class)
                .single();
    }

    /** Ended days to years ago, one every two minutes. */
    private static void copy(JdbcClient db, String model, int from, int to) {
        for (int begin = from; begin < to; begin += 10_000) {
            String range = "system_range(" + (begin + 1) + ", " + Math.min(begin + 10_000, to) + ") n(x)";
            String id = "cast('00000000-0000-4000-8000-' || lpad(cast(x as varchar), 12, '0') as uuid)";
            String at = "dateadd('MINUTE', -2 * x - 1440, current_timestamp)";
            db.sql("insert into returns (id, number, channel, order_id, order_name, shop_name, email, status, document,"
                            + " created_at, updated_at, received_at, refund_open, refunded_at, refund_seconds, refund_minor,"
                            + " refund_currency) select " + id
                            + ", 'RMA-' || (10000000 + x), channel, 'stored-' || x, '#S' || x,"
                            + " '#S' || x || '-R1', 'customer-' || x || '@shop.example', status, document, " + at + ", "
                            + at
                            + ", " + at + ", false, " + at
                            + ", refund_seconds, refund_minor, refund_currency from returns, "
                            + range + " where id = cast('" + model + "' as uuid)")
                    .update();
            db.sql("insert into return_ref (connector, kind, ref, return_id) select connector, kind, ref || '-' || x, "
                            + id + " from return_ref, " + range + " where return_id = cast('" + model + "' as uuid)")
                    .update();
            db.sql("insert into timeline (return_id, at, kind, actor, sentence) select " + id + ", " + at
                            + ", 'event', 'shopify', 'The return is closed.' from " + range)
                    .update();
            db.sql(
                            "insert into outbox (id, return_id, connector, role, operation, lane, payload, state, attempts, due_at,"
                                    + " created_at, done_at) select random_uuid(), " + id
                                    + ", 'shopify', 'shop', 'issue-refund', " + id
                                    + " || '/shopify', X'7b7d', 'DONE', 1, " + at + ", " + at + ", " + at + " from "
                                    + range)
                    .update();
            db.sql(
                            "insert into inbox (connector, event_key, topic, lane, payload, state, attempts, due_at, received_at,"
                                    + " done_at) select 'shopify', 'stored-' || x, 'returns/close', 'stored-' || x, X'7b7d', 'DONE', 1, "
                                    + at + ", " + at + ", " + at + " from " + range)
                    .update();
        }
        db.sql("analyze").update();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
