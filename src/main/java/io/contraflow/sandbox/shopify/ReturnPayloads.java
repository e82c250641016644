package io.contraflow.sandbox.shopify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the webhooks about returns say; their shapes differ from topic to topic as the vendor's do. */
final class ReturnPayloads {
    private ReturnPayloads() {}

    /** {@code returns/request} and {@code returns/approve}. */
    static Map<String, @Nullable Object> whole(Return back) {
        Map<String, @Nullable Object> payload = ref(back.number(), back.id());
        payload.put("status", word(back));
        payload.put("order", ref(back.order().number(), back.order().id()));
        payload.put("total_return_line_items", back.totalQuantity());
        payload.put("name", back.name());
        payload.put(
                "return_line_items",
                back.returnLineItems().stream().map(ReturnPayloads::line).toList());
        payload.put("return_shipping_fees", fees(back));
        payload.put(
                "exchange_line_items",
                back.exchangeLineItems().stream().map(ReturnPayloads::exchange).toList());
        payload.put("total_exchange_line_items", back.exchangeLineItems().size());
        return payload;
    }

    static Map<String, @Nullable Object> declined(Return back) {
        Map<String, @Nullable Object> payload = ref(back.number(), back.id());
        payload.put("status", word(back));
        payload.put("order", ref(back.order().number(), back.order().id()));
        Return.Decline decline = back.decline();
        if (decline != null) {
            Map<String, @Nullable Object> why = new LinkedHashMap<>();
            why.put("reason", decline.reason().toLowerCase(Locale.ROOT));
            why.put("note", decline.note());
            payload.put("decline", why);
        }
        return payload;
    }

    /** {@code returns/close}, {@code /cancel}, {@code /reopen}: these name the order only by number. */
    static Map<String, @Nullable Object> moved(Return back) {
        Map<String, @Nullable Object> payload = ref(back.number(), back.id());
        payload.put("order_id", back.order().number());
        payload.put("status", word(back));
        return payload;
    }

    static Map<String, @Nullable Object> processed(Return back) {
        Map<String, @Nullable Object> payload = ref(back.number(), back.id());
        payload.put("order", ref(back.order().number(), back.order().id()));
        return payload;
    }

    /** {@code returns/update}: names neither order nor status. */
    static Map<String, Object> removed(Return back, Map<ReturnLineItem, Integer> removals) {
        List<Map<String, Object>> entries = removals.entrySet().stream()
                .map(entry -> Map.<String, Object>of(
                        "admin_graphql_api_id", entry.getKey().id(), "delta", entry.getValue()))
                .toList();
        Map<String, Object> nothing = Map.of("updates", List.of(), "removals", List.of());
        return Map.of(
                "admin_graphql_api_id",
                back.id(),
                "return_line_items",
                Map.of("removals", entries),
                "restocking_fees",
                nothing,
                "return_shipping_fees",
                nothing);
    }

    static Map<String, @Nullable Object> ref(long number, String gid) {
        Map<String, @Nullable Object> ref = new LinkedHashMap<>();
        ref.put("id", number);
        ref.put("admin_graphql_api_id", gid);
        return ref;
    }

    private static String word(Return back) {
        return back.status().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> line(ReturnLineItem line) {
        Map<String, @Nullable Object> payload = ref(line.number(), line.id());
        Fulfillment.FulfillmentLineItem delivered = line.fulfillmentLineItem();
        Map<String, @Nullable Object> fulfilled = ref(delivered.number(), delivered.id());
        fulfilled.put(
                "line_item",
                ref(delivered.lineItem().number(), delivered.lineItem().id()));
        payload.put("fulfillment_line_item", fulfilled);
        payload.put("quantity", line.quantity());
        payload.put("return_reason", line.returnReasonDefinition().legacy().toLowerCase(Locale.ROOT));
        payload.put("return_reason_note", line.returnReasonNote());
        payload.put("customer_note", line.customerNote());
        return payload;
    }

    private static List<Map<String, @Nullable Object>> fees(Return back) {
        if (back.shippingFee().signum() == 0) {
            return List.of();
        }
        Map<String, @Nullable Object> fee = ref(back.number(), Gid.of("ReturnShippingFee", back.number()));
        fee.put("price", MoneyBag.rest(back.shippingFee()));
        return List.of(fee);
    }

    private static Map<String, @Nullable Object> exchange(ExchangeLineItem item) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("admin_graphql_api_id", item.id());
        payload.put("line_item", null);
        return payload;
    }
}
