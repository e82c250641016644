package io.contraflow.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The helpdesk of docs/connectors.md: it does what it is asked once for each key, and loses its first answer. */
final class Caseboard implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpServer server;
    private final Map<String, Integer> casesByKey = new ConcurrentHashMap<>();
    private final List<JsonNode> opened = new CopyOnWriteArrayList<>();
    private final Map<String, String> notesByKey = new ConcurrentHashMap<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final AtomicBoolean stumbled = new AtomicBoolean();

    Caseboard() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/cases", this::answer);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<JsonNode> opened() {
        return opened;
    }

    List<String> notes() {
        return notes;
    }

    List<String> states() {
        return states;
    }

    List<String> logins() {
        return logins;
    }

    private void answer(HttpExchange call) throws IOException {
        JsonNode body = JSON.readTree(call.getRequestBody());
        String key = String.valueOf(call.getRequestHeaders().getFirst("Idempotency-Key"));
        logins.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
        String path = call.getRequestURI().getPath();
        if (path.equals("/cases")) {
            int id = casesByKey.computeIfAbsent(key, any -> open(body));
            boolean first = stumbled.compareAndSet(false, true);
            reply(call, first ? 503 : 201, "{\"id\":" + id + "}");
        } else if (path.endsWith("/notes")) {
            notesByKey.computeIfAbsent(key, any -> note(body));
            reply(call, 201, "{}");
        } else {
            body.fields()
                    .forEachRemaining(field ->
                            states.add(field.getKey() + "=" + field.getValue().asText()));
            reply(call, 200, "{}");
        }
    }

    private int open(JsonNode body) {
        opened.add(body);
        return opened.size();
    }

    private String note(JsonNode body) {
        notes.add(body.get("text").asText());
        return body.get("text").asText();
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
