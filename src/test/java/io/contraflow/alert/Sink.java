package io.contraflow.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes whatever is posted, at {@code /<name>}. */
final class Sink {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpServer server;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    /** What was posted. */
    record Post(String name, String query, String timestamp, String signature, byte[] raw, JsonNode body) {}

    Sink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    String address(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    void answerWith(int status) {
        this.status = status;
    }

    List<Post> to(String name) {
        return posts.stream().filter(post -> post.name().equals(name)).toList();
    }

    void clear() {
        status = 200;
        posts.clear();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] raw = exchange.getRequestBody().readAllBytes();
            if (status == 200) {
                posts.add(new Post(
                        exchange.getRequestURI().getPath().substring(1),
                        exchange.getRequestURI().getRawQuery(),
                        exchange.getRequestHeaders().getFirst("X-Contraflow-Timestamp"),
                        exchange.getRequestHeaders().getFirst("X-Contraflow-Signature"),
                        raw,
                        JSON.readTree(raw)));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
