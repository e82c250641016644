package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Contraflow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What stands in every system at the end, read there and not at Contraflow's. */
record Outcome(
        Contraflow contraflow, JsonNode shop, JsonNode books, JsonNode desk, JsonNode carrier, List<JsonNode> trouble) {

    static Outcome read(Installation installation) {
        Contraflow contraflow = installation.contraflow();
        List<JsonNode> trouble = new ArrayList<>();
        for (String path : new String[] {
            "/api/exceptions?size=500", "/api/deliveries?state=DEAD&size=500", "/api/deliveries?state=PARKED&size=500"
        }) {
            contraflow.web().get(path).get("items").forEach(trouble::add);
        }
        return new Outcome(
                contraflow,
                installation.world().state("shopify"),
                installation.world().state("netsuite"),
                installation.world().state("gorgias"),
                installation.world().state("happy-returns"),
                trouble);
    }

    /** How many of each kind there are in all, for people. */
    Map<String, Integer> counts(List<String> orders) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("orders", orders.size());
        List<JsonNode> refunds = new ArrayList<>();
        all(shop.get("orders"), order -> orders.contains(text(order, "name")))
                .forEach(order -> order.get("refunds").forEach(refunds::add));
        counts.put("refunds", refunds.size());
        for (String kind : new String[] {"returnAuthorization", "itemReceipt", "creditMemo", "customerRefund"}) {
            counts.put(kind, books.get(kind).size());
        }
        counts.put("tickets", desk.get("tickets").size());
        counts.put("carrier returns", carrier.get("returns").size());
        counts.put("open exceptions and dead letters", trouble.size());
        return counts;
    }

    void isOneOfEverything(String order) {
        List<JsonNode> found = all(contraflow.search(order), row -> true);
        assertThat(found).as("returns of %s", order).hasSize(1);
        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        String id = text(whole.get("details"), "id");
        assertThat(text(whole.get("details"), "status")).isEqualTo("CLOSED");
        assertThat(contraflow.openExceptions(whole)).as(order).isEmpty();

        JsonNode sold =
                only("orders", shop.get("orders"), one -> text(one, "name").equals(order));
        JsonNode refund = only("refunds of " + order, sold.get("refunds"), one -> true);
        BigDecimal amount = new BigDecimal(text(refund, "amount"));
        assertThat(text(sold.at("/returns/0"), "status")).isEqualTo("CLOSED");
        assertThat(new BigDecimal(text(whole.at("/details/money/shopRefund"), "amount")))
                .isEqualByComparingTo(amount);

        booksAgree(order, amount);
        JsonNode ticket = only("tickets of " + order, desk.get("tickets"), one -> id.equals(text(one, "external_id")));
        assertThat(all(ticket.get("messages"), message -> true).stream()
                        .map(message -> text(message, "external_id"))
                        .filter(Objects::nonNull))
                .as("notes of %s", order)
                .doesNotHaveDuplicates();
        String number = text(whole.get("details"), "number");
        only(
                "carrier returns of " + order,
                carrier.get("returns"),
                one -> one.get("items").get(0).path("externalRMAID").asText().equals(number));
    }

    private void booksAgree(String order, BigDecimal amount) {
        JsonNode authorization = only(
                "authorizations of " + order,
                books.get("returnAuthorization"),
                one -> order.equals(text(one, "otherRefNum")));
        Predicate<JsonNode> follows = one -> text(authorization, "id").equals(text(one, "createdFrom"));
        only("receipts of " + order, books.get("itemReceipt"), follows);
        JsonNode memo = only("credit memos of " + order, books.get("creditMemo"), follows);
        assertThat(memo.get("total").decimalValue()).as("credit of %s", order).isEqualByComparingTo(amount);
        JsonNode paid = only("customer refunds of " + order, books.get("customerRefund"), one -> one.get("applied")
                .has(text(memo, "id")));
        assertThat(paid.get("total").decimalValue())
                .as("customer refund of %s", order)
                .isEqualByComparingTo(amount);
    }

    private static JsonNode only(String what, JsonNode list, Predicate<JsonNode> wanted) {
        List<JsonNode> found = all(list, wanted);
        assertThat(found).as(what).hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> all(JsonNode list, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(list.spliterator(), false).filter(wanted).toList();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText(null);
    }
}
