package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Contraflow as an operator's program sees it. */
public final class Contraflow {
    private final Web web;

    public Contraflow(URI base) {
        web = new Web(base, "admin:sandbox");
    }

    public Web web() {
        return web;
    }

    /** The returns of an order or of whatever else search knows, newest first. */
    public JsonNode search(String text) {
        return web.get("/api/returns?q=" + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8))
                .get("items");
    }

    /** The only return of an order, whole; empty while there is none. */
    public Optional<JsonNode> returnOf(String order) {
        JsonNode found = search(order);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(whole(UUID.fromString(found.get(0).get("id").asText())));
    }

    public JsonNode whole(UUID id) {
        return web.get("/api/returns/" + id);
    }

    /** Status of the newest return of an order; empty text while there is none. */
    public String statusOf(String order) {
        JsonNode found = search(order);
        return found.isEmpty() ? "" : found.get(0).get("status").asText();
    }

    /** Waits, up to two minutes, until the newest return of each order has that status. */
    public void awaitStatus(Collection<String> orders, String status) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(statuses())
                        .containsAllEntriesOf(
                                orders.stream().collect(Collectors.toMap(order -> order, order -> status))));
    }

    /** Statuses of the newest returns of these orders. */
    public List<String> statuses(Collection<String> orders) {
        Map<String, String> all = statuses();
        return orders.stream().map(order -> all.getOrDefault(order, "")).toList();
    }

    /** Status of the newest return of each order, as far as one page reaches. */
    private Map<String, String> statuses() {
        return StreamSupport.stream(
                        web.get("/api/returns?size=500").get("items").spliterator(), false)
                .collect(Collectors.toMap(
                        row -> row.get("orderName").asText(),
                        row -> row.get("status").asText(),
                        (newest, older) -> newest));
    }

    public Web.Answer act(UUID id, String action, Object body) {
        return web.send("POST", "/api/returns/" + id + "/" + action, body);
    }

    /** Open exceptions about a return. */
    public java.util.List<JsonNode> openExceptions(JsonNode whole) {
        return StreamSupport.stream(whole.get("exceptions").spliterator(), false)
                .filter(one -> one.get("state").asText().equals("OPEN"))
                .toList();
    }
}
