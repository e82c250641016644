package io.contraflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.ingress.ShopifyWebhooks;
import io.contraflow.story.Place;
import io.contraflow.story.Web;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The description of the API names every address with words, refusals and an example that is understood. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@DirtiesContext
class ApiDescriptionTest {
    private static final Place PLACE = new Place();
    private final Web admin = PLACE.contraflow().web();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping addresses;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
    }

    private record Described(String method, String path, JsonNode operation) {
        String name() {
            return method + " " + path;
        }
    }

    private List<Described> described() {
        List<Described> all = new ArrayList<>();
        admin.get("/v3/api-docs").get("paths").fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(
                        one -> all.add(new Described(one.getKey().toUpperCase(), path.getKey(), one.getValue()))));
        return all;
    }

    @Test
    void everyAddressOfTheApiIsDescribedAndNoOther() {
        TreeSet<String> served = new TreeSet<>(List.of("POST /webhooks/{connector}"));
        addresses.getHandlerMethods().keySet().forEach(info -> info.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path ->
                        info.getMethodsCondition().getMethods().forEach(method -> served.add(method + " " + path))));

        assertThat(described()).extracting(Described::name).containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void eachSaysInWordsWhatItDoesAndInWhichFormItRefuses() {
        assertThat(described()).allSatisfy(one -> {
            assertThat(one.operation().path("summary").asText())
                    .as("Javadoc of %s", one.name())
                    .isNotBlank();
            assertThat(one.operation().at("/responses/401/content").fieldNames())
                    .toIterable()
                    .as(one.name())
                    .containsExactly("application/problem+json");
        });
    }

    @Test
    void everythingThatTheDescriptionRefersToIsInIt() {
        JsonNode all = admin.get("/v3/api-docs");
        assertThat(Pattern.compile("\"#(/components/schemas/[^\"]+)\"")
                        .matcher(all.toString())
                        .results()
                        .map(reference -> reference.group(1))
                        .distinct())
                .contains("/components/schemas/Problem")
                .allSatisfy(place ->
                        assertThat(all.at(place).isMissingNode()).as(place).isFalse());
    }

    @Test
    void aWebhookIsAnsweredAsDescribed() {
        Web.Answer answer = new ShopifyWebhooks(PLACE.address(), "sandbox-secret")
                .post("returns/request", "described", "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(described())
                .filteredOn(one -> one.path().startsWith("/webhooks/"))
                .singleElement()
                .satisfies(one -> assertThat(one.operation().get("responses").has(String.valueOf(answer.status())))
                        .as("%s", answer.status())
                        .isTrue());
        assertThat(answer.status()).isLessThan(300);
    }

    @Test
    void everyExampleIsUnderstood() {
        for (String name : List.of("bert", "carl")) {
            Object person = Map.of("name", name, "role", "viewer", "password", "a long phrase of hers");
            assertThat(admin.send("POST", "/api/users", person).status()).isEqualTo(201);
        }
        for (Described one : described()) {
            JsonNode body = one.operation().at("/requestBody/content");
            if (body.isMissingNode()) {
                continue;
            }
            JsonNode example = body.elements().next().path("example");
            assertThat(example.isMissingNode())
                    .as("an example of %s", one.name())
                    .isFalse();
            if (one.path().startsWith("/webhooks/")) {
                continue;
            }
            Web sender =
                    one.path().startsWith("/api/me/") ? new Web(PLACE.address(), "bert:a long phrase of hers") : admin;
            Web.Answer answer = sender.send(one.method(), filled(one.path()), example, "Idempotency-Key", "example");
            // What it names is mostly not there, but nothing is wrong with its form.
            assertThat(answer.status())
                    .as("%s: %s", one.name(), answer)
                    .isNotEqualTo(400)
                    .isLessThan(500);
        }
    }

    private static String filled(String path) {
        return path.replace("{id}", UUID.randomUUID().toString())
                .replace("{claim}", UUID.randomUUID().toString())
                .replace("/policies/{name}", "/policies/standard")
                .replace("/users/{name}", "/users/carl")
                .replace("{table}", "sku")
                .replace("/rows", "/rows?dryRun=true")
                .replaceAll("\\{[^}]+}", "no-such");
    }

    @Test
    void whoIsNotKnownOrMayNotIsToldInTheSameForm() {
        Web.Answer nobody = new Web(PLACE.address(), "").send("GET", "/api/returns", null);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body().path("detail").asText()).contains("log in");

        Web.Answer wrong = new Web(PLACE.address(), "admin:guessed").send("GET", "/api/returns", null);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.headers().get("www-authenticate")).containsExactly("Basic realm=\"Contraflow\"");
        assertThat(wrong.body().path("status").asInt()).isEqualTo(401);

        Web.Answer viewer = new Web(PLACE.address(), "auditor:sandbox").send("POST", "/api/backups", null);
        assertThat(viewer.status()).isEqualTo(403);
        assertThat(viewer.body().path("detail").asText()).contains("role");
    }
}
