package io.contraflow.sandbox;

import java.math.BigDecimal;
import java.util.List;

/** The articles, places and rates of the simulated merchant. */
public final class Catalogue {
    public static final String CURRENCY = "EUR";
    public static final BigDecimal VAT_RATE = new BigDecimal("0.19");
    /** Gross shipping of every order. */
    public static final BigDecimal SHIPPING = new BigDecimal("4.90");

    public static final List<Product> PRODUCTS = List.of(
            product("TEE-BLK-S", "Tee black S", "19.99", "apparel", 3301),
            product("TEE-BLK-M", "Tee black M", "19.99", "apparel", 3302),
            product("HOODIE-GRY-L", "Hoodie grey L", "59.00", "apparel", 3310),
            product("SNEAKER-42", "Sneaker 42", "89.95", "shoes", 3320),
            product("MUG-WHT", "Mug white", "12.50", "home", 3330),
            product("JACKET-PRO", "Jacket Pro", "649.00", "apparel", 3340),
            product("LAMP-OAK", "Lamp oak", "129.00", "home", 3350),
            product("HEADSET-X", "Headset X", "399.00", "electronics", 3360));

    private Catalogue() {}

    private static Product product(String sku, String title, String price, String category, int erpItemId) {
        long variantId = 43_729_076_000_000L + erpItemId;
        return new Product(sku, title, new BigDecimal(price), category, erpItemId, "ITM-" + erpItemId, variantId);
    }
}
