package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.database.PostgresServer;
import io.contraflow.ingress.ShopifyWebhooks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The database server goes away amid work and comes back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class DatabaseOutageTest {
    private static final Place PLACE = new Place();
    private static final PostgresServer SERVER = PostgresServer.start();

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();
    private final Web anybody = new Web(PLACE.address(), "");

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        registry.add("spring.datasource.url", SERVER::newDatabase);
        registry.add("spring.datasource.username", () -> "postgres");
    }

    @AfterAll
    static void end() {
        SERVER.close();
    }

    @Test
    void sendersAreAskedToTryLaterAndAllGoesOnByItselfWhenTheDatabaseIsBack(CapturedOutput log) {
        List<String> orders = world.play("happy-path", 12);
        await().until(() -> contraflow.search(orders.get(11)).size() == 1);

        SERVER.stop();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(health("readiness")).isEqualTo(503));
        assertThat(health("liveness")).as("a restart would not help").isEqualTo(200);
        Web.Answer webhook = new ShopifyWebhooks(PLACE.address(), "sandbox-secret")
                .post("returns/request", UUID.randomUUID().toString(), "{\"id\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(webhook.status()).isEqualTo(503);
        assertThat(webhook.headers()).containsKey("retry-after");
        Web.Answer list = contraflow.web().send("GET", "/api/returns", null);
        assertThat(list.status()).isEqualTo(503);
        assertThat(list.headers()).containsKey("retry-after");
        assertThat(list.body().get("detail").asText()).isEqualTo("the database does not answer, please try again");

        SERVER.startAgain();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(health("readiness")).isEqualTo(200));
        contraflow.awaitStatus(orders, "CLOSED");
        Evidence evidence = Evidence.of(world);
        for (String order : orders) {
            JsonNode whole = contraflow.returnOf(order).orElseThrow();
            new OnceEverywhere(whole, evidence.about(order)).check();
        }
        assertThat(log.getAll().lines().filter(line -> line.startsWith("\tat ")))
                .as("no stack trace, the cause is outside")
                .isEmpty();
        assertThat(log.getAll().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                .as("said, not shouted")
                .hasSizeLessThan(150);
    }

    private int health(String probe) {
        return anybody.send("GET", "/actuator/health/" + probe, null).status();
    }
}
