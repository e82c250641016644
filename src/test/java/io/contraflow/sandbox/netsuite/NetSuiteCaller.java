package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls a sandbox's NetSuite over HTTP, signed the way an integration signs. */
final class NetSuiteCaller {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String RECORD = "/services/rest/record/v1/";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI sandbox;

    NetSuiteCaller(URI sandbox) {
        this.sandbox = sandbox;
    }

    HttpResponse<String> call(String method, String path, String body, String... headers) {
        return send(method, path, body, authorization(method, path, nonce(), Instant.now()), headers);
    }

    HttpResponse<String> send(String method, String path, String body, String authorization, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox + "/netsuite" + path))
                .header("Authorization", authorization)
                .header("X-NetSuite-PropertyNameValidation", "Error")
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return exchange(request.build());
    }

    /** A path of the sandbox itself, without signature. */
    HttpResponse<String> control(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(sandbox + path))
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    /** Creates a record and answers its id. */
    String created(String path, String body) {
        HttpResponse<String> answer = call("POST", RECORD + path, body);
        if (answer.statusCode() != 204) {
            throw new AssertionError(path + " was refused: " + answer.body());
        }
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    JsonNode record(String path) {
        return json(call("GET", RECORD + path + "?expandSubResources=true", ""));
    }

    JsonNode suiteQl(String query, Object... params) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("q", query);
        body.put("params", List.of(params));
        return json(call("POST", "/services/rest/query/v1/suiteql", text(body), "Prefer", "transient"));
    }

    String authorization(String method, String path, String nonce, Instant at) {
        int question = path.indexOf('?');
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (question >= 0) {
            for (String pair : path.substring(question + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                query.computeIfAbsent(parts[0], name -> new ArrayList<>())
                        .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        Map<String, String> oauth = new LinkedHashMap<>();
        oauth.put("oauth_consumer_key", "sandbox-consumer-key");
        oauth.put("oauth_token", "sandbox-token");
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_timestamp", String.valueOf(at.getEpochSecond()));
        oauth.put("oauth_signature_method", "HMAC-SHA256");
        oauth.put("oauth_version", "1.0");
        String url = sandbox + "/netsuite" + (question < 0 ? path : path.substring(0, question));
        oauth.put(
                "oauth_signature",
                OAuth1.signature(method, url, query, oauth, "sandbox-consumer-secret", "sandbox-token-secret"));
        StringBuilder header = new StringBuilder("OAuth realm=\"1234567_SB1\"");
        oauth.forEach((name, value) -> header.append(", ")
                .append(name)
                .append("=\"")
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('"'));
        return header.toString();
    }

    static String nonce() {
        return UUID.randomUUID().toString();
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
