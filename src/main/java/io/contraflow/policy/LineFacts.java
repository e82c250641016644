package io.contraflow.policy;

import io.contraflow.model.OrderLine;
import io.contraflow.model.ReturnLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of the return beside the line of the order that it sends back. */
record LineFacts(ReturnLine line, OrderLine ordered) {

    String id() {
        return line.id();
    }

    /** What the customer paid for the pieces, in minor units. */
    long valueMinor() {
        return BigDecimal.valueOf(ordered.paid().minor())
                .multiply(BigDecimal.valueOf(line.quantity()))
                .divide(BigDecimal.valueOf(ordered.quantity()), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** What expressions see as {@code line}. */
    Map<String, Object> facts(Rights rights) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sku", line.sku());
        facts.put("category", ordered.category());
        facts.put("tags", ordered.tags());
        facts.put("quantity", line.quantity());
        facts.put("reason", line.reason());
        facts.put("condition", line.condition());
        facts.put("note", line.note());
        facts.put("valueMinor", valueMinor());
        facts.put("discountPercent", ordered.discountPercent());
        facts.put(
                "evidence",
                line.evidence().stream()
                        .map(one -> one.kind().name())
                        .distinct()
                        .toList());
        facts.put("withdrawalOpen", rights.mayWithdraw(this));
        return facts;
    }

    /** How an agent recognises it. */
    String label() {
        return "line " + line.id() + " (" + (line.sku().isEmpty() ? ordered.title() : line.sku()) + ")";
    }
}
