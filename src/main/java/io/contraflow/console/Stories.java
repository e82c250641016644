package io.contraflow.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The stories that the sandbox can play, asked for over its own address; there are none where no sandbox runs. */
@Component
@ConditionalOnProperty("contraflow.sandbox.enabled")
class Stories {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final URI sandbox;
    private final ObjectMapper json;

    Stories(@Value("${contraflow.sandbox.port}") int port, ObjectMapper json) {
        this.sandbox = URI.create("http://127.0.0.1:" + port + "/sandbox");
        this.json = json;
    }

    /** A story that can be played. */
    record Story(String name, String description) {}

    List<Story> all() {
        List<Story> stories = new ArrayList<>();
        ask("GET", "/scenarios?limit=0")
                .path("scenarios")
                .forEach(one -> stories.add(new Story(
                        one.path("name").asText(), one.path("description").asText())));
        return stories;
    }

    /** Plays a story once; answers the name of its order, such as {@code #1042}. */
    String play(String name) {
        return ask("POST", "/scenarios/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "?count=1")
                .at("/runs/0/order")
                .asText();
    }

    private JsonNode ask(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox + path))
                .timeout(LONGEST)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("the sandbox answered " + answer.statusCode());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("the sandbox does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the sandbox was not waited for", e);
        }
    }
}
