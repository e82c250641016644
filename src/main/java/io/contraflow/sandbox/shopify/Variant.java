package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A product variant with its stock; each product of the catalogue has exactly one. */
final class Variant {
    private final Product product;
    private final Instant updatedAt;
    private final Map<Location, Integer> available;

    Variant(Product product, Instant updatedAt, Map<Location, Integer> available) {
        this.product = product;
        this.updatedAt = updatedAt;
        this.available = available;
    }

    long number() {
        return product.variantId();
    }

    Product catalogued() {
        return product;
    }

    int restock(Location location, int quantity) {
        return available.merge(location, quantity, Integer::sum);
    }

    /** Pieces by name of the location. */
    Map<String, Integer> available() {
        Map<String, Integer> byName = new LinkedHashMap<>();
        Location.ALL.forEach(location -> byName.put(location.name(), available.getOrDefault(location, 0)));
        return byName;
    }

    public String id() {
        return Gid.of("ProductVariant", number());
    }

    public String sku() {
        return product.sku();
    }

    public String barcode() {
        return product.barcode();
    }

    /** The merchant sells no more than there is. */
    public String inventoryPolicy() {
        return "DENY";
    }

    public int sellableOnlineQuantity() {
        return Math.max(0, available.getOrDefault(Location.MAIN, 0));
    }

    void stock(int pieces) {
        available.put(Location.MAIN, pieces);
    }

    public String title() {
        return "Default Title";
    }

    public String displayName() {
        return product.title();
    }

    public BigDecimal price() {
        return product.price();
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public Map<String, Object> product() {
        return Map.of(
                "id", Gid.of("Product", number() + 1_000_000),
                "title", product.title(),
                "handle", product.sku().toLowerCase(Locale.ROOT),
                "status", "ACTIVE",
                "tags", List.of(product.category()));
    }

    public Map<String, Object> inventoryItem() {
        return Map.of("id", Gid.of("InventoryItem", inventoryNumber()), "tracked", true, "inventoryLevels", levels());
    }

    long inventoryNumber() {
        return number() + 2_000_000;
    }

    private List<Level> levels() {
        return Location.ALL.stream()
                .map(location -> new Level(inventoryNumber(), location, available.getOrDefault(location, 0)))
                .toList();
    }

    record Level(long item, Location location, int available) {
        public String id() {
            return Gid.of("InventoryLevel", location.number()) + "?inventory_item_id=" + item;
        }

        List<Map<String, Object>> quantities(List<String> names) {
            return names.stream().map(this::quantity).toList();
        }

        private Map<String, Object> quantity(String name) {
            boolean counted = name.equals("available") || name.equals("on_hand");
            return Map.of(
                    "id",
                    "gid://shopify/InventoryQuantity/" + item + "?inventory_item_id=" + item + "&name=" + name,
                    "name",
                    name,
                    "quantity",
                    counted ? available : 0);
        }
    }
}
