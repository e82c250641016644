package io.contraflow.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Returns on which every condition is tried when its file is read, so that a wrong type shows then and not at night. */
final class Samples {

    private Samples() {}

    static List<Map<String, Object>> all(boolean aboutLine) {
        return List.of(sample(aboutLine, true), sample(aboutLine, false));
    }

    private static Map<String, Object> sample(boolean aboutLine, boolean delivered) {
        Map<String, Object> line = new LinkedHashMap<>(Map.of(
                "sku", "SKU",
                "category", "category",
                "tags", List.of("one", "two"),
                "quantity", 1,
                "reason", "OTHER",
                "condition", "OPENED",
                "note", "note",
                "valueMinor", 1_000L));
        line.put("discountPercent", 10);
        line.put("evidence", List.of("PHOTO", "RECEIPT"));
        line.put("withdrawalOpen", !delivered);
        Map<String, Object> order = new LinkedHashMap<>(Map.of(
                "country",
                "DE",
                "currency",
                "EUR",
                "tags",
                List.of("one", "two"),
                "paidMinor",
                1_000L,
                "ageDays",
                20L,
                "withdrawalOpen",
                !delivered,
                "placedOn",
                "2026-07-01"));
        if (delivered) {
            order.put("daysSinceDelivery", 18L);
        }
        Map<String, Object> facts = new LinkedHashMap<>(Map.of(
                "channel",
                "shop",
                "value",
                1_000L,
                "order",
                order,
                "customer",
                History.ofReturns(0).facts(List.of("one", "two")),
                "lines",
                List.of(line, line)));
        if (aboutLine) {
            facts.put("line", line);
        }
        return facts;
    }
}
