package io.contraflow.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people and programs ask of a full store: addresses of the API, all pages of the console, and the schedules. */
public final class StoreCalls {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:sandbox".getBytes(StandardCharsets.UTF_8));

    private StoreCalls() {}

    /** Fails unless the answer is 200. */
    public static void get(URI base, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .header("Authorization", LOGIN)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
    }

    /** Addresses by what they are called; the number differs from call to call. */
    public static Map<String, IntFunction<String>> of(JdbcClient db, int stored) {
        Map<String, IntFunction<String>> calls = new LinkedHashMap<>();
        String[] ids = db.sql("select cast(id as varchar) from returns order by id limit 200")
                .query(String.class)
                .list()
                .toArray(String[]::new);
        String[] refs = db.sql("select ref from return_ref order by return_id limit 200")
                .query(String.class)
                .list()
                .toArray(String[]::new);
        IntFunction<String> id = i -> ids[i * 7 % ids.length];
        int past = Math.max(1, stored);
        api(db, calls, id, refs, past);
        console(calls, id, past);
        calls.put("prometheus", i -> "/actuator/prometheus");
        calls.put("readiness", i -> "/actuator/health/readiness");
        return calls;
    }

    private static void api(
            JdbcClient db, Map<String, IntFunction<String>> calls, IntFunction<String> id, String[] refs, int past) {
        calls.put("list", i -> "/api/returns");
        calls.put("list, page 20", i -> "/api/returns?page=20");
        calls.put("list, half-way down", i -> "/api/returns?page=" + Math.min(100_000, past / 50 / 2));
        calls.put("list, at the end", i -> "/api/returns?page=" + Math.min(100_000, Math.max(0, past / 50 - 1)));
        String ofAll = db.sql("select word from return_word where word not like 'tee%' limit 1")
                .query(String.class)
                .optional()
                .orElse("none");
        String half = db.sql("select cast(id as varchar) from returns order by created_at desc, id desc limit 1 offset "
                        + past / 2)
                .query(String.class)
                .optional()
                .orElse(id.apply(0));
        calls.put("list, half-way down, after", i -> "/api/returns?after=" + half);
        calls.put("list of a status", i -> "/api/returns?status=CLOSED");
        calls.put("list of a status, far down", i -> "/api/returns?status=CLOSED&page=" + past / 50 / 2);
        calls.put("list of a rare status", i -> "/api/returns?status=DECLINED");
        calls.put("list of a status without any", i -> "/api/returns?status=REQUESTED");
        calls.put("list of a channel", i -> "/api/returns?channel=shop-de");
        calls.put("list of a channel and status", i -> "/api/returns?channel=shop-de&status=EXPIRED");
        calls.put("list of an unknown channel, status", i -> "/api/returns?channel=shop-x&status=CLOSED");
        calls.put("search by number", i -> "/api/returns?q=" + StoredReturns.number(i * 7 + 1));
        calls.put("search by order", i -> "/api/returns?q=%23S" + (i * 7 + 1));
        calls.put("search by mail", i -> "/api/returns?q=" + StoredReturns.email(i * 7 + 1));
        calls.put(
                "search by foreign id",
                i -> "/api/returns?q=" + java.net.URLEncoder.encode(refs[i * 3 % refs.length], StandardCharsets.UTF_8));
        calls.put("search by SKU", i -> "/api/returns?q=tee-blk-m");
        calls.put("search by SKU and status", i -> "/api/returns?status=EXPIRED&q=tee-blk-m");
        calls.put("search by SKU of all", i -> "/api/returns?q=" + ofAll);
        calls.put("search by SKU of all and status", i -> "/api/returns?status=CLOSED&q=" + ofAll);
        calls.put(
                "search by old number and status",
                i -> "/api/returns?status=CLOSED&q=" + StoredReturns.number(Math.max(1, past - i * 7)));
        calls.put("search for nothing", i -> "/api/returns?q=nothing-" + i);
        calls.put("detail", i -> "/api/returns/" + id.apply(i));
        calls.put("counts", i -> "/api/returns/counts");
        calls.put("risk", i -> "/api/returns/" + id.apply(i) + "/risk");
        calls.put("deliveries", i -> "/api/deliveries");
        calls.put("deliveries, far down", i -> "/api/deliveries?page=" + Math.min(100_000, past / 50));
        calls.put("deliveries of a state", i -> "/api/deliveries?state=DONE");
        calls.put("dead deliveries", i -> "/api/deliveries?state=DEAD");
        calls.put("exceptions", i -> "/api/exceptions");
        calls.put("exceptions, resolved", i -> "/api/exceptions?state=RESOLVED");
        calls.put("exception groups", i -> "/api/exceptions/groups");
        calls.put("connectors", i -> "/api/connectors");
        calls.put("audit", i -> "/api/audit");
        calls.put("reconciliation", i -> "/api/reconciliation");
        calls.put("schedules", i -> "/api/schedules");
        calls.put("unmapped", i -> "/api/mappings/unmapped");
        calls.put("coverage", i -> "/api/mappings/coverage");
        calls.put(
                "supplier claims",
                i -> "/api/supplier-claims?from="
                        + LocalDate.now(ZoneOffset.UTC).minusDays(30) + "&to=" + LocalDate.now(ZoneOffset.UTC));
    }

    private static void console(Map<String, IntFunction<String>> calls, IntFunction<String> id, int past) {
        calls.put("page overview", i -> "/console");
        calls.put("page overview, live part", i -> "/console/overview/live");
        calls.put("page returns", i -> "/console/returns");
        for (String status : new String[] {"REQUESTED", "IN_TRANSIT", "CLOSED", "DECLINED", "EXPIRED"}) {
            calls.put("page returns " + status, i -> "/console/returns?status=" + status);
        }
        calls.put("page returns, search", i -> "/console/returns?q=" + StoredReturns.number(i * 7 + 1));
        calls.put("page returns, far down", i -> "/console/returns?after=" + id.apply(i));
        calls.put("page returns, upwards", i -> "/console/returns?before=" + id.apply(i));
        calls.put("page return", i -> "/console/returns/" + id.apply(i));
        calls.put("page exceptions", i -> "/console/exceptions");
        calls.put("page exceptions, resolved", i -> "/console/exceptions?state=RESOLVED");
        calls.put("page exceptions of a kind", i -> "/console/exceptions?state=RESOLVED&kind=STUCK");
        for (String page : new String[] {
            "deliveries",
            "deliveries?state=DEAD",
            "deliveries?state=DONE",
            "connectors",
            "mappings",
            "mappings/sku",
            "policies",
            "policies/standard",
            "reconciliation",
            "schedules",
            "audit",
            "users",
            "me",
            "tour"
        }) {
            calls.put("page " + page, i -> "/console/" + page);
        }
    }

    /** Runs each schedule once; answers seconds by name. */
    public static Map<String, Double> schedules(Contraflow asked) {
        Map<String, Double> took = new LinkedHashMap<>();
        asked.web().get("/api/schedules").forEach(one -> {
            String name = one.path("id").asText();
            long begin = System.nanoTime();
            asked.web().send("POST", "/api/schedules/" + name + "/run", null);
            took.put(name, (System.nanoTime() - begin) / 1e9);
        });
        return took;
    }
}
