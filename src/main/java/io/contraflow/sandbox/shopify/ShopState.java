package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shop's records as plain JSON, amounts with two decimals, for the page and for independent checks. */
final class ShopState {
    private ShopState() {}

    static Map<String, Object> of(Store store) {
        return Map.of(
                "orders", store.orders().stream().map(ShopState::order).toList(),
                "giftCards",
                        store.giftCards().stream()
                                .map(card -> Map.of(
                                        "id", card.id(),
                                        "value", MoneyBag.plain(card.value()),
                                        "customer", String.valueOf(card.customer()),
                                        "note", String.valueOf(card.note())))
                                .toList(),
                "stock", store.variants().stream().map(ShopState::stock).toList());
    }

    static Map<String, @Nullable Object> order(Order order) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", order.id());
        view.put("name", order.name());
        view.put("email", order.email());
        view.put("locale", order.customerLocale());
        view.put("createdAt", order.createdAt());
        view.put("updatedAt", order.updatedAt());
        view.put("deliveredAt", order.fulfillments().get(0).deliveredAt());
        view.put("financialStatus", order.displayFinancialStatus());
        view.put("returnStatus", order.returnStatus());
        view.put("total", MoneyBag.plain(order.total()));
        view.put("refunded", MoneyBag.plain(order.refunded()));
        view.put("exchangedFor", MoneyBag.plain(order.exchangedFor()));
        view.put("invoices", order.invoices().size());
        view.put("netPayment", MoneyBag.plain(order.netPayment()));
        view.put(
                "payments",
                order.transactions().stream()
                        .filter(made -> made.kind().equals("SALE"))
                        .map(made -> Map.of(
                                "id", made.id(), "gateway", made.gateway(), "amount", MoneyBag.plain(made.amount())))
                        .toList());
        view.put("lines", order.lineItems().stream().map(ShopState::line).toList());
        view.put("refunds", order.refunds().stream().map(ShopState::refund).toList());
        view.put("returns", order.returns().stream().map(ShopState::back).toList());
        return view;
    }

    private static Map<String, Object> line(LineItem line) {
        return Map.of(
                "id", line.id(),
                "sku", line.sku(),
                "quantity", line.quantity(),
                "refundableQuantity", line.refundableQuantity(),
                "price", MoneyBag.plain(line.price(1)));
    }

    private static Map<String, @Nullable Object> refund(Refund refund) {
        Return back = refund.forReturn();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", refund.id());
        view.put("return", back == null ? null : back.id());
        view.put("createdAt", refund.createdAt());
        view.put("note", refund.note());
        view.put("amount", MoneyBag.plain(refund.total()));
        view.put("shipping", MoneyBag.plain(refund.shipping()));
        view.put("transactions", refund.transactions().size());
        view.put(
                "tenders",
                refund.transactions().stream()
                        .map(made -> Map.of("gateway", made.gateway(), "amount", MoneyBag.plain(made.amount())))
                        .toList());
        view.put(
                "lines",
                refund.refundLineItems().stream()
                        .map(line -> Map.of(
                                "lineItem", line.lineItem().id(),
                                "quantity", line.quantity(),
                                "restockType", line.restockType()))
                        .toList());
        return view;
    }

    private static Map<String, @Nullable Object> back(Return back) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", back.id());
        view.put("name", back.name());
        view.put("status", back.status());
        view.put("createdAt", back.createdAt());
        view.put("decline", back.decline());
        view.put("refunded", MoneyBag.plain(refunded(back)));
        view.put("lines", back.lines().stream().map(ShopState::returnLine).toList());
        view.put(
                "exchanges",
                back.exchangeLineItems().stream()
                        .map(item -> Map.of(
                                "sku", item.variantSku(),
                                "quantity", item.quantity(),
                                "processed", item.processedQuantity(),
                                "price", MoneyBag.plain(item.price(item.quantity()))))
                        .toList());
        view.put(
                "reverseOrders",
                back.reverseFulfillmentOrders().stream()
                        .map(ShopState::reverseOrder)
                        .toList());
        return view;
    }

    private static BigDecimal refunded(Return back) {
        return back.refunds().stream().map(Refund::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Map<String, @Nullable Object> returnLine(ReturnLineItem line) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", line.id());
        view.put("sku", line.fulfillmentLineItem().lineItem().sku());
        view.put("quantity", line.quantity());
        view.put("processed", line.processedQuantity());
        view.put("refunded", line.refundedQuantity());
        view.put("reason", line.returnReasonDefinition().handle());
        view.put("customerNote", line.customerNote());
        return view;
    }

    private static Map<String, Object> reverseOrder(ReverseFulfillmentOrder order) {
        List<Map<String, Object>> dispositions = order.lineItems().stream()
                .flatMap(line -> line.dispositions().stream())
                .map(made -> Map.<String, Object>of("type", made.type(), "quantity", made.quantity()))
                .toList();
        List<ReverseFulfillmentOrder.ReverseDelivery.ReverseDeliveryShippingDeliverable> deliverables =
                order.reverseDeliveries().stream()
                        .map(delivery -> delivery.deliverable())
                        .toList();
        return Map.of(
                "id", order.id(), "status", order.status(), "dispositions", dispositions, "deliveries", deliverables);
    }

    private static Map<String, Object> stock(Variant variant) {
        return Map.of("sku", variant.sku(), "available", variant.available());
    }
}
