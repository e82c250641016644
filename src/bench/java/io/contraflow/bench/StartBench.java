package io.contraflow.bench;

import io.contraflow.ingress.ShopifyWebhooks;
import io.contraflow.story.RunningContraflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the jar takes from its start until it is ready, how much processor time that costs, and how much memory is
 * resident at rest and after ten seconds of webhooks; with the flags of docs/deploy.md, with and without an archive of classes.
 * Needs {@code mvn -DskipTests package} before.
 */
final class StartBench {
    private static final int STARTS = Integer.getInteger("bench.starts", 3);
    private static final Path JAR = Path.of(System.getProperty("bench.jar", "target/contraflow.jar"));
    /** Those of docs/deploy.md for less than 350 MiB at rest. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-Xms64m",
            "-XX:MaxNewSize=24m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xss512k");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private StartBench() {}

    static void run() throws Exception {
        if (!Files.exists(JAR)) {
            System.out.println("start:          there is no " + JAR + "; make it with mvn -DskipTests package");
            return;
        }
        Path layout = Files.createTempDirectory("contraflow-layout");
        Path jar = extract(layout);
        Path archive = layout.resolve("contraflow.jsa");
        start(jar, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Dspring.context.exit=onRefresh"), true);
        several("the jar as it is", JAR, List.of());
        several("extracted, with an archive of classes", jar, List.of("-XX:SharedArchiveFile=" + archive));
        several("the same, compiled once", jar, List.of("-XX:SharedArchiveFile=" + archive, "-XX:TieredStopAtLevel=1"));
    }

    private static Path extract(Path into) throws IOException, InterruptedException {
        int result = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        JAR.toString(),
                        "extract",
                        "--destination",
                        into.toString(),
                        "--force")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Path jar = into.resolve(JAR.getFileName());
        if (result != 0 || !Files.exists(jar)) {
            throw new IllegalStateException("the jar could not be extracted");
        }
        return jar;
    }

    /** One start. */
    private record Start(double ready, double processor, long rest, long load) {}

    private static void several(String what, Path jar, List<String> more) throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            starts.add(start(jar, more, false));
        }
        System.out.printf(
                "start:          %s, median of %d: ready after %.1f s (%.1f s of processor time), resident %.0f MiB at rest,"
                        + " %.0f MiB after ten seconds of load%n",
                what,
                STARTS,
                median(starts.stream().mapToDouble(Start::ready).toArray()),
                median(starts.stream().mapToDouble(Start::processor).toArray()),
                median(starts.stream().mapToDouble(one -> one.rest / 1024.0).toArray()),
                median(starts.stream().mapToDouble(one -> one.load / 1024.0).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Start start(Path jar, List<String> more, boolean ends) throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("SPRING_PROFILES_ACTIVE", "sandbox");
        builder.environment().put("CONTRAFLOW_SANDBOX_ENABLED", "false");
        builder.environment().put("CONTRAFLOW_DATA_DIR", RunningContraflow.emptyFolder());
        long begin = System.nanoTime();
        Process process = builder.start();
        if (ends) {
            process.waitFor();
            return new Start(0, 0, 0, 0);
        }
        URI address = URI.create("http://127.0.0.1:" + port);
        while (!isReady(address)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the process ended with " + process.exitValue());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double ready = (System.nanoTime() - begin) / 1e9;
        double processor =
                process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
        TimeUnit.SECONDS.sleep(10);
        long rest = resident(process.pid());
        load(address);
        long load = resident(process.pid());
        process.destroy();
        process.waitFor();
        return new Start(ready, processor, rest, load);
    }

    private static void load(URI address) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            Load.run(address, 8, 400, line -> {
                byte[] body = ("{\"id\":" + System.nanoTime() + "}").getBytes(StandardCharsets.UTF_8);
                return line.post(
                        "/webhooks/shopify",
                        "X-Shopify-Topic: orders/updated\r\nX-Shopify-Webhook-Id: start-" + System.nanoTime()
                                + "\r\nX-Shopify-Hmac-Sha256: " + ShopifyWebhooks.signature("sandbox-secret", body)
                                + "\r\n",
                        body);
            });
        }
    }

    private static boolean isReady(URI address) throws InterruptedException {
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** KiB that the process holds in memory. */
    private static long resident(long process) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
