package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.ingress.ShopifyWebhooks;
import io.contraflow.process.Checker.Ending;
import io.contraflow.story.Contraflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stays true when the process is killed. */
class KillIT {
    private static final Duration TO_THE_END = Duration.ofMinutes(6);
    private static Installation installation;

    @BeforeAll
    static void install() {
        installation = new Installation();
        installation.ready();
    }

    @AfterAll
    static void uninstall() {
        installation.close();
    }

    @Test
    void everyEventThatWasAcknowledgedTakesEffectAlthoughTheProcessIsKilledAtOnce() throws Exception {
        installation.world().fault(Map.of("system", "shopify", "operation", "returns/request", "kind", "webhook-drop"));
        Set<String> orders = new HashSet<>(installation.world().play("happy-path", 60));
        installation.world().noFaults();
        List<JsonNode> asked = new ArrayList<>();
        installation.world().state("shopify").get("orders").forEach(order -> {
            if (orders.contains(order.get("name").asText())) {
                asked.add(order);
            }
        });
        assertThat(asked).hasSize(60).allSatisfy(order -> assertThat(
                        installation.contraflow().search(order.get("name").asText()))
                .isEmpty());

        List<Integer> answers = postAtOnce(asked);
        installation.killAndRestart();

        assertThat(answers).hasSize(60).containsOnly(202);
        awaitClosed(List.copyOf(orders));
        new Checker(installation.world())
                .check(orders.stream().collect(Collectors.toMap(order -> order, order -> Ending.REFUNDED)));
    }

    private static List<Integer> postAtOnce(List<JsonNode> orders) throws Exception {
        ShopifyWebhooks store = new ShopifyWebhooks(installation.address(), Installation.SECRET);
        ExecutorService senders = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> sent = new ArrayList<>();
            for (JsonNode order : orders) {
                byte[] body = ShopifyWebhooks.request(order).toString().getBytes(StandardCharsets.UTF_8);
                sent.add(senders.submit(
                        () -> store.post("returns/request", order.get("id").asText(), body)
                                .status()));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> one : sent) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            senders.shutdownNow();
        }
    }

    private static void awaitClosed(List<String> orders) {
        Contraflow contraflow = installation.contraflow();
        Set<String> open = new HashSet<>(orders);
        await().atMost(TO_THE_END).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            open.removeIf(order -> contraflow.statusOf(order).equals("CLOSED"));
            assertThat(open).isEmpty();
            assertThat(contraflow.web().get("/api/deliveries?state=WAITING").get("items"))
                    .isEmpty();
        });
    }
}
