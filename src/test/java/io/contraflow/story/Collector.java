package io.contraflow.story;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contraflow.FreePort;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector of traces that takes OTLP over HTTP, and remembers the spans. */
public final class Collector implements AutoCloseable {
    private final int port = FreePort.next();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private HttpServer server;

    public Collector() {
        startAgain();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port + "/v1/traces";
    }

    /** All that came so far. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** What the batches' header {@code Authorization} said. */
    public List<String> logins() {
        return List.copyOf(logins);
    }

    /** Starts it again after {@link #close}, on the same port. */
    public void startAgain() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange call) throws IOException {
        try (call;
                InputStream body = new GZIPInputStream(call.getRequestBody())) {
            logins.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(spans::add);
            call.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            call.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
