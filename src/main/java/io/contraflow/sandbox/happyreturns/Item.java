package io.contraflow.sandbox.happyreturns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One physical piece on its way back. */
final class Item {
    final String id;
    final String orderNumber;
    /** Line of the order, offset of the piece and number of pieces, joined by hyphens. */
    final String orderLineItemId;
    /** What the caller said of it. */
    final ObjectNode written;

    String bagBarcode = "";
    String outcome = "";
    String disposition = "";

    @Nullable
    Instant approved;
    /** Whether the merchant has had it refunded by an approval of their own, which cannot be undone. */
    boolean refunded;

    Item(String id, String orderNumber, String orderLineItemId, ObjectNode written) {
        this.id = id;
        this.orderNumber = orderNumber;
        this.orderLineItemId = orderLineItemId;
        this.written = written;
    }

    ObjectNode show(ReturnedGoods goods) {
        ObjectNode node = Json.object();
        node.put("happyReturnsReturnID", goods.id);
        node.put("happyReturnsRMAID", goods.rmaId);
        node.put("happyReturnsExpressCode", goods.code);
        node.put("happyReturnsItemID", id);
        node.put("purchasedAt", said("purchased_at"));
        node.put("email", goods.email);
        node.put("orderNumber", orderNumber);
        node.put("externalRMAID", said("external_rma_id"));
        node.put("orderID", said("order_id"));
        node.put("orderLineItemID", orderLineItemId);
        node.put("sku", said("sku"));
        node.put("upc", said("upc"));
        node.put("productVariantID", said("product_variant_id"));
        node.put("labelBarcode", bagBarcode);
        node.put("productName", said("product_name"));
        node.put("price", said("price"));
        node.put("returnReasonID", said("return_reason"));
        node.put("returnReason", said("return_reason"));
        node.put("startedDate", goods.started.toString());
        node.put("approvedDate", approved == null ? "" : approved.toString());
        node.put("inspectionOutcome", outcome);
        node.put("dropoffMethod", goods.method);
        if (!goods.tracking.isEmpty()) {
            node.put("tracking", goods.tracking);
            node.put("carrier", "UPS");
        }
        return node;
    }

    private String said(String field) {
        return written.path(field).asText("");
    }
}
