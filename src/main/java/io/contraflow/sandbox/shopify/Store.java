package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Catalogue;
import io.contraflow.sandbox.Product;
import io.contraflow.sandbox.World;
import io.contraflow.sandbox.shopify.Fulfillment.FulfillmentLineItem;
import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.ReverseDelivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** All records of the shop by id; whoever uses it holds the shop's lock. */
final class Store {
    private static final Customer NOBODY = new Customer(0, "", "", "", "en");

    private final World world;
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final Map<String, Order> ordersByName = new HashMap<>();
    private final NavigableSet<Order> ordersByUpdate =
            new TreeSet<>(Comparator.comparing(Order::updatedAt).thenComparing(Order::number));
    private final Map<Long, Return> returns = new LinkedHashMap<>();
    private final Map<Long, Refund> refunds = new LinkedHashMap<>();
    private final Map<Long, ReverseFulfillmentOrder> reverseOrders = new HashMap<>();
    private final Map<Long, ReverseFulfillmentOrder> reverseOrdersByLine = new HashMap<>();
    private final Map<Long, ReverseDelivery> reverseDeliveries = new HashMap<>();
    private final Map<Long, Variant> variants = new LinkedHashMap<>();
    private final List<GiftCard> giftCards = new ArrayList<>();

    Store(World world) {
        this.world = world;
        reset();
    }

    void reset() {
        orders.clear();
        ordersByName.clear();
        ordersByUpdate.clear();
        returns.clear();
        refunds.clear();
        reverseOrders.clear();
        reverseOrdersByLine.clear();
        reverseDeliveries.clear();
        variants.clear();
        giftCards.clear();
        Catalogue.PRODUCTS.forEach(this::add);
    }

    /** Puts an article on sale, or changes that of the same variant. */
    void add(Product product) {
        Map<Location, Integer> stock = new HashMap<>(Map.of(Location.MAIN, 100_000, Location.QUARANTINE, 0));
        variants.put(product.variantId(), new Variant(product, world.now(), stock));
    }

    long nextId() {
        return world.nextId();
    }

    /** The vendor counts whole seconds. */
    Instant now() {
        return world.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Books a paid and delivered order.
     *
     * @param byGiftCard how much of the total a gift card pays; the rest is paid by card
     */
    Order sell(Customer customer, List<LineItem> lines, Instant deliveredAt, BigDecimal byGiftCard) {
        Instant bought = deliveredAt.truncatedTo(ChronoUnit.SECONDS).minus(3, ChronoUnit.DAYS);
        Order order = new Order(nextId(), world.nextOrderName(), customer, bought, now(), lines);
        List<FulfillmentLineItem> delivered = lines.stream()
                .map(line -> new FulfillmentLineItem(nextId(), line))
                .toList();
        BigDecimal gift = byGiftCard.min(order.total());
        BigDecimal card = order.total().subtract(gift);
        if (card.signum() > 0) {
            order.add(OrderTransaction.sale(nextId(), order, "shopify_payments", card, bought));
        }
        // Listed last, so that a reader who refunds in this sequence is found out.
        if (gift.signum() > 0) {
            order.add(OrderTransaction.sale(nextId(), order, "gift_card", gift, bought));
        }
        order.add(new Fulfillment(nextId(), order, deliveredAt.truncatedTo(ChronoUnit.SECONDS), delivered));
        orders.put(order.number(), order);
        ordersByName.put(order.name(), order);
        ordersByUpdate.add(order);
        return order;
    }

    void touch(Order order) {
        ordersByUpdate.remove(order);
        order.updated(now());
        ordersByUpdate.add(order);
    }

    void keep(GiftCard card) {
        giftCards.add(card);
    }

    List<GiftCard> giftCards() {
        return giftCards;
    }

    void keep(Return back) {
        returns.put(back.number(), back);
        back.order().add(back);
    }

    void keep(Refund refund) {
        refunds.put(refund.number(), refund);
        refund.order().add(refund);
        if (refund.forReturn() != null) {
            refund.forReturn().add(refund);
        }
    }

    void keep(ReverseFulfillmentOrder order) {
        reverseOrders.put(order.number(), order);
        order.lineItems().forEach(line -> reverseOrdersByLine.put(line.number(), order));
    }

    void keep(ReverseDelivery delivery) {
        reverseDeliveries.put(delivery.number(), delivery);
    }

    Optional<Order> order(String gid) {
        return Optional.ofNullable(orders.get(Gid.number("Order", gid)));
    }

    Optional<Order> orderNamed(String name) {
        return Optional.ofNullable(ordersByName.get(name));
    }

    Optional<Return> back(String gid) {
        return Optional.ofNullable(returns.get(Gid.number("Return", gid)));
    }

    Optional<Refund> refund(String gid) {
        return Optional.ofNullable(refunds.get(Gid.number("Refund", gid)));
    }

    Optional<ReverseFulfillmentOrder> reverseOrder(String gid) {
        return Optional.ofNullable(reverseOrders.get(Gid.number("ReverseFulfillmentOrder", gid)));
    }

    Optional<ReverseFulfillmentOrder> reverseOrderOfLine(String lineGid) {
        return Optional.ofNullable(reverseOrdersByLine.get(Gid.number("ReverseFulfillmentOrderLineItem", lineGid)));
    }

    Optional<ReverseDelivery> reverseDelivery(String gid) {
        return Optional.ofNullable(reverseDeliveries.get(Gid.number("ReverseDelivery", gid)));
    }

    Optional<Variant> variant(String gid) {
        return Optional.ofNullable(variants.get(Gid.number("ProductVariant", gid)));
    }

    Optional<Variant> variantOf(String sku) {
        return world.product(sku).map(product -> variants.get(product.variantId()));
    }

    Collection<Variant> variants() {
        return variants.values();
    }

    Collection<Order> orders() {
        return orders.values();
    }

    /** A bound for {@link #ordersByUpdate()}: below every order changed at or after the instant. */
    static Order lowest(Instant updatedAt) {
        return new Order(Long.MIN_VALUE, "", NOBODY, updatedAt, updatedAt, List.of());
    }

    NavigableSet<Order> ordersByUpdate() {
        return ordersByUpdate;
    }
}
