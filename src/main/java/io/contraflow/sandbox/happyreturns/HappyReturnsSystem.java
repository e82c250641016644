package io.contraflow.sandbox.happyreturns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.Parcels;
import io.contraflow.sandbox.SimulatedSystem;
import io.contraflow.sandbox.Surroundings;
import io.contraflow.sandbox.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Happy Returns: bars where goods are dropped off, a hub where they are graded, and notices of both. */
public final class HappyReturnsSystem implements SimulatedSystem, Parcels {
    static final String RETAILER = "demo-shop";

    private static final byte[] KEY = "sandbox-key".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> CONDITIONS = Set.of("sellable", "damaged", "wrong-item", "missing");

    private final World world;
    private final URI target;
    private final Shelf shelf = new Shelf();
    private final Bucket bucket = new Bucket();
    private final Notices notices;
    private final Journey journey;
    private final PartnerApi partnerApi;
    private final HeadlessApi headlessApi;
    private volatile boolean headless = true;

    public HappyReturnsSystem(Surroundings surroundings) {
        world = surroundings.world();
        target = surroundings.options().target();
        notices = new Notices(
                world, surroundings.webhooks(), surroundings.options().webhookSecret(), this);
        journey = new Journey(world, shelf, notices);
        partnerApi = new PartnerApi(shelf, journey);
        partnerApi.subscribe(target + "/webhooks/happy-returns");
        headlessApi = new HeadlessApi(world, shelf, journey, surroundings.mails());
    }

    @Override
    public String name() {
        return "happy-returns";
    }

    @Override
    public Answer handle(Call call) {
        List<String> path = call.segments();
        if (path.size() == 2 && path.get(0).equals("qr")) {
            return picture(path.get(1));
        }
        byte[] key = Objects.requireNonNullElse(call.header("X-Hr-Apikey"), "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(KEY, key)) {
            return new Refused(401, "unauthorized").answer();
        }
        if (!bucket.take(world.now())) {
            return throttled();
        }
        try {
            synchronized (this) {
                return route(call, path);
            }
        } catch (Refused refused) {
            return refused.answer();
        } catch (Json.NotJson e) {
            return new Refused(400, "the body is not JSON").answer();
        }
    }

    @Override
    public Answer throttled() {
        return new Refused(429, bucket.complaint()).answer();
    }

    @Override
    public String operation(Call call) {
        List<String> path = call.segments();
        return call.method() + " " + (path.size() == 3 ? path.get(0) + "/{id}/" + path.get(2) : String.join("/", path));
    }

    @Override
    public @Nullable String key(Call call) {
        return call.path().equals("/create_return")
                ? call.json().path("returning").path(0).path("external_rma_id").asText(null)
                : null;
    }

    @Override
    public synchronized Object state() {
        ObjectNode state = Json.object();
        for (ReturnedGoods goods : shelf.all()) {
            ObjectNode node = state.withArray("returns").addObject();
            node.put("returnId", goods.id);
            node.put("rmaId", goods.rmaId);
            node.put("expressCode", goods.code);
            node.put("status", goods.stage.word);
            for (Item item : goods.items) {
                ObjectNode shown = item.show(goods).put("disposition", item.disposition);
                node.withArray("items").add(shown.put("refundedByApproval", item.refunded));
            }
        }
        return state;
    }

    @Override
    public synchronized void reset() {
        shelf.clear();
        notices.forget();
        bucket.reset();
        headless = true;
        partnerApi.subscribe(target + "/webhooks/happy-returns");
    }

    @Override
    public Answer control(Call call) throws Exception {
        JsonNode body = call.json();
        String order = body.path("order").asText();
        return switch (call.method() + " " + call.path()) {
            case "PUT /limits" -> limits(body);
            case "PUT /words" -> {
                Map<String, String> words = new HashMap<>();
                body.properties()
                        .forEach(
                                word -> words.put(word.getKey(), word.getValue().asText()));
                notices.reword(words);
                yield Answer.empty(204);
            }
            case "POST /drop-off" -> moved(dropOff(order));
            case "POST /expire" -> moved(expire(order));
            case "POST /receive" -> moved(receive(order));
            case "POST /grade" -> moved(grade(order, body.path("condition").asText("sellable")));
            default -> SimulatedSystem.super.control(call);
        };
    }

    @Override
    public synchronized boolean dropOff(String orderName) {
        return journey.dropOff(orderName);
    }

    @Override
    public synchronized boolean expire(String orderName) {
        return journey.expire(orderName);
    }

    @Override
    public synchronized boolean receive(String orderName) {
        return journey.receive(orderName);
    }

    @Override
    public synchronized boolean grade(String orderName, String condition) {
        List<String> conditions = List.of(condition.split(","));
        if (!CONDITIONS.containsAll(conditions)) {
            throw new IllegalArgumentException("The condition is one of " + CONDITIONS);
        }
        return journey.grade(orderName, conditions);
    }

    @Override
    public synchronized Optional<Parcel> find(String orderName) {
        List<ReturnedGoods> returns = shelf.byOrder(orderName);
        return returns.isEmpty()
                ? Optional.empty()
                : Optional.of(returns.get(returns.size() - 1)).map(goods -> new Parcel(goods.rmaId, goods.stage.word));
    }

    private Answer route(Call call, List<String> path) {
        String name = path.isEmpty() ? "" : path.get(0);
        if (name.equals("webhooks")) {
            return partnerApi.webhooks(call);
        }
        if (!call.method().equals("POST")) {
            throw new Refused(405, "method not allowed");
        }
        return switch (name) {
            case "return" -> partnerApi.search(call.json());
            case "return-contents" -> partnerApi.contents(call.json());
            case "return_eligibility" -> headlessApi.eligibility(permitted(call).json());
            case "create_return" -> headlessApi.create(permitted(call).json());
            case "rma" -> {
                if (path.size() != 3) {
                    throw new Refused(404, "not found");
                }
                yield partnerApi.rma(path.get(1), path.get(2), call.json());
            }
            default -> throw new Refused(404, "not found");
        };
    }

    private Call permitted(Call call) {
        if (!headless) {
            throw new Refused(403, "this key may not make returns");
        }
        return call;
    }

    private synchronized Answer picture(String file) {
        String code = file.endsWith(".png") ? file.substring(0, file.length() - ".png".length()) : file;
        return shelf.byCode(code).isPresent()
                ? Answer.of(200, "image/png", Picture.png(code))
                : new Refused(404, "not found").answer();
    }

    private Answer limits(JsonNode change) {
        bucket.limit(
                change.path("perSecond").asDouble(bucket.perSecond()),
                change.path("bucket").asInt(bucket.size()));
        headless = change.path("headless").asBoolean(headless);
        if (change.hasNonNull("windowSeconds")) {
            notices.window(Duration.ofSeconds(change.get("windowSeconds").asLong()));
        }
        return Answer.empty(204);
    }

    private static Answer moved(boolean moved) {
        return moved
                ? Answer.empty(204)
                : Answer.json(409, Map.of("error", "No return of this order is at the right stage"));
    }
}
