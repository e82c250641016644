package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.Fulfillment.FulfillmentLineItem;
import io.contraflow.sandbox.shopify.Return.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens, answers, closes and cancels returns: the shop's state machine and its refusals. */
final class ReturnDesk {
    private final Store store;

    ReturnDesk(Store store) {
        this.store = store;
    }

    Return request(Input input, Changes changes) {
        Return back = draft(input, "input");
        store.keep(back);
        store.touch(back.order());
        changes.tell("returns/request", ReturnPayloads.whole(back));
        changes.tell("orders/updated", OrderPayloads.order(back.order()));
        return back;
    }

    Return create(Input input, Changes changes) {
        Return back = draft(input, "returnInput");
        store.keep(back);
        open(back, changes);
        return back;
    }

    Return approve(Input input, Changes changes) {
        Return back = find(input.text("id"), List.of("input", "id"));
        if (back.status() != Status.REQUESTED) {
            throw Refused.at(
                    List.of("input", "id"),
                    "Return is not approvable. Only returns with status REQUESTED can be approved.",
                    "INVALID_STATE");
        }
        open(back, changes);
        return back;
    }

    private void open(Return back, Changes changes) {
        List<ReverseFulfillmentOrder.Line> expected = back.lines().stream()
                .map(line -> new ReverseFulfillmentOrder.Line(store.nextId(), line))
                .toList();
        ReverseFulfillmentOrder order = new ReverseFulfillmentOrder(store.nextId(), back, expected);
        back.open(store.now(), order);
        store.keep(order);
        moved(back, "returns/approve", ReturnPayloads.whole(back), changes);
    }

    Return decline(Input input, Changes changes) {
        List<String> field = List.of("input", "id");
        Return back = find(input.text("id"), field);
        if (back.status() == Status.DECLINED) {
            throw Refused.at(field, "The return is already declined.", "INVALID_STATE");
        }
        if (back.status() != Status.REQUESTED) {
            throw Refused.at(
                    field,
                    "Return is not declinable. Only non-refunded returns with status REQUESTED can be declined.",
                    "INVALID_STATE");
        }
        String note = input.optionalText("declineNote").orElse(null);
        if (note != null && note.length() > 500) {
            throw Refused.at(
                    List.of("input", "declineNote"),
                    "Decline note is too long (maximum is 500 characters)",
                    "TOO_LONG");
        }
        back.decline(input.text("declineReason"), note);
        store.touch(back.order());
        changes.tell("returns/decline", ReturnPayloads.declined(back));
        return back;
    }

    Return close(Input input, Changes changes) {
        Return back = find(input.text("id"), List.of("id"));
        if (back.status() == Status.CLOSED) {
            return back;
        }
        require(back.status() == Status.OPEN);
        back.close(store.now());
        moved(back, "returns/close", ReturnPayloads.moved(back), changes);
        return back;
    }

    Return reopen(Input input, Changes changes) {
        Return back = find(input.text("id"), List.of("id"));
        if (back.status() == Status.OPEN) {
            return back;
        }
        require(back.status() == Status.CLOSED);
        back.reopen();
        moved(back, "returns/reopen", ReturnPayloads.moved(back), changes);
        return back;
    }

    Return cancel(Input input, Changes changes) {
        Return back = find(input.text("id"), List.of("id"));
        if (back.status() == Status.CANCELED) {
            return back;
        }
        boolean early = back.status() == Status.REQUESTED || back.status() == Status.OPEN;
        if (!early || back.isWorkedOn()) {
            throw Refused.at(List.of("id"), "Return is not cancelable.", "INVALID_STATE");
        }
        back.cancel();
        moved(back, "returns/cancel", ReturnPayloads.moved(back), changes);
        return back;
    }

    Return remove(Input input, Changes changes) {
        Return back = find(input.text("returnId"), List.of("returnId"));
        require(back.status() == Status.OPEN || back.status() == Status.REQUESTED);
        Map<ReturnLineItem, Integer> removals = new LinkedHashMap<>();
        List<Input> wanted = input.list("returnLineItems");
        for (int i = 0; i < wanted.size(); i++) {
            removals.merge(removable(back, wanted.get(i), i), wanted.get(i).number("quantity"), Integer::sum);
        }
        Map<ExchangeLineItem, Integer> withdrawn = withdrawable(back, input.list("exchangeLineItems"));
        removals.forEach(ReturnLineItem::remove);
        withdrawn.forEach(ExchangeLineItem::remove);
        changes.tell("returns/update", ReturnPayloads.removed(back, removals));
        if (back.totalQuantity() == 0) {
            back.close(store.now());
            changes.tell("returns/close", ReturnPayloads.moved(back));
        }
        store.touch(back.order());
        return back;
    }

