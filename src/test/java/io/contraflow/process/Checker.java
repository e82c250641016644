package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.SimulatedWorld;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Proves from what stands in the simulated systems alone that each return had one of every effect and the right amount of
 * money. Asks Contraflow nothing and shares no line with it; what is right it works out itself.
 */
final class Checker {
    private static final BigDecimal FEE_SHARE = new BigDecimal("0.15");
    private static final BigDecimal FEE_CAP = new BigDecimal("50.00");

    /** How a story must have ended. */
    enum Ending {
        REFUNDED,
        /** Refunded less the fee for goods that were opened. */
        REFUNDED_LESS_FEE,
        /** Two returns of one order, each refunded. */
        REFUNDED_TWICE,
        DECLINED,
        CANCELED;

        /** Returns that the story has. */
        int returns() {
            return this == REFUNDED_TWICE ? 2 : 1;
        }

        boolean isRefunded() {
            return this != DECLINED && this != CANCELED;
        }
    }

    private final JsonNode shop;
    private final JsonNode books;
    private final JsonNode desk;
    private final JsonNode carrier;
    private final JsonNode mails;
    private final JsonNode webhooks;
    private int mailsTwice;

    Checker(SimulatedWorld world) {
        shop = world.state("shopify");
        books = world.state("netsuite");
        desk = world.state("gorgias");
        carrier = world.state("happy-returns");
        mails = world.mails("");
        webhooks = world.web().get("/sandbox/webhooks");
    }

