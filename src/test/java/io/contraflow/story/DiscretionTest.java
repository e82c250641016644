package io.contraflow.story;

import static io.contraflow.story.Traces.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.ingress.ShopifyWebhooks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Log, alerts, work list and refusals name no customer and no secret, whatever goes wrong. */
@ExtendWith(OutputCaptureExtension.class)
class DiscretionTest extends RunningTest {
    private static final String NOTE = "Please call Xaverine Quittenbaum at 0171 5550199";

    @Autowired
    ConfigurableEnvironment environment;

    @Test
    void neitherLogNorAlertsNorTheWorkListNameACustomerOrASecret(CapturedOutput log) {
        for (String kind : List.of("status", "cut", "lost-answer", "error-after")) {
            world.fault(Map.of("system", "*", "operation", "*", "kind", kind, "rate", 0.05, "status", 500));
        }
        world.fault(
                Map.of("system", "gorgias", "operation", "POST tickets", "kind", "status", "status", 422, "count", 1));
        List<String> orders = new ArrayList<>(world.play("happy-path", 5));
        orders.addAll(world.play("damaged-on-arrival", 2));
        orders.addAll(world.play("declined", 2));
        garbage();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> all(world.mails("")).stream().anyMatch(DiscretionTest::isAlert));
        world.noFaults();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> orders.stream()
                                .filter(order -> Set.of("CLOSED", "DECLINED").contains(contraflow.statusOf(order)))
                                .count()
                        >= orders.size() - 1);

        Set<String> hidden = secrets();
        hidden.addAll(customers(orders));
        hidden.addAll(List.of("Xaverine", "Quittenbaum", "5550199"));
        assertThat(hidden).hasSizeGreaterThan(20);

        silent("the log", log.getAll(), hidden);
        all(world.mails("")).stream()
                .filter(DiscretionTest::isAlert)
                .forEach(mail -> silent("an alert", mail.get("subject") + " " + mail.get("text"), hidden));
        silent("the work list", contraflow.web().get("/api/exceptions?size=500").toString(), hidden);
        silent(
                "the deliveries",
                contraflow.web().get("/api/deliveries?size=500").toString(),
                hidden);
    }

    @Test
    void aRefusalDoesNotRepeatWhatWasSent() {
        for (String body : List.of(
                "{\"channel\":\"" + NOTE + "\",\"lines\":[]}",
                "{\"lines\":\"" + NOTE + "\"}",
                "{\"reason\":[\"" + NOTE + "\"]}",
                NOTE)) {
            for (String path : List.of(
                    "/api/returns",
                    "/api/jobs",
                    "/api/returns/" + UUID.randomUUID() + "/decline",
                    "/api/exceptions/" + UUID.randomUUID() + "/resolve")) {
                Web.Answer answer = contraflow.web().send("POST", path, body);
                assertThat(answer.status()).as(path).isBetween(400, 499);
                assertThat(answer.body().toString()).as(path).doesNotContain("Quittenbaum");
            }
        }
        Web.Answer forged = new ShopifyWebhooks(URI.create("http://127.0.0.1:" + PORT), "wrong-secret")
                .post("returns/request", "1", NOTE.getBytes(StandardCharsets.UTF_8));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.body().toString()).doesNotContain("Quittenbaum");
    }

    /** Truly signed events that cannot be understood, with a person's name in every place that might be quoted. */
    private void garbage() {
        ShopifyWebhooks store = new ShopifyWebhooks(URI.create("http://127.0.0.1:" + PORT), "sandbox-secret");
        for (String topic : List.of("returns/request", "refunds/create", "returns/close", NOTE)) {
            for (String body : List.of(
                    "{\"id\":\"" + NOTE + "\",\"admin_graphql_api_id\":\"" + NOTE + "\",\"note\":\"" + NOTE + "\"}",
                    "{\"id\":1,\"admin_graphql_api_id\":{\"" + NOTE + "\":1},\"transactions\":[{\"amount\":\"" + NOTE
                            + "\"}],\"return\":{\"id\":1,\"admin_graphql_api_id\":\"gid://shopify/Return/1\"}}")) {
                store.post(topic, UUID.randomUUID().toString(), body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean isAlert(JsonNode mail) {
        return mail.get("subject").asText().startsWith("[Contraflow]");
    }

    private static void silent(String where, String text, Set<String> hidden) {
        String lower = text.toLowerCase(Locale.ROOT);
        assertThat(hidden.stream()
                        .filter(one -> lower.contains(one.toLowerCase(Locale.ROOT)))
                        .toList())
                .as("told by %s", where)
                .isEmpty();
    }

    /** Every configured secret that is more than a common word. */
    private Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> List.of(((EnumerablePropertySource<?>) source).getPropertyNames()).stream())
                .filter(name ->
                        name.startsWith("contraflow.") && name.matches(".*(secret|password|token|key|secret-before)$"))
                .map(name -> environment.getProperty(name, ""))
                .filter(value -> value.length() >= 10)
                .forEach(secrets::add);
        return secrets;
    }

    /** Names and addresses of those who bought. */
    private Set<String> customers(List<String> orders) {
        Set<String> said = new TreeSet<>();
        Set<String> mails = new TreeSet<>();
        world.state("shopify").get("orders").forEach(order -> {
            if (orders.contains(order.get("name").asText())) {
                mails.add(order.get("email").asText());
            }
        });
        said.addAll(mails);
        world.state("netsuite").get("customer").forEach(customer -> {
            if (mails.contains(customer.get("email").asText())) {
                said.add(customer.get("name").asText());
            }
        });
        return said;
    }
}
