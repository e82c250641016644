package io.contraflow.sandbox.shopify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The outbound parcel of an order, delivered. */
final class Fulfillment {
    private final long number;
    private final Order order;
    private final Instant deliveredAt;
    private final List<FulfillmentLineItem> lines;

    Fulfillment(long number, Order order, Instant deliveredAt, List<FulfillmentLineItem> lines) {
        this.number = number;
        this.order = order;
        this.deliveredAt = deliveredAt;
        this.lines = lines;
    }

    /** A line of the parcel: what a return refers to. */
    record FulfillmentLineItem(long number, LineItem lineItem) {
        public String id() {
            return Gid.of("FulfillmentLineItem", number);
        }

        public int quantity() {
            return lineItem.quantity();
        }
    }

    long number() {
        return number;
    }

    public String id() {
        return Gid.of("Fulfillment", number);
    }

    public long legacyResourceId() {
        return number;
    }

    public String name() {
        return order.name() + "-F1";
    }

    public Order order() {
        return order;
    }

    public String status() {
        return "SUCCESS";
    }

    public String displayStatus() {
        return "DELIVERED";
    }

    public Instant createdAt() {
        return deliveredAt.minus(Duration.ofDays(2));
    }

    public Instant inTransitAt() {
        return deliveredAt.minus(Duration.ofDays(1));
    }

    public Instant deliveredAt() {
        return deliveredAt;
    }

    public Location location() {
        return Location.MAIN;
    }

    public List<Map<String, Object>> trackingInfo() {
        String parcel = "00340434" + Math.floorMod(number, 1_000_000_000_000L);
        return List.of(Map.of("company", "DHL", "number", parcel, "url", "https://tracking.example/" + parcel));
    }

    public List<FulfillmentLineItem> fulfillmentLineItems() {
        return lines;
    }
}
