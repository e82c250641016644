package io.contraflow.sandbox.netsuite;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Items, locations, accounts and the stock of the account. */
final class Catalog {

    static final String MAIN_WAREHOUSE = "6";
    static final String QUARANTINE = "7";

    /**
     * An item; only stocked ones are received.
     *
     * @param upc its barcode, empty when it has none
     */
    record Item(String id, String itemId, String name, boolean stocked, String upc, boolean inactive) {
        Item(String id, String itemId, String name, boolean stocked) {
            this(id, itemId, name, stocked, "", false);
        }
    }

    private static final BigDecimal FIRST_STOCK = new BigDecimal(100);
    private static final Map<String, String> LOCATIONS =
            Map.of(MAIN_WAREHOUSE, "Main warehouse", QUARANTINE, "Quarantine");
    private static final Map<String, String> ACCOUNTS = Map.of(
            "128",
            "Refund clearing",
            "231",
            "Store credit liability",
            "233",
            "Gift card liability",
            "232",
            "Exchange clearing",
            "320",
            "Inventory write-off");
    private static final Map<String, String> PAYMENT_OPTIONS = Map.of("7", "Shop payments");

    private final List<Item> first;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, Item> byItemId = new HashMap<>();
    private final Map<String, BigDecimal> stock = new TreeMap<>();

    Catalog(List<Item> stocked) {
        first = Stream.concat(
                        stocked.stream(),
                        Stream.of(
                                new Item("3901", "Restocking fee", "Restocking fee", false),
                                new Item("3902", "Outbound shipping", "Outbound shipping", false),
                                new Item("3903", "Return label fee", "Return label fee", false),
                                new Item("3904", "Rounding", "Rounding", false),
                                new Item("3905", "Store credit bonus", "Store credit bonus", false),
                                new Item("3906", "Loss of value", "Loss of value", false)))
                .toList();
        restock();
    }

    /** Adds an item, or changes that of the same id. */
    void put(Item item) {
        Item before = items.put(item.id(), item);
        if (before != null) {
            byItemId.remove(before.itemId());
        }
        byItemId.put(item.itemId(), item);
    }

    void restock() {
        items.clear();
        byItemId.clear();
        first.forEach(this::put);
        stock.clear();
        items.values().stream().filter(Item::stocked).forEach(item -> {
            stock.put(key(item.id(), MAIN_WAREHOUSE), FIRST_STOCK);
            stock.put(key(item.id(), QUARANTINE), BigDecimal.ZERO);
        });
    }

    Stream<Item> items() {
        return items.values().stream();
    }

    Optional<Item> item(@Nullable String id) {
        return Optional.ofNullable(id == null ? null : items.get(id));
    }

    Optional<Item> byItemId(String itemId) {
        return Optional.ofNullable(byItemId.get(itemId));
    }

    boolean stocked(String id) {
        return item(id).map(Item::stocked).orElse(false);
    }

    Optional<String> location(String id) {
        return Optional.ofNullable(LOCATIONS.get(id));
    }

    /** Ids and names of all locations. */
    Map<String, String> locations() {
        return LOCATIONS;
    }

    Optional<String> account(String id) {
        return Optional.ofNullable(ACCOUNTS.get(id));
    }

    Optional<String> paymentOption(String id) {
        return Optional.ofNullable(PAYMENT_OPTIONS.get(id));
    }

    void move(String item, String location, BigDecimal quantity) {
        stock.merge(key(item, location), quantity, BigDecimal::add);
    }

    BigDecimal onHand(String item, String location) {
        return stock.getOrDefault(key(item, location), BigDecimal.ZERO);
    }

    /** Pieces on hand, keyed "item@location". */
    Map<String, BigDecimal> stock() {
        return new TreeMap<>(stock);
    }

    private static String key(String item, String location) {
        return item + "@" + location;
    }
}
