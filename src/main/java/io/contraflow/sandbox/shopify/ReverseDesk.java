package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.Disposition;
import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.Line;
import io.contraflow.sandbox.shopify.ReverseFulfillmentOrder.ReverseDelivery;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Labels for parcels on their way back, and what becomes of the pieces. */
final class ReverseDesk {
    private final Store store;

    ReverseDesk(Store store) {
        this.store = store;
    }

    ReverseDelivery deliver(Input input, Changes changes) {
        ReverseFulfillmentOrder order = store.reverseOrder(input.text("reverseFulfillmentOrderId"))
                .orElseThrow(() -> Refused.at(
                        List.of("reverseFulfillmentOrderId"), "Reverse fulfillment order was not found.", "NOT_FOUND"));
        Map<Line, Integer> pieces = pieces(order, input.list("reverseDeliveryLineItems"));
        ReverseDelivery delivery = new ReverseDelivery(store.nextId(), order, pieces);
        attach(delivery, input, changes);
        order.add(delivery);
        store.keep(delivery);
        return delivery;
    }

    ReverseDelivery update(Input input, Changes changes) {
        ReverseDelivery delivery = store.reverseDelivery(input.text("reverseDeliveryId"))
                .orElseThrow(
                        () -> Refused.at(List.of("reverseDeliveryId"), "Reverse delivery was not found.", "NOT_FOUND"));
        attach(delivery, input, changes);
        return delivery;
    }

    private void attach(ReverseDelivery delivery, Input input, Changes changes) {
        ReverseDelivery.Tracking tracking = input.object("trackingInput")
                .map(given -> new ReverseDelivery.Tracking(
                        given.optionalText("number").orElse(null),
                        given.optionalText("url").orElse(null)))
                .orElse(null);
        ReverseDelivery.Label label = input.object("labelInput")
                .map(given -> new ReverseDelivery.Label(given.text("fileUrl"), store.now()))
                .orElse(null);
        delivery.attach(tracking, label);
        store.touch(delivery.reverseFulfillmentOrder().order());
        changes.tell("reverse_deliveries/attach_deliverable", OrderPayloads.deliverable(delivery));
    }

    private static Map<Line, Integer> pieces(ReverseFulfillmentOrder order, List<Input> wanted) {
        Map<Line, Integer> pieces = new LinkedHashMap<>();
        if (wanted.isEmpty()) {
            order.lineItems().forEach(line -> pieces.put(line, order.undelivered(line)));
        }
        for (int i = 0; i < wanted.size(); i++) {
            String index = String.valueOf(i);
            String gid = wanted.get(i).text("reverseFulfillmentOrderLineItemId");
            Line line = order.line(Gid.number("ReverseFulfillmentOrderLineItem", gid))
                    .orElseThrow(() -> Refused.at(
                            List.of("reverseDeliveryLineItems", index, "reverseFulfillmentOrderLineItemId"),
                            "must exist",
                            null));
            boolean twice = pieces.put(line, wanted.get(i).number("quantity")) != null;
            if (twice || wanted.get(i).number("quantity") > order.undelivered(line)) {
                throw Refused.at(
                        List.of("reverseDeliveryLineItems", index, "quantity"),
                        "cannot deliver more items than are returned",
                        null);
            }
        }
        return pieces;
    }

    /** Dispositions that are valid but not yet made. */
    record Plan(ReverseFulfillmentOrder order, Map<Disposition, Line> dispositions) {
        boolean restocks(ReturnLineItem line) {
            return dispositions.entrySet().stream()
                    .anyMatch(entry -> entry.getKey().type().equals("RESTOCKED")
                            && entry.getValue().fulfillmentLineItem().equals(line.fulfillmentLineItem()));
        }
    }

    List<Line> dispose(Input input, Changes changes) {
        List<Input> wanted = input.list("dispositionInputs");
        if (wanted.isEmpty()) {
            throw Refused.at(List.of("dispositionInputs"), "The array cannot be empty.", "BLANK");
        }
        Plan plan = plan(wanted);
        carryOut(plan, changes);
        return List.copyOf(plan.dispositions().values());
    }

    Plan plan(List<Input> wanted) {
        ReverseFulfillmentOrder order = null;
        Map<Disposition, Line> dispositions = new LinkedHashMap<>();
        Map<Line, Integer> used = new HashMap<>();
        for (Input input : wanted) {
            String gid = input.text("reverseFulfillmentOrderLineItemId");
            ReverseFulfillmentOrder owner = store.reverseOrderOfLine(gid).orElse(null);
            if (owner == null || (order != null && order != owner)) {
                throw Refused.at(
                        List.of("dispositionInputs"),
                        "Cannot dispose items from more than one reverse fulfillment order.",
                        "INVALID");
            }
            order = owner;
            Line line = owner.line(Gid.number("ReverseFulfillmentOrderLineItem", gid))
                    .orElseThrow();
            int together = used.merge(line, input.number("quantity"), Integer::sum);
            dispositions.put(disposition(input, line, together), line);
        }
        if (order == null) {
            throw new IllegalArgumentException("A plan needs at least one disposition");
        }
        return new Plan(order, dispositions);
    }

    private Disposition disposition(Input input, Line line, int together) {
        int quantity = input.number("quantity");
        if (quantity <= 0 || together > line.remaining()) {
            throw Refused.at(
                    List.of("dispositionInputs"), "Quantity exceeds what is left of the line to dispose.", "INVALID");
        }
        String type = input.text("dispositionType");
        Location location = location(input.optionalText("locationId"));
        if (type.equals("RESTOCKED") && location == null) {
            throw Refused.at(List.of("dispositionInputs"), "A location is required to restock.", "BLANK");
        }
        return new Disposition(store.nextId(), type, quantity, location, store.now());
    }

    private static @Nullable Location location(Optional<String> gid) {
        return gid.map(given -> Location.find(given)
                        .orElseThrow(
                                () -> Refused.at(List.of("dispositionInputs"), "Location not found.", "NOT_FOUND")))
                .orElse(null);
    }

    void carryOut(Plan plan, Changes changes) {
        plan.dispositions().forEach((disposition, line) -> {
            line.dispose(disposition);
            Location location = disposition.location();
            if (disposition.type().equals("RESTOCKED") && location != null) {
                restock(line.fulfillmentLineItem().lineItem(), location, disposition.quantity(), changes);
            }
        });
        store.touch(plan.order().order());
        changes.tell("reverse_fulfillment_orders/dispose", OrderPayloads.disposed(plan.order(), plan.dispositions()));
    }

    void restock(LineItem item, Location location, int quantity, Changes changes) {
        int available = item.variant().restock(location, quantity);
        changes.tell("inventory_levels/update", OrderPayloads.stock(item.variant(), location, available, store.now()));
    }
}
