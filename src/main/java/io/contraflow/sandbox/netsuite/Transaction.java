package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record of any of the served types. */
final class Transaction {

    final Kind kind;
    final long id;
    final String tranId;
    final @Nullable Transaction createdFrom;
    final String customer;
    final Instant created;

    @Nullable
    String externalId;

    Instant modified;
    /** Of a return authorization: past Pending Approval. */
    boolean approved;
    /** Net, as the record states it. */
    BigDecimal shippingCost = BigDecimal.ZERO;
    /** Of a credit memo: what customer refunds have paid out of it. */
    BigDecimal paidOut = BigDecimal.ZERO;
    /** Of a customer refund: what it pays out of which credit memo. */
    final Map<Transaction, BigDecimal> applied = new LinkedHashMap<>();

    final List<RecordLine> lines = new ArrayList<>();
    /** The records made from this one. */
    final List<Transaction> followers = new ArrayList<>();
    /** Header fields without a meaning of their own here, as they were written. */
    final ObjectNode header = JsonNodeFactory.instance.objectNode();

    Transaction(
            Kind kind, long id, String tranId, @Nullable Transaction createdFrom, String customer, Instant created) {
        this.kind = kind;
        this.id = id;
        this.tranId = tranId;
        this.createdFrom = createdFrom;
        this.customer = customer;
        this.created = created;
        this.modified = created;
    }

    Optional<RecordLine> line(int number) {
        return lines.stream().filter(line -> line.number == number).findFirst();
    }

    int nextLineNumber() {
        return lines.stream().mapToInt(line -> line.number).max().orElse(-1) + 2;
    }

    BigDecimal subtotal() {
        return lines.stream().map(line -> line.net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal taxTotal() {
        return lines.stream()
                .map(line -> line.tax)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .add(Pricing.tax(shippingCost));
    }

    BigDecimal total() {
        if (kind == Kind.CUSTOMER_REFUND) {
            return applied.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
        return subtotal().add(shippingCost).add(taxTotal());
    }

    BigDecimal remaining() {
        return total().subtract(paidOut);
    }

    String location() {
        return header.path("location").path("id").asText(Catalog.MAIN_WAREHOUSE);
    }
}
