package io.contraflow.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Remembers, while it is on, every HTTP call that Contraflow makes, so that a loop without it can make the same. */
@Configuration(proxyBeanMethods = false)
class CallRecorder {
    /** Settings that put it between Contraflow and the systems. */
    static final List<String> SETTINGS = List.of("--camel.component.http.http-client-configurer=#callRecording");

    /** Set anew by whoever sends. */
    private static final Set<String> NOT_KEPT =
            Set.of("content-length", "host", "connection", "transfer-encoding", "accept-encoding", "user-agent");

    private final Queue<Sent> calls = new ConcurrentLinkedQueue<>();
    private volatile boolean isOn;

    /** A call; {@code headers} are names and values in turn. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(String method, String path, List<String> headers, byte[] body) {}

    @Bean
    HttpClientConfigurer callRecording() {
        return client -> client.addRequestInterceptorLast((request, entity, context) -> {
            if (isOn) {
                calls.add(sent(request, entity));
            }
        });
    }

    private static Sent sent(HttpRequest request, EntityDetails entity) throws IOException {
        List<String> headers = new ArrayList<>();
        for (Header header : request.getHeaders()) {
            if (!NOT_KEPT.contains(header.getName().toLowerCase(Locale.ROOT))) {
                headers.add(header.getName());
                headers.add(header.getValue());
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (entity instanceof HttpEntity whole) {
            if (!whole.isRepeatable()) {
                throw new IOException("a body that can be read once only");
            }
            whole.writeTo(body);
        }
        return new Sent(request.getMethod(), request.getPath(), headers, body.toByteArray());
    }

    void begin() {
        isOn = true;
    }

    /** What was called since {@link #begin}. */
    List<Sent> end() {
        isOn = false;
        return List.copyOf(calls);
    }
}