    /** Checks each order's return, and then that there is nothing else in any system; answers counts, for people. */
    Map<String, Object> check(Map<String, Ending> endings) {
        BigDecimal money = BigDecimal.ZERO;
        int refunded = 0;
        for (Map.Entry<String, Ending> one : endings.entrySet()) {
            if (one.getValue().isRefunded()) {
                money = money.add(refunded(one.getKey(), one.getValue()));
                refunded += one.getValue().returns();
            } else {
                endedWithoutMoney(one.getKey(), one.getValue());
            }
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put(
                "returns", endings.values().stream().mapToInt(Ending::returns).sum());
        counts.put("refunded", refunded);
        counts.put("money", money.toPlainString());
        for (String kind : List.of("returnAuthorization", "itemReceipt", "creditMemo", "customerRefund")) {
            counts.put(kind, books.get(kind).size());
        }
        assertThat(books.get("creditMemo")).as("credit memos in all").hasSize(refunded);
        assertThat(books.get("customerRefund")).as("customer refunds in all").hasSize(refunded);
        counts.put("tickets", desk.get("tickets").size());
        counts.put("carrier returns", carrier.get("returns").size());
        counts.put("mails", mails.size());
        counts.put("mails sent twice", mailsTwice);
        counts.put("webhooks acknowledged", acknowledged());
        return counts;
    }

    private long acknowledged() {
        return all(webhooks, one -> one.path("status").asInt() == 202).size();
    }

    private BigDecimal refunded(String name, Ending ending) {
        JsonNode order = order(name);
        assertThat(order.get("returns")).as("returns of %s", name).hasSize(ending.returns());
        assertThat(order.get("refunds")).as("refunds of %s", name).hasSize(ending.returns());
        BigDecimal due = BigDecimal.ZERO;
        for (JsonNode back : order.get("returns")) {
            due = due.add(refunded(name, order, back, ending));
        }
        assertThat(amount(order, "refunded")).as("money that left for %s", name).isEqualByComparingTo(due);
        ticketsAreClosed(name, ending);
        mailsToldAll(order);
        return due;
    }

    private BigDecimal refunded(String name, JsonNode order, JsonNode back, Ending ending) {
        assertThat(text(back, "status")).as("return of %s in the shop", name).isEqualTo("CLOSED");
        int pieces = 0;
        for (JsonNode line : back.get("lines")) {
            int quantity = line.get("quantity").asInt();
            assertThat(line.get("processed").asInt())
                    .as("pieces of %s that the shop has as processed", name)
                    .isEqualTo(quantity);
            pieces += quantity;
        }
        int disposed = 0;
        for (JsonNode reverse : back.get("reverseOrders")) {
            for (JsonNode disposition : reverse.get("dispositions")) {
                disposed += disposition.get("quantity").asInt();
            }
        }
        assertThat(disposed).as("pieces of %s with a disposition", name).isEqualTo(pieces);

        BigDecimal due = due(order, back, ending);
        JsonNode refund = only("refunds of " + name, order.get("refunds"), one -> text(one, "return")
                .equals(text(back, "id")));
        assertThat(amount(refund, "amount")).as("refund of %s", name).isEqualByComparingTo(due);

        String number = numberIn(refund);
        booksAgree(name, number, pieces, due);
        JsonNode parcel =
                only("parcels of " + number, carrier.get("returns"), one -> text(one.at("/items/0"), "externalRMAID")
                        .equals(number));
        assertThat(text(parcel.at("/items/0"), "orderNumber"))
                .as("order of %s", number)
                .isEqualTo(name);
        assertThat(parcel.get("items")).as("pieces of %s at the carrier", name).hasSize(pieces);
        assertThat(text(parcel, "status")).as("parcel of %s", name).isEqualTo("inspected");
        return due;
    }

    /** The number that the other systems know the return by; the refund's note carries it. */
    private static String numberIn(JsonNode refund) {
        Matcher number = Pattern.compile("RMA-\\d+").matcher(text(refund, "note"));
        assertThat(number.find()).as("a number in " + text(refund, "note")).isTrue();
        return number.group();
    }

    /** What the customer paid for what came back; the shipping too when all came back; less the fee where one is due. */
    private static BigDecimal due(JsonNode order, JsonNode back, Ending ending) {
        BigDecimal goodsSold = BigDecimal.ZERO;
        int sold = 0;
        for (JsonNode line : order.get("lines")) {
            int quantity = line.get("quantity").asInt();
            goodsSold = goodsSold.add(amount(line, "price").multiply(BigDecimal.valueOf(quantity)));
            sold += quantity;
        }
        BigDecimal goodsBack = BigDecimal.ZERO;
        int came = 0;
        for (JsonNode line : back.get("lines")) {
            int quantity = line.get("quantity").asInt();
            JsonNode bought = only("sale of " + text(line, "sku"), order.get("lines"), one -> text(one, "sku")
                    .equals(text(line, "sku")));
            goodsBack = goodsBack.add(amount(bought, "price").multiply(BigDecimal.valueOf(quantity)));
            came += quantity;
        }
        BigDecimal due = goodsBack;
        if (came == sold) {
            due = due.add(amount(order, "total").subtract(goodsSold));
        }
        return ending == Ending.REFUNDED_LESS_FEE
                ? due.subtract(goodsBack
                        .multiply(FEE_SHARE)
                        .setScale(2, RoundingMode.HALF_UP)
                        .min(FEE_CAP))
                : due;
    }

    private void booksAgree(String name, String number, int pieces, BigDecimal due) {
        JsonNode authorization =
                only("authorizations of " + number, books.get("returnAuthorization"), one -> text(one, "memo")
                        .startsWith(number + " "));
        assertThat(text(authorization, "otherRefNum")).as("order of %s", number).isEqualTo(name);
        Predicate<JsonNode> follows = one -> text(authorization, "id").equals(text(one, "createdFrom"));
        List<JsonNode> receipts = all(books.get("itemReceipt"), follows);
        int received = 0;
        for (JsonNode receipt : receipts) {
            for (JsonNode line : receipt.get("lines")) {
                received += line.get("quantity").asInt();
            }
        }
        assertThat(received).as("pieces of %s received in the books", name).isEqualTo(pieces);
        JsonNode memo = only("credit memos of " + name, books.get("creditMemo"), follows);
        assertThat(amount(memo, "total")).as("credit of %s", name).isEqualByComparingTo(due);
        JsonNode paid = only("customer refunds of " + name, books.get("customerRefund"), one -> one.get("applied")
                .has(text(memo, "id")));
        assertThat(amount(paid, "total")).as("customer refund of %s", name).isEqualByComparingTo(due);
        assertThat(receipts).allSatisfy(receipt -> assertThat(number(receipt))
                .as("receipt of %s after its authorization", name)
                .isGreaterThan(number(authorization)));
        assertThat(number(paid))
                .as("customer refund of %s after its credit", name)
                .isGreaterThan(number(memo));
        assertThat(number(memo))
                .as("credit of %s after its authorization", name)
                .isGreaterThan(number(authorization));
    }

    /** A second return of the order joins the customer's ticket if that is open still, and else has its own. */
    private void ticketsAreClosed(String name, Ending ending) {
        List<JsonNode> tickets =
                all(desk.get("tickets"), one -> text(one, "subject").endsWith(" " + name));
        assertThat(tickets).as("tickets of %s", name).hasSizeBetween(1, ending.returns());
        for (JsonNode ticket : tickets) {
            assertThat(text(ticket, "status")).as("ticket of %s", name).isEqualTo("closed");
            List<String> said = new ArrayList<>();
            ticket.get("messages").forEach(message -> said.add(text(message, "external_id")));
            said.removeIf(String::isEmpty);
            assertThat(said).as("messages in the ticket of %s", name).doesNotHaveDuplicates();
        }
    }

    /** A mail server cannot be asked whether it has a mail already, so after a kill a mail may come twice; never less. */
    private void mailsToldAll(JsonNode order) {
        List<String> subjects = new ArrayList<>();
        Set<String> whole = new HashSet<>();
        for (JsonNode mail : mails) {
            if (text(mail, "to").equals(text(order, "email"))
                    && text(mail, "from").startsWith("returns@")) {
                subjects.add(text(mail, "subject"));
                // Mails about two returns of an order may have a subject in common.
                whole.add(text(mail, "subject") + "\n" + text(mail, "text"));
            }
        }
        mailsTwice += subjects.size() - whole.size();
        assertThat(subjects.stream().distinct().toList())
                .as("mails about %s", text(order, "name"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    private void endedWithoutMoney(String name, Ending ending) {
        JsonNode order = order(name);
        assertThat(text(only("returns of " + name, order.get("returns"), one -> true), "status"))
                .as("return of %s in the shop", name)
                .isEqualTo(ending.name());
        assertThat(order.get("refunds")).as("refunds of %s", name).isEmpty();
        assertThat(amount(order, "refunded")).as("money that left for %s", name).isZero();
        List<JsonNode> authorizations =
                all(books.get("returnAuthorization"), one -> name.equals(text(one, "otherRefNum")));
        assertThat(authorizations)
                .as("authorizations of %s", name)
                .hasSizeLessThanOrEqualTo(ending == Ending.CANCELED ? 1 : 0)
                .allSatisfy(one -> assertThat(text(one, "status"))
                        .as("cancelled or closed")
                        .isIn("C", "H"));
    }

    private JsonNode order(String name) {
        return only(
                "orders " + name, shop.get("orders"), one -> text(one, "name").equals(name));
    }

    private static JsonNode only(String what, JsonNode list, Predicate<JsonNode> wanted) {
        List<JsonNode> found = all(list, wanted);
        assertThat(found).as(what).hasSize(1);
        return found.get(0);
    }

    private static List<JsonNode> all(JsonNode list, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(list.spliterator(), false).filter(wanted).toList();
    }

    private static BigDecimal amount(JsonNode node, String field) {
        return new BigDecimal(node.get(field).asText());
    }

    private static long number(JsonNode document) {
        return Long.parseLong(text(document, "id"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
