package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes lines of records from what a caller wrote. */
final class LineWriter {

    /** Handled by name, or calculated. */
    private static final Set<String> NOT_PLAIN = Set.of(
            "line",
            "item",
            "quantity",
            "rate",
            "amount",
            "grossAmt",
            "tax1Amt",
            "orderLine",
            "orderDoc",
            "isClosed",
            "isOpen",
            "location",
            "quantityReceived",
            "quantityBilled",
            "quantityFulfilled",
            "itemReceive",
            "links",
            "refName",
            "lineUniqueKey",
            "itemType",
            "adjustQtyBy",
            "quantityRemaining");

    private final Catalog catalog;

    LineWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A line that stands for itself. */
    RecordLine fresh(Kind kind, ObjectNode written, int number, String location, String path) {
        String item = Wire.id(written.get("item"))
                .orElseThrow(() -> Refused.content(path + ".item", "Please enter a value for: Item."));
        if (catalog.item(item).isEmpty()) {
            throw HeaderFields.invalid(path + ".item", item);
        }
        RecordLine line = new RecordLine(number, item, null, location);
        line.quantity = quantity(written, kind == Kind.INVENTORY_ADJUSTMENT ? "adjustQtyBy" : "quantity", path);
        fill(line, written, path);
        if (kind.priced()) {
            Pricing.write(line, written);
        }
        return line;
    }

    /** A line for part of the source's line, at the source's price unless the caller wrote another. */
    RecordLine from(
            RecordLine source,
            int number,
            BigDecimal quantity,
            String location,
            @Nullable ObjectNode written,
            Kind kind,
            String path) {
        RecordLine line = new RecordLine(number, source.item, source.number, location);
        line.quantity = quantity;
        if (kind.priced()) {
            Pricing.copy(source, line);
        }
        if (written != null) {
            fill(line, written, path);
            if (kind.priced()) {
                Pricing.write(line, withoutQuantity(written));
            }
        }
        return line;
    }

    /** Writes location, closing and the fields without a meaning of their own. */
    void fill(RecordLine line, ObjectNode written, String path) {
        if (written.hasNonNull("location")) {
            String id = Wire.id(written.get("location")).orElse("");
            if (catalog.location(id).isEmpty()) {
                throw HeaderFields.invalid(path + ".location", id);
            }
            line.location = id;
        }
        line.closed = written.path("isClosed").asBoolean(line.closed);
        written.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                line.rest.remove(field.getKey());
            } else if (!NOT_PLAIN.contains(field.getKey())) {
                line.rest.set(field.getKey(), field.getValue());
            }
        });
    }

    static BigDecimal quantity(ObjectNode written, String field, String path) {
        if (!written.hasNonNull(field)) {
            throw Refused.content(path + "." + field, "Please enter a value for: Quantity.");
        }
        BigDecimal quantity = Wire.decimal(written.get(field));
        if (quantity.signum() == 0 || (quantity.signum() < 0 && !field.equals("adjustQtyBy"))) {
            throw HeaderFields.invalid(path + "." + field, quantity.toPlainString());
        }
        return quantity;
    }

    // The price was copied for this very quantity; naming it again must not calculate it anew.
    private static ObjectNode withoutQuantity(ObjectNode written) {
        ObjectNode copy = written.deepCopy();
        copy.remove("quantity");
        return copy;
    }
}
