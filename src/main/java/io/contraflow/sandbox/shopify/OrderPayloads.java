package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.Disposition;
import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.Line;
import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.ReverseDelivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the webhooks about orders, refunds, parcels and stock say: the older REST forms, with numbers as JSON numbers. */
final class OrderPayloads {
    private static final ZoneId SHOP_ZONE = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter SHOP_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private OrderPayloads() {}

    static Map<String, @Nullable Object> order(Order order) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(order.number(), order.id());
        payload.put("name", order.name());
        payload.put("email", order.email());
        payload.put("created_at", time(order.createdAt()));
        payload.put("updated_at", time(order.updatedAt()));
        payload.put("cancelled_at", null);
        payload.put("currency", order.currencyCode());
        payload.put("customer_locale", order.customerLocale());
        payload.put("taxes_included", true);
        payload.put("test", true);
        payload.put("financial_status", order.displayFinancialStatus().toLowerCase(Locale.ROOT));
        payload.put("fulfillment_status", "fulfilled");
        payload.put("total_price", MoneyBag.plain(order.total()));
        payload.put("total_price_set", MoneyBag.rest(order.total()));
        payload.put(
                "line_items",
                order.lineItems().stream().map(OrderPayloads::lineItem).toList());
        payload.put(
                "refunds", order.refunds().stream().map(OrderPayloads::refund).toList());
        payload.put(
                "returns",
                order.returns().stream().map(OrderPayloads::returnInOrder).toList());
        return payload;
    }

    private static Map<String, @Nullable Object> returnInOrder(Return back) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(back.number(), back.id());
        payload.put("status", back.status().name().toLowerCase(Locale.ROOT));
        payload.put("name", back.name());
        return payload;
    }

    static Map<String, @Nullable Object> refund(Refund refund) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(refund.number(), refund.id());
        Return back = refund.forReturn();
        payload.put("order_id", refund.order().number());
        payload.put("created_at", time(refund.createdAt()));
        payload.put("processed_at", time(refund.createdAt()));
        payload.put("note", refund.note());
        payload.put("user_id", null);
        payload.put("restock", refund.refundLineItems().stream().anyMatch(line -> line.restockType()
                .equals("RETURN")));
        payload.put("return", back == null ? null : ReturnPayloads.ref(back.number(), back.id()));
        payload.put("duties", List.of());
        payload.put("total_duties_set", MoneyBag.rest(BigDecimal.ZERO));
        payload.put("order_adjustments", adjustments(refund));
        payload.put("refund_shipping_lines", shipping(refund));
        payload.put(
                "refund_line_items",
                refund.refundLineItems().stream().map(OrderPayloads::refundLine).toList());
        payload.put(
                "transactions",
                refund.transactions().stream().map(OrderPayloads::transaction).toList());
        return payload;
    }

    private static List<Map<String, Object>> adjustments(Refund refund) {
        if (refund.discrepancy().signum() == 0) {
            return List.of();
        }
        BigDecimal amount = refund.discrepancy().negate();
        return List.of(Map.of(
                "id", refund.number(),
                "order_id", refund.order().number(),
                "refund_id", refund.number(),
                "amount", MoneyBag.plain(amount),
                "amount_set", MoneyBag.rest(amount),
                "tax_amount", "0.00",
                "kind", "refund_discrepancy",
                "reason", "Refund discrepancy"));
    }

    private static List<Map<String, Object>> shipping(Refund refund) {
        return refund.shipping().signum() == 0
                ? List.of()
                : List.of(Map.of("id", refund.number(), "subtotal_amount_set", MoneyBag.rest(refund.shipping())));
    }

    private static Map<String, @Nullable Object> refundLine(Refund.RefundLineItem line) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("id", line.number());
        payload.put("quantity", line.quantity());
        payload.put("line_item_id", line.lineItem().number());
        payload.put("location_id", line.restockType().equals("RETURN") ? Location.MAIN.number() : null);
        payload.put("restock_type", line.restockType().toLowerCase(Locale.ROOT));
        payload.put("subtotal", line.gross());
        payload.put("total_tax", MoneyBag.taxIn(line.gross()));
        payload.put("subtotal_set", MoneyBag.rest(line.gross()));
        payload.put("total_tax_set", MoneyBag.rest(MoneyBag.taxIn(line.gross())));
        payload.put("line_item", lineItem(line.lineItem()));
        return payload;
    }

    private static Map<String, @Nullable Object> lineItem(LineItem line) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(line.number(), line.id());
        payload.put("sku", line.sku());
        payload.put("title", line.title());
        payload.put("name", line.title());
        payload.put("quantity", line.quantity());
        payload.put("current_quantity", line.currentQuantity());
        payload.put("price", MoneyBag.plain(line.price(1)));
        payload.put("price_set", MoneyBag.rest(line.price(1)));
        payload.put("variant_id", line.variant().number());
        payload.put("fulfillment_status", "fulfilled");
        return payload;
    }

    static Map<String, @Nullable Object> transaction(OrderTransaction transaction) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(transaction.number(), transaction.id());
        OrderTransaction parent = transaction.parentTransaction();
        payload.put("order_id", transaction.order().number());
        payload.put("parent_id", parent == null ? null : parent.number());
        payload.put("kind", transaction.kind().toLowerCase(Locale.ROOT));
        payload.put("status", "success");
        payload.put("gateway", transaction.gateway());
        payload.put("amount", MoneyBag.plain(transaction.amount()));
        payload.put("currency", transaction.order().currencyCode());
        payload.put("created_at", time(transaction.createdAt()));
        payload.put("processed_at", time(transaction.createdAt()));
        payload.put("test", true);
        return payload;
    }

    static Map<String, @Nullable Object> deliverable(ReverseDelivery delivery) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(delivery.number(), delivery.id());
        Return back = delivery.reverseFulfillmentOrder().forReturn();
        ReverseDelivery.Tracking tracking = delivery.deliverable().tracking();
        ReverseDelivery.Label label = delivery.deliverable().label();
        Map<String, @Nullable Object> track = new LinkedHashMap<>();
        track.put("carrier_name", null);
        track.put("tracking_number", tracking == null ? null : tracking.number());
        track.put("tracking_url", tracking == null ? null : tracking.url());
        Map<String, @Nullable Object> paper = new LinkedHashMap<>();
        paper.put("public_file_url", label == null ? null : label.publicFileUrl());
        paper.put("created_at", label == null ? null : time(label.createdAt()));
        payload.put("return", ReturnPayloads.ref(back.number(), back.id()));
        payload.put("shipping_deliverable", Map.of("tracking", track, "label", paper));
        return payload;
    }

    /** {@code reverse_fulfillment_orders/dispose}: names neither return nor order. */
    static Map<String, @Nullable Object> disposed(ReverseFulfillmentOrder order, Map<Disposition, Line> dispositions) {
        Map<String, @Nullable Object> payload = ReturnPayloads.ref(order.number(), order.id());
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        dispositions.forEach((disposition, line) -> {
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            Location location = disposition.location();
            entry.put("reverse_fulfillment_order_line_item", ReturnPayloads.ref(line.number(), line.id()));
            entry.put("reverse_delivery_line_item", null);
            entry.put("type", disposition.type().toLowerCase(Locale.ROOT));
            entry.put("location", location == null ? null : ReturnPayloads.ref(location.number(), location.id()));
            entry.put("quantity", disposition.quantity());
            entries.add(entry);
        });
        payload.put("dispositions", entries);
        payload.put("total_dispositions", entries.size());
        return payload;
    }

    static Map<String, Object> stock(Variant variant, Location location, int available, Instant at) {
        return Map.of(
                "inventory_item_id", variant.inventoryNumber(),
                "location_id", location.number(),
                "available", available,
                "updated_at", time(at),
                "admin_graphql_api_id",
                        Gid.of("InventoryLevel", location.number()) + "?inventory_item_id="
                                + variant.inventoryNumber());
    }

    private static String time(Instant instant) {
        return SHOP_TIME.format(instant.atZone(SHOP_ZONE));
    }
}
