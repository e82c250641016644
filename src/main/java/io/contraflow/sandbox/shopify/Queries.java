package io.contraflow.sandbox.shopify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers the fields of the query root that are more than one record by id. */
final class Queries {
    private final Store store;

    Queries(Store store) {
        this.store = store;
    }

    Map<String, Object> orders(Map<String, Object> arguments) {
        Search search = new Search((String) arguments.get("query"));
        boolean plain = arguments.get("first") != null && !Boolean.TRUE.equals(arguments.get("reverse"));
        if ("UPDATED_AT".equals(arguments.get("sortKey")) && plain) {
            return updated(search, arguments);
        }
        List<Order> found = store.orders().stream()
                .filter(search.orders())
                .sorted(
                        "UPDATED_AT".equals(arguments.get("sortKey"))
                                ? Comparator.comparing(Order::updatedAt).thenComparing(Order::number)
                                : Comparator.comparing(Order::createdAt).thenComparing(Order::number))
                .toList();
        return Pages.page(found, arguments, Order::number);
    }

    Map<String, Object> ordersCount(Map<String, Object> arguments) {
        if (arguments.get("savedSearchId") != null) {
            throw new RequestFailed("BAD_REQUEST", "The sandbox has no saved searches");
        }
        long found = store.orders().stream()
                .filter(new Search((String) arguments.get("query")).orders())
                .count();
        // No limit is asked for by null; without the argument the schema's own default is there.
        boolean isCut = arguments.get("limit") instanceof Integer limit && found >= limit;
        return Map.of("count", isCut ? arguments.get("limit") : found, "precision", isCut ? "AT_LEAST" : "EXACT");
    }

    // Polling asks for this again and again, so it walks the index instead of all orders.
    private Map<String, Object> updated(Search search, Map<String, Object> arguments) {
        int size = Pages.size(arguments);
        Predicate<Order> wanted = search.orders();
        String after = (String) arguments.get("after");
        Iterator<Order> candidates = from(search.updatedFrom(), after).iterator();
        List<Order> nodes = new ArrayList<>();
        boolean more = false;
        while (candidates.hasNext() && !more) {
            Order order = candidates.next();
            if (wanted.test(order)) {
                more = nodes.size() == size;
                if (!more) {
                    nodes.add(order);
                }
            }
        }
        return Pages.of(nodes, after != null, more, Order::number);
    }

    private Stream<Order> from(Instant start, @Nullable String after) {
        if (after != null) {
            Order last = store.order(Gid.of("Order", Pages.lastId(after)))
                    .orElseThrow(() -> new RequestFailed("BAD_REQUEST", "Invalid cursor for current pagination sort."));
            return store.ordersByUpdate().tailSet(last, false).stream();
        }
        return store.ordersByUpdate().tailSet(Store.lowest(start), true).stream();
    }

    Map<String, Object> variants(Map<String, Object> arguments) {
        String query = (String) arguments.get("query");
        Predicate<Variant> wanted = Stream.of(query == null ? "" : query)
                .flatMap(text -> Stream.of(text.split(" OR ", -1)))
                .map(alternative -> new Search(alternative).variants())
                .reduce(Predicate::or)
                .orElse(variant -> true);
        List<Variant> found = store.variants().stream().filter(wanted).toList();
        return Pages.page(found, arguments, Variant::number);
    }

    List<Map<String, Object>> returnable(String orderGid) {
        return store.order(orderGid).stream()
                .flatMap(order -> order.fulfillments().stream().map(fulfillment -> returnable(order, fulfillment)))
                .filter(view -> view.get("returnableFulfillmentLineItems") instanceof List<?> lines && !lines.isEmpty())
                .toList();
    }

    private static Map<String, Object> returnable(Order order, Fulfillment fulfillment) {
        List<Map<String, Object>> lines = fulfillment.fulfillmentLineItems().stream()
                .filter(line -> order.returnable(line) > 0)
                .map(line -> Map.<String, Object>of("quantity", order.returnable(line), "fulfillmentLineItem", line))
                .toList();
        return Map.of(
                "id", Gid.of("ReturnableFulfillment", fulfillment.number()),
                "fulfillment", fulfillment,
                "returnableFulfillmentLineItems", lines);
    }

    static Map<String, Object> shop() {
        return Map.of(
                "id", "gid://shopify/Shop/63755419881",
                "name", "Demo",
                "myshopifyDomain", ShopWebhooks.DOMAIN,
                "currencyCode", "EUR",
                "ianaTimezone", "Europe/Berlin");
    }
}
