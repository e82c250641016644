package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Records as GET shows them. */
final class Rendering {

    private final Books books;
    private final Catalog catalog;

    Rendering(Books books, Catalog catalog) {
        this.books = books;
        this.catalog = catalog;
    }

    /**
     * The record.
     *
     * @param url address of the record
     * @param expand whether the lines are shown in place; otherwise only a link to them
     */
    ObjectNode record(Transaction tx, String url, boolean expand) {
        ObjectNode node = Wire.MAPPER.createObjectNode();
        link(node.putArray("links"), "self", url);
        node.put("id", String.valueOf(tx.id));
        node.put("refName", tx.kind.label + " #" + tx.tranId);
        node.put("tranId", tx.tranId);
        node.put(
                "tranDate",
                DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(tx.created));
        node.put("createdDate", tx.created.truncatedTo(ChronoUnit.SECONDS).toString());
        node.put("lastModifiedDate", tx.modified.truncatedTo(ChronoUnit.SECONDS).toString());
        if (tx.externalId != null) {
            node.put("externalId", tx.externalId);
        }
        books.customer(tx.customer)
                .ifPresent(party -> node.set(tx.kind.party(), Wire.reference(party.id(), party.name())));
        if (tx.createdFrom != null && tx.kind != Kind.CUSTOMER_REFUND) {
            node.set("createdFrom", reference(tx.createdFrom));
        }
        node.set("currency", Wire.reference("1", "EUR"));
        node.setAll(tx.header);
        status(tx, node);
        money(tx, node);
        sublist(tx, node, url, expand);
        return node;
    }

    private void status(Transaction tx, ObjectNode node) {
        String status = Status.of(tx, catalog);
        if (status != null) {
            node.set(
                    "status",
                    Wire.reference(status, Status.name(tx.kind, status)).without(List.of("links")));
        }
        if (tx.kind == Kind.RETURN_AUTHORIZATION) {
            String letter = tx.approved ? "B" : "A";
            node.set(
                    "orderStatus",
                    Wire.reference(letter, Status.name(tx.kind, letter)).without(List.of("links")));
        }
    }

    private static void money(Transaction tx, ObjectNode node) {
        if (tx.kind.priced()) {
            node.put("subtotal", tx.subtotal());
            node.put("taxTotal", tx.taxTotal());
            if (tx.kind != Kind.RETURN_AUTHORIZATION) {
                node.put("shippingCost", tx.shippingCost);
            }
        }
        if (tx.kind.priced() || tx.kind == Kind.CUSTOMER_REFUND) {
            node.put("total", tx.total());
        }
        if (tx.kind == Kind.CREDIT_MEMO) {
            node.put("amountPaid", tx.paidOut);
            node.put("applied", tx.paidOut);
            node.put("amountRemaining", tx.remaining());
            node.put("unapplied", tx.remaining());
        }
    }

    private void sublist(Transaction tx, ObjectNode node, String url, boolean expand) {
        ObjectNode sublist = node.putObject(tx.kind.sublist);
        link(sublist.putArray("links"), "self", url + "/" + tx.kind.sublist);
        if (!expand) {
            return;
        }
        ArrayNode items = sublist.putArray("items");
        if (tx.kind == Kind.CUSTOMER_REFUND) {
            tx.applied.forEach((memo, amount) -> {
                ObjectNode line = items.addObject();
                line.put("apply", true);
                line.put("amount", amount);
                line.set("doc", reference(memo));
                line.put("line", 0);
                line.put("refNum", memo.tranId);
                line.put("type", memo.kind.label);
            });
        } else {
            tx.lines.forEach(line -> items.add(line(tx, line)));
        }
        sublist.put("count", items.size());
        sublist.put("hasMore", false);
        sublist.put("offset", 0);
        sublist.put("totalResults", items.size());
    }

    private ObjectNode line(Transaction tx, RecordLine line) {
        ObjectNode node = Wire.MAPPER.createObjectNode();
        node.putArray("links");
        node.put("line", line.number);
        Catalog.Item item = catalog.item(line.item).orElseThrow();
        node.set("item", Wire.reference(item.id(), item.itemId()));
        node.set(
                "location",
                Wire.reference(line.location, catalog.location(line.location).orElse(null)));
        if (line.source != null && tx.createdFrom != null) {
            node.put("orderLine", line.source);
            node.set("orderDoc", reference(tx.createdFrom));
        }
        switch (tx.kind) {
            case ITEM_RECEIPT -> node.put("itemReceive", true).put("quantity", line.quantity);
            case INVENTORY_ADJUSTMENT ->
                node.put("adjustQtyBy", line.quantity).put("quantityOnHand", catalog.onHand(line.item, line.location));
            default -> priced(tx, line, item, node);
        }
        node.setAll(line.rest);
        return node;
    }

    private static void priced(Transaction tx, RecordLine line, Catalog.Item item, ObjectNode node) {
        node.put("lineUniqueKey", tx.id + "" + line.number);
        node.put("itemType", item.stocked() ? "InvtPart" : "OthCharge");
        node.put("description", item.name());
        node.put("quantity", line.quantity);
        node.put("rate", line.rate);
        node.put("amount", line.net);
        node.put("tax1Amt", line.tax);
        node.put("taxRate1", 19);
        node.put("grossAmt", line.gross());
        node.put("isClosed", line.closed);
        node.put("isOpen", !line.closed);
        if (tx.kind == Kind.RETURN_AUTHORIZATION) {
            node.put("quantityReceived", line.received);
            node.put("quantityBilled", line.credited);
        }
        if (tx.kind == Kind.SALES_ORDER) {
            node.put("quantityFulfilled", line.quantity);
            node.put("quantityBilled", line.quantity);
        }
    }

    static void link(ArrayNode links, String rel, String href) {
        links.addObject().put("rel", rel).put("href", href);
    }

    private static ObjectNode reference(Transaction tx) {
        return Wire.reference(String.valueOf(tx.id), tx.kind.label + " #" + tx.tranId);
    }
}
