package io.contraflow.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Talks to a sandbox over real HTTP. */
public final class SandboxClient {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI sandbox;

    public SandboxClient(URI sandbox) {
        this.sandbox = sandbox;
    }

    public HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox + path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(send("GET", path, Map.of(), ""));
    }

    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return json(send("POST", path, Map.of("Content-Type", "application/json"), text(body)));
    }

    public JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return json(send("PUT", path, Map.of("Content-Type", "application/json"), text(body)));
    }

    public static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Object body) {
        return body instanceof String text ? text : new String(Json.bytes(body), StandardCharsets.UTF_8);
    }
}
