package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running Contraflow. */
final class Server {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the running Contraflow; that of this folder's settings when not given.")
    private @Nullable URI url;

    @Option(names = "--user", description = "Login; that of this folder's settings when not given.")
    private @Nullable String user;

    @Option(
            names = "--password",
            arity = "0..1",
            interactive = true,
            description =
                    "Asks for the password. Without it, CONTRAFLOW_LOGIN_PASSWORD or this folder's settings count.")
    private @Nullable String password;

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Reads a resource.
     *
     * @throws CannotDo if the server does not answer, or with anything but what was asked for
     */
    JsonNode get(String path) {
        return json(request(path).GET());
    }

    /** @throws CannotDo if the server does not answer, or refuses */
    JsonNode post(String path, String body) {
        return json(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private JsonNode json(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = answer.body().isBlank() ? json.createObjectNode() : json.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new CannotDo(request.uri() + " answered " + answer.statusCode() + ": "
                        + body.path("detail").asText(body.path("title").asText("")));
            }
            return body;
        } catch (ConnectException e) {
            throw new CannotDo(
                    "Contraflow does not answer at " + base() + ". Is it running? Name its address with --url.");
        } catch (IOException e) {
            throw new CannotDo(request.uri() + " gave no answer that can be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotDo("interrupted");
        }
    }

    private HttpRequest.Builder request(String path) {
        String login = or(user, "contraflow.login.user") + ":" + or(password, "contraflow.login.password");
        return HttpRequest.newBuilder(URI.create(base() + path))
                .header("Accept", "application/json")
                // The audit trail tells the command line from other programs by it.
                .header("User-Agent", "contraflow-command")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private String base() {
        String base = url == null ? Folder.here().text("contraflow.public-url") : url.toString();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static String or(@Nullable String given, String setting) {
        return Optional.ofNullable(given).orElseGet(() -> Folder.here().text(setting));
    }
}