    private static Map<ExchangeLineItem, Integer> withdrawable(Return back, List<Input> wanted) {
        Map<ExchangeLineItem, Integer> withdrawn = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Input asked = wanted.get(i);
            int index = i;
            ExchangeLineItem item = back.exchangeLineItems().stream()
                    .filter(one -> one.id().equals(asked.text("exchangeLineItemId")))
                    .findFirst()
                    .orElseThrow(() -> Refused.at(
                            List.of("exchangeLineItems", String.valueOf(index), "exchangeLineItemId"),
                            "Exchange line item was not found.",
                            "NOT_FOUND"));
            int quantity = asked.number("quantity");
            if (quantity <= 0 || quantity > item.unprocessedQuantity()) {
                throw Refused.at(
                        List.of("exchangeLineItems", String.valueOf(index), "quantity"),
                        "Exchange line item has an invalid quantity.",
                        "INVALID");
            }
            withdrawn.merge(item, quantity, Integer::sum);
        }
        return withdrawn;
    }

    private static ReturnLineItem removable(Return back, Input wanted, int index) {
        List<String> field = List.of("returnLineItems", String.valueOf(index), "quantity");
        int quantity = wanted.number("quantity");
        if (quantity <= 0) {
            throw Refused.at(field, "Quantity must be greater than 0", "GREATER_THAN");
        }
        ReturnLineItem line = back.line(Gid.number("ReturnLineItem", wanted.text("returnLineItemId")))
                .orElseThrow(() -> Refused.at(
                        List.of("returnLineItems", String.valueOf(index), "returnLineItemId"),
                        "Return line item was not found.",
                        "NOT_FOUND"));
        if (quantity > line.unprocessedQuantity()) {
            throw Refused.at(field, "Return line item has an invalid quantity.", "INVALID");
        }
        return line;
    }

    /** A return by id, refused under the given field when there is none. */
    Return find(String gid, List<String> field) {
        return store.back(gid).orElseThrow(() -> Refused.at(field, "Return not found.", "NOT_FOUND"));
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw Refused.at(List.of("id"), "Return status is invalid.", "INVALID_STATE");
        }
    }

    private void moved(Return back, String topic, Object payload, Changes changes) {
        store.touch(back.order());
        changes.tell(topic, payload);
        changes.tell("orders/updated", OrderPayloads.order(back.order()));
    }

    private Return draft(Input input, String root) {
        Order order = store.order(input.text("orderId"))
                .orElseThrow(() -> Refused.at(List.of(root, "orderId"), "Order not found.", "NOT_FOUND"));
        List<ReturnLineItem> lines = new ArrayList<>();
        Map<FulfillmentLineItem, Integer> taken = new HashMap<>();
        List<Input> wanted = input.list("returnLineItems");
        for (int i = 0; i < wanted.size(); i++) {
            ReturnLineItem line = line(order, wanted.get(i), root, i);
            int together = taken.merge(line.fulfillmentLineItem(), line.quantity(), Integer::sum);
            if (line.quantity() <= 0 || together > order.returnable(line.fulfillmentLineItem())) {
                throw Refused.at(
                        Refused.path(root, "returnLineItems", i, "quantity"),
                        "Return line item has an invalid quantity.",
                        "INVALID");
            }
            lines.add(line);
        }
        List<ExchangeLineItem> exchanges = exchanges(input, root);
        if (lines.isEmpty() && exchanges.isEmpty()) {
            throw Refused.at(List.of(root, "returnLineItems"), "Return line items can't be blank", "BLANK");
        }
        String name = order.name() + "-R" + (order.returns().size() + 1);
        return new Return(
                store.nextId(),
                name,
                order,
                store.now(),
                lines,
                exchanges,
                fee(input).orElse(null));
    }

    private static Optional<BigDecimal> fee(Input input) {
        return input.object("returnShippingFee")
                .flatMap(fee -> fee.object("amount"))
                .map(money -> money.decimal("amount"));
    }

    private ReturnLineItem line(Order order, Input wanted, String root, int index) {
        long delivered = Gid.number("FulfillmentLineItem", wanted.text("fulfillmentLineItemId"));
        FulfillmentLineItem line = order.fulfillments().stream()
                .flatMap(fulfillment -> fulfillment.fulfillmentLineItems().stream())
                .filter(candidate -> candidate.number() == delivered)
                .findFirst()
                .orElseThrow(() -> Refused.at(
                        Refused.path(root, "returnLineItems", index, "fulfillmentLineItemId"),
                        "Fulfillment Line Item was not found.",
                        "NOT_FOUND"));
        ReturnReasonDefinition reason = reason(wanted, root, index);
        String note = wanted.optionalText("returnReasonNote").orElse("");
        boolean created = root.equals("returnInput");
        if (created && note.isEmpty() && wanted.optionalText("returnReason").equals(Optional.of("OTHER"))) {
            throw Refused.at(
                    Refused.path(root, "returnLineItems", index, "returnReasonNote"),
                    "Return reason note can't be blank. The note is required when the return reason is \"Other\"",
                    "BLANK");
        }
        tooLong(note, 255, Refused.path(root, "returnLineItems", index, "returnReasonNote"));
        String customerNote = wanted.optionalText("customerNote").orElse(null);
        tooLong(customerNote, 300, Refused.path(root, "returnLineItems", index, "customerNote"));
        BigDecimal fee = wanted.object("restockingFee")
                .map(given -> given.decimal("percentage"))
                .orElse(null);
        return new ReturnLineItem(store.nextId(), line, wanted.number("quantity"), reason, note, customerNote, fee);
    }

    private static void tooLong(@Nullable String text, int most, List<String> field) {
        if (text != null && text.length() > most) {
            throw Refused.at(field, "is too long (maximum is " + most + " characters)", "TOO_LONG");
        }
    }

    private static ReturnReasonDefinition reason(Input wanted, String root, int index) {
        Optional<String> definition = wanted.optionalText("returnReasonDefinitionId");
        if (definition.isPresent()) {
            return ReturnReasonDefinition.byId(definition.get())
                    .orElseThrow(() -> Refused.at(
                            Refused.path(root, "returnLineItems", index, "returnReasonDefinitionId"),
                            "Return reason definition was not found.",
                            "NOT_FOUND"));
        }
        Optional<String> legacy = wanted.optionalText("returnReason");
        if (legacy.isPresent()) {
            return ReturnReasonDefinition.byLegacy(legacy.get());
        }
        if (root.equals("returnInput")) {
            throw Refused.at(
                    Refused.path(root, "returnLineItems", index),
                    "Return line items Either return reason or return reason definition must be provided",
                    "NOT_FOUND");
        }
        throw Refused.at(
                Refused.path(root, "returnLineItems", index, "returnReason"), "Return reason can't be blank", "BLANK");
    }

    private static BigDecimal discount(Input wanted, Variant variant, int quantity) {
        Optional<Input> value = wanted.object("appliedDiscount").flatMap(given -> given.object("value"));
        BigDecimal price = variant.price().multiply(BigDecimal.valueOf(quantity));
        return value.flatMap(given -> given.object("amount"))
                .map(money -> money.decimal("amount"))
                .or(() -> value.flatMap(given -> given.optionalDecimal("percentage"))
                        .map(percent -> price.multiply(percent).movePointLeft(2)))
                .orElse(BigDecimal.ZERO)
                .min(price);
    }

    private List<ExchangeLineItem> exchanges(Input input, String root) {
        List<ExchangeLineItem> exchanges = new ArrayList<>();
        List<Input> wanted = input.list("exchangeLineItems");
        for (int i = 0; i < wanted.size(); i++) {
            int index = i;
            Variant variant = wanted.get(i)
                    .optionalText("variantId")
                    .flatMap(store::variant)
                    .orElseThrow(() -> Refused.at(
                            Refused.path(root, "exchangeLineItems", index, "variantId"),
                            "Variant was not found.",
                            "NOT_FOUND"));
            int quantity = wanted.get(i).number("quantity");
            if (quantity <= 0) {
                throw Refused.at(
                        Refused.path(root, "exchangeLineItems", index, "quantity"),
                        "Quantity must be greater than 0",
                        "GREATER_THAN");
            }
            exchanges.add(new ExchangeLineItem(
                    store.nextId(), variant, quantity, discount(wanted.get(i), variant, quantity)));
        }
        return exchanges;
    }
}
