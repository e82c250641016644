package io.contraflow.sandbox.happyreturns;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.Webhooks;
import io.contraflow.sandbox.World;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends {@code return.asn}. What happens to one return within the window goes into one notice: the newest change of status
 * in front, everything else in {@code otherEvents}, newest first; and one notice for each order that the return is about.
 */
final class Notices {
    static final String TYPE = "return.asn";

    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final String STATUS = "return_status_updated";
    private static final String METHOD = "return_dropoff_method_created";

    private record Event(String event, String typeId) {}

    private final World world;
    private final Webhooks webhooks;
    private final String secret;
    private final Object lock;
    private final Map<String, List<Event>> waiting = new HashMap<>();
    /** Other words for the stages, by the usual one. */
    private final Map<String, String> words = new ConcurrentHashMap<>();

    private volatile Duration window = WINDOW;

    Notices(World world, Webhooks webhooks, String secret, Object lock) {
        this.world = world;
        this.webhooks = webhooks;
        this.secret = secret;
        this.lock = lock;
    }

    /** Has notices use other words, such as {@code dropped-off} for {@code dropped_off}. */
    void reword(Map<String, String> other) {
        words.putAll(other);
    }

    void window(Duration real) {
        window = real;
    }

    void forget() {
        waiting.clear();
        words.clear();
        window = WINDOW;
    }

    void methodCreated(ReturnedGoods goods) {
        note(goods, new Event(METHOD, goods.method));
    }

    void status(ReturnedGoods goods, String word) {
        note(goods, new Event(STATUS, words.getOrDefault(word, word)));
    }

    private void note(ReturnedGoods goods, Event event) {
        List<Event> events = waiting.get(goods.id);
        if (events != null) {
            events.add(event);
            return;
        }
        waiting.put(goods.id, new ArrayList<>(List.of(event)));
        world.later(world.scaled(window), () -> {
            synchronized (lock) {
                flush(goods);
            }
        });
    }

    private void flush(ReturnedGoods goods) {
        List<Event> events = waiting.remove(goods.id);
        if (events == null) {
            return;
        }
        List<Event> newestFirst = new ArrayList<>();
        events.forEach(event -> newestFirst.add(0, event));
        Event primary = newestFirst.stream()
                .filter(event -> event.event().equals(STATUS))
                .findFirst()
                .orElse(newestFirst.get(0));
        newestFirst.remove(primary);
        Map<String, List<Item>> byOrder = new LinkedHashMap<>();
        goods.items.forEach(item -> byOrder.computeIfAbsent(item.orderNumber, order -> new ArrayList<>())
                .add(item));
        byOrder.values().forEach(items -> send(goods, primary, newestFirst, items));
    }

    private void send(ReturnedGoods goods, Event primary, List<Event> others, List<Item> items) {
        ObjectNode body = Json.object();
        body.put("event", primary.event());
        body.put("typeID", primary.typeId());
        body.put("retailerID", HappyReturnsSystem.RETAILER);
        body.put("webhookType", TYPE);
        ArrayNode otherEvents = body.putArray("otherEvents");
        others.forEach(
                event -> otherEvents.addObject().put("event", event.event()).put("typeID", event.typeId()));
        ArrayNode shown = body.putArray("items");
        items.forEach(item -> shown.add(item.show(goods)));
        byte[] bytes = Json.bytes(body);
        webhooks.send(
                "happy-returns",
                TYPE,
                Map.of("Content-Type", "application/json", "X-Hr-Signature", signature(secret, bytes)),
                bytes);
    }

    /** HMAC-SHA256 in lower-case hex. */
    static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
