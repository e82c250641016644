package io.contraflow.sandbox.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Catalogue;
import io.contraflow.sandbox.shopify.Storefront;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single steps that a person takes on the page: as customer, staff, parcel or warehouse. */
public final class ByHand {
    private static final Set<String> CONDITIONS = Set.of("sellable", "damaged", "wrong-item", "missing");

    private final Stage stage;
    private final Shoppers shoppers;

    public ByHand(Stage stage) {
        this.stage = stage;
        this.shoppers = new Shoppers(stage.world());
    }

    /** Buys {@code {"sku","quantity","deliveredDaysAgo","byGiftCard","locale","email"}}; all but the SKU have defaults. */
    public Map<String, Object> buy(JsonNode wish) {
        Storefront.Shopper invented = shoppers.next(wish.path("locale").asText("de"));
        Storefront.Shopper shopper = new Storefront.Shopper(
                invented.firstName(),
                invented.lastName(),
                wish.path("email").asText(invented.email()),
                invented.locale());
        Storefront.Sale sale = stage.sell(
                shopper,
                wish.path("sku").asText(),
                wish.path("quantity").asInt(1),
                wish.path("deliveredDaysAgo").asInt(5),
                new BigDecimal(wish.path("byGiftCard").asText("0")));
        return Map.of("order", sale.name(), "id", sale.number(), "email", shopper.email());
    }

    /** Asks to return {@code {"order","quantity","reason","note"}}. */
    public Storefront.Asked ask(JsonNode wish) {
        return stage.shop()
                .request(
                        wish.path("order").asText(),
                        wish.path("quantity").asInt(1),
                        wish.path("reason").asText("changed-my-mind"),
                        wish.hasNonNull("note") ? wish.path("note").asText() : null);
    }

    /** Answers {@code {"return"}} in the shop's admin: approve, decline or cancel. */
    public Storefront.Asked answer(String how, JsonNode wish) {
        String id = wish.path("return").asText();
        return switch (how) {
            case "approve" -> stage.shop().approve(id);
            case "decline" ->
                stage.shop()
                        .decline(
                                id,
                                wish.path("reason").asText("OTHER"),
                                wish.path("note").asText("Declined in the shop's admin"));
            case "cancel" -> stage.shop().cancel(id);
            default -> throw new IllegalArgumentException("There is no " + how + " for a return");
        };
    }

    /** Moves the parcel of {@code {"order"}}: drop-off, expire, receive or grade with a {@code "condition"}. */
    public Map<String, Object> move(String how, JsonNode wish) {
        String order = wish.path("order").asText();
        boolean moved =
                switch (how) {
                    case "drop-off" -> stage.parcels().dropOff(order);
                    case "expire" -> stage.parcels().expire(order);
                    case "receive" -> stage.parcels().receive(order);
                    case "grade" -> stage.parcels().grade(order, condition(wish));
                    default -> throw new IllegalArgumentException("There is no " + how + " for a parcel");
                };
        if (!moved) {
            throw new IllegalArgumentException("No parcel of " + order + " is ready for " + how);
        }
        return Map.of("order", order, "done", how);
    }

    private static String condition(JsonNode wish) {
        String condition = wish.path("condition").asText("sellable");
        if (!CONDITIONS.containsAll(List.of(condition.split(",")))) {
            throw new IllegalArgumentException("Unknown condition " + condition);
        }
        return condition;
    }

    /** The newest orders with their returns and parcels. */
    public List<Map<String, @Nullable Object>> orders(int limit) {
        List<Map<String, @Nullable Object>> orders = stage.shop().recentOrders(limit);
        orders.forEach(order -> order.put(
                "parcel",
                stage.parcels().find(String.valueOf(order.get("name"))).orElse(null)));
        return orders;
    }

    public List<?> products() {
        return Catalogue.PRODUCTS;
    }
}
