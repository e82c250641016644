package io.contraflow.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.Scratch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A Chromium of this machine, spoken to by its own protocol: no driver has to be installed or fetched. It starts with the
 * first test that wants it and ends with the JVM.
 */
final class Chromium {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofSeconds(60);
    private static final int ANSWER_SECONDS = 60;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private static final class Shared {
        private static final Optional<Chromium> BROWSER = binary().map(Chromium::new);
    }

    /** The browser of all tests of this JVM; empty where none is installed. */
    static Optional<Chromium> shared() {
        return Shared.BROWSER;
    }

    private static Optional<Path> binary() {
        String named = System.getenv("CHROMIUM");
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(named == null ? Stream.empty() : Stream.of(Path.of(named)), onPath)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Chromium(Path binary) {
        try {
            Path profile = Scratch.folder("chromium");
            Process process = new ProcessBuilder(
                            binary.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-extensions",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("output.txt").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }));
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address(process, profile), new Ear())
                    .join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(binary + " did not start", e);
        }
    }

    /** Chromium writes where it listens into a file of its profile. */
    private static URI address(Process process, Path profile) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() >= 2) {
                    return URI.create("ws://127.0.0.1:" + lines.get(0).trim()
                            + lines.get(1).trim());
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("Chromium did not start: " + Files.readString(profile.resolve("output.txt")));
    }

    /** A tab with cookies of its own. */
    Tab tab(URI site) {
        String context = ask("", "Target.createBrowserContext", Map.of())
                .get("browserContextId")
                .asText();
        String target = ask("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .asText();
        String session = ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        return new Tab(this, session, context, site);
    }

    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    void dispose(String session, String context) {
        listeners.remove(session);
        ask("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
    }

    /** Asks and waits for the answer. */
    JsonNode ask(String session, String method, Map<String, ?> parameters) {
        try {
            return send(session, method, parameters).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("Chromium: " + method + " " + e.getMessage(), e);
        }
    }

    /** Asks without waiting; the socket takes one message at a time. */
    synchronized CompletableFuture<JsonNode> send(String session, String method, Map<String, ?> parameters) {
        int number = numbers.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", number).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        socket.sendText(message.toString(), true).join();
        return answer;
    }

    private void heard(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Chromium said no JSON", e);
        }
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer = asked.remove(message.get("id").asInt());
            if (answer != null && message.has("error")) {
                answer.completeExceptionally(
                        new IllegalStateException(message.get("error").toString()));
            } else if (answer != null) {
                answer.complete(message.path("result"));
            }
        } else {
            BiConsumer<String, JsonNode> listener =
                    listeners.get(message.path("sessionId").asText());
            if (listener != null) {
                listener.accept(message.path("method").asText(), message.path("params"));
            }
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                String text = parts.toString();
                parts.setLength(0);
                heard(text);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
