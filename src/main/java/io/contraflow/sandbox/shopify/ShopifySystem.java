package io.contraflow.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.Field;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.Json;
import io.contraflow.sandbox.Product;
import io.contraflow.sandbox.SimulatedSystem;
import io.contraflow.sandbox.Surroundings;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The simulated shop behind its HTTP addresses. */
public final class ShopifySystem implements SimulatedSystem {
    // A Plus store's bucket, so that a storm of returns is not held up; a test asks for a smaller one.
    private static final double MAXIMUM_POINTS = 20_000;
    private static final double POINTS_PER_SECOND = 1_000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Bucket bucket = new Bucket(MAXIMUM_POINTS, POINTS_PER_SECOND);
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final Store store;
    private final Tokens tokens;
    private final ShopWebhooks webhooks;
    private final AdminApi api;
    private final Storefront storefront;

    public ShopifySystem(Surroundings surroundings) {
        String secret = surroundings.options().webhookSecret();
        store = new Store(surroundings.world());
        tokens = new Tokens(surroundings.world(), secret);
        webhooks = new ShopWebhooks(surroundings.world(), surroundings.webhooks(), secret);
        ReturnDesk returns = new ReturnDesk(store);
        ReverseDesk reverse = new ReverseDesk(store);
        RefundDesk refunds = new RefundDesk(store, returns, reverse);
        api = new AdminApi(new AdminSchema(store, returns, reverse, refunds, keys).build(), bucket, lock, webhooks);
        storefront = new Storefront(store, returns, lock, webhooks);
    }

    /** The shop as customers and staff see it. */
    public Storefront storefront() {
        return storefront;
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Answer handle(Call call) {
        if (call.path().equals("/admin/oauth/access_token")) {
            return call.method().equals("POST") ? tokens.issue(call) : Answer.empty(405);
        }
        if (!isGraphQl(call)) {
            return Answer.json(404, Map.of("errors", "Not Found"));
        }
        if (!tokens.knows(call.header("X-Shopify-Access-Token"))) {
            return Tokens.unauthorized();
        }
        AdminApi.Request request = request(call);
        if (request == null) {
            return Answer.json(400, Map.of("errors", Map.of("query", "Required parameter missing or invalid")));
        }
        return Answer.json(200, api.execute(request)).header("X-Shopify-API-Version", ShopWebhooks.VERSION);
    }

    private static boolean isGraphQl(Call call) {
        return call.method().equals("POST")
                && call.path().matches("/admin/api/(20\\d\\d-(01|04|07|10)|unstable)/graphql\\.json");
    }

    private static AdminApi.@Nullable Request request(Call call) {
        JsonNode body = call.json();
        if (!body.path("query").isTextual()) {
            return null;
        }
        JsonNode variables = body.path("variables");
        String operation = body.path("operationName").isTextual()
                ? body.path("operationName").asText()
                : null;
        return new AdminApi.Request(body.path("query").asText(), variables(variables), operation);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> variables(JsonNode variables) {
        return variables.isObject() ? Json.mapper().convertValue(variables, Map.class) : Map.of();
    }

    @Override
    public String operation(Call call) {
        List<Field> fields = fields(call);
        return fields.isEmpty()
                ? call.method() + " " + call.path()
                : fields.stream().map(Field::getName).collect(Collectors.joining(","));
    }

    @Override
    public @Nullable String key(Call call) {
        for (Field field : fields(call)) {
            AdminApi.Request request = request(call);
            if (request != null) {
                return IdempotencyKeys.of(field, request.variables()).orElse(null);
            }
        }
        return null;
    }

    private List<Field> fields(Call call) {
        AdminApi.Request request = isGraphQl(call) ? request(call) : null;
        return request == null ? List.of() : api.rootFields(request).orElse(List.of());
    }

    @Override
    public Answer throttled() {
        return Answer.json(200, api.throttled(100));
    }

    /** {@code PUT limits {"maximum","restore"}}, {@code PUT topics [..]}, {@code PUT stock {"sku","available"}}, {@code DELETE exchanges {"return"}}, {@code DELETE tokens}. */
    @Override
    public Answer control(Call call) throws Exception {
        String what = call.method() + " " + call.path();
        return switch (what) {
            case "PUT /limits" -> {
                JsonNode limits = call.json();
                bucket.limit(
                        limits.path("maximum").asDouble(MAXIMUM_POINTS),
                        limits.path("restore").asDouble(POINTS_PER_SECOND));
                yield Answer.json(200, bucket.status());
            }
            case "PUT /topics" -> {
                Set<String> topics = new HashSet<>();
                call.json().forEach(topic -> topics.add(topic.asText()));
                webhooks.subscribe(topics);
                yield Answer.json(200, topics);
            }
            case "POST /variants" -> Answer.json(201, variant(call.json()));
            case "PUT /stock" -> {
                JsonNode stock = call.json();
                lock.writeLock().lock();
                try {
                    store.variantOf(stock.path("sku").asText())
                            .orElseThrow(() -> new IllegalArgumentException("Unknown SKU"))
                            .stock(stock.path("available").asInt());
                } finally {
                    lock.writeLock().unlock();
                }
                yield Answer.empty(204);
            }
            case "DELETE /exchanges" ->
                Answer.json(
                        200,
                        storefront.withdrawExchange(call.json().path("return").asText()));
            case "DELETE /tokens" -> {
                tokens.revoke();
                yield Answer.empty(204);
            }
            default -> SimulatedSystem.super.control(call);
        };
    }

    /** {@code {"sku", "title", "price", "erpItemId"}}: an article that the merchant puts on sale. */
    private Product variant(JsonNode article) {
        lock.writeLock().lock();
        try {
            Product product = new Product(
                    article.path("sku").asText(),
                    article.path("title").asText("New article"),
                    new BigDecimal(article.path("price").asText("10.00")),
                    article.path("category").asText("home"),
                    article.path("erpItemId").asInt(),
                    "",
                    store.nextId());
            store.add(product);
            return product;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public Object state() {
        return storefront.reading(() -> ShopState.of(store));
    }

    @Override
    public void reset() {
        lock.writeLock().lock();
        try {
            store.reset();
            keys.reset();
            bucket.limit(MAXIMUM_POINTS, POINTS_PER_SECOND);
            webhooks.subscribe(null);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
