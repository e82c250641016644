package io.contraflow.bench;

import io.contraflow.ingress.ShopifyWebhooks;
import io.contraflow.story.RunningContraflow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How fast a signed webhook is accepted durably, measured against a bare Camel route that stores one row per request in
 * the same database. {@code nice -n 10 mvn -q -Pbench verify -DskipTests} runs it with all benchmarks.
 *
 * <p>Both run in one process, in alternating rounds, with the same 16 clients and the same body. The route that works on
 * accepted events rests meanwhile: what follows from an event is measured by {@link EndToEndBench}.
 */
final class AcceptBench {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = Integer.getInteger("bench.requests", 4_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final String SECRET = "sandbox-secret";

    private final RunningContraflow contraflow;
    private final AtomicLong ids = new AtomicLong();

    private AcceptBench(RunningContraflow contraflow) {
        this.contraflow = contraflow;
    }

    static void run() throws Exception {
        try (RunningContraflow contraflow = RunningContraflow.start(BareRoute.class)) {
            contraflow
                    .context()
                    .getBean(CamelContext.class)
                    .getRouteController()
                    .stopRoute("shopify-events");
            new AcceptBench(contraflow).compare();
        }
    }

    private void compare() throws Exception {
        accept();
        bare();
        List<Load.Round> accepted = new ArrayList<>();
        List<Load.Round> bare = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            accepted.add(accept());
            bare.add(bare());
            System.out.printf(
                    "  round %d: accept %.0f req/s, bare %.0f req/s%n",
                    round,
                    accepted.get(round - 1).perSecond(),
                    bare.get(round - 1).perSecond());
        }
        Load.Round ours = Load.Round.of(accepted);
        Load.Round theirs = Load.Round.of(bare);
        System.out.println("accept webhook: " + ours);
        System.out.println("bare route:     " + theirs);
        System.out.printf("ratio:          %.2f%n", ours.perSecond() / theirs.perSecond());
        everyRowIsThere();
    }

    private Load.Round accept() throws Exception {
        return Load.run(contraflow.address(), CLIENTS, REQUESTS, line -> {
            byte[] body = body();
            String headers = "X-Shopify-Topic: orders/updated\r\nX-Shopify-Webhook-Id: bench-" + ids.get() + "-"
                    + Thread.currentThread().getId() + "-" + System.nanoTime() + "\r\nX-Shopify-Hmac-Sha256: "
                    + ShopifyWebhooks.signature(SECRET, body) + "\r\n";
            return line.post("/webhooks/shopify", headers, body);
        });
    }

    private Load.Round bare() throws Exception {
        return Load.run(contraflow.address(), CLIENTS, REQUESTS, line -> {
            byte[] body = body();
            // Signed for nothing, so that the clients do the same.
            String headers = "X-Signature: " + ShopifyWebhooks.signature(SECRET, body) + "\r\n";
            return line.post(BareRoute.PATH, headers, body);
        });
    }

    /** Some 1.5 kB, as a small webhook has; no two are the same. */
    private byte[] body() {
        long id = ids.incrementAndGet();
        String line = "{\"id\":" + id + ",\"admin_graphql_api_id\":\"gid://shopify/LineItem/" + id
                + "\",\"sku\":\"TEE-BLK-M\",\"quantity\":1,\"price\":\"19.99\",\"taxable\":true,\"name\":\"T-shirt\"}";
        return ("{\"id\":" + id + ",\"admin_graphql_api_id\":\"gid://shopify/Order/" + id
                        + "\",\"email\":\"someone@example.test\",\"currency\":\"EUR\",\"line_items\":["
                        + String.join(",", List.of(line, line, line, line, line, line, line, line)) + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void everyRowIsThere() {
        JdbcTemplate db = contraflow.context().getBean(JdbcTemplate.class);
        long perKind = (ROUNDS + 1L) * (REQUESTS / CLIENTS) * CLIENTS;
        expect(db, "inbox", perKind);
        expect(db, "bench_bare", perKind);
    }

    private static void expect(JdbcTemplate db, String table, long rows) {
        Long found = db.queryForObject("select count(*) from " + table, Long.class);
        if (found == null || found != rows) {
            throw new IllegalStateException(table + " has " + found + " rows, expected " + rows);
        }
    }
}
