package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.Refund.RefundLineItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives money back: by processing a return, or by a refund of the order. */
final class RefundDesk {
    private final Store store;
    private final ReturnDesk returns;
    private final ReverseDesk reverse;

    RefundDesk(Store store, ReturnDesk returns, ReverseDesk reverse) {
        this.store = store;
        this.returns = returns;
        this.reverse = reverse;
    }

    /** Money that goes back over one paid transaction. */
    private record Payback(OrderTransaction sale, BigDecimal amount) {}

    /** Not idempotent: the same call again processes, disposes and pays again as long as something is left. */
    Return process(Input input, Changes changes) {
        Return back = returns.find(input.text("returnId"), List.of("input", "returnId"));
        if (back.status() != Return.Status.OPEN) {
            throw Refused.at(List.of("input", "returnId"), "Return status is invalid.", "INVALID_STATE");
        }
        Map<ReturnLineItem, Integer> pieces = pieces(back, input.list("returnLineItems"));
        Map<ExchangeLineItem, Integer> exchanges = exchanges(back, input.list("exchangeLineItems"));
        List<Input> dispositions = input.list("returnLineItems").stream()
                .flatMap(line -> line.list("dispositions").stream())
                .toList();
        Optional<ReverseDesk.Plan> plan =
                dispositions.isEmpty() ? Optional.empty() : Optional.of(reverse.plan(dispositions));
        Optional<Input> issue = input.object("financialTransfer").flatMap(transfer -> transfer.object("issueRefund"));
        List<Payback> paybacks =
                issue.map(refund -> paybacks(back.order(), refund)).orElse(List.of());
        BigDecimal credit = issue.map(RefundDesk::storeCredit).orElse(BigDecimal.ZERO);
        BigDecimal shipping = shipping(back.order(), input.object("refundShipping"), "shippingRefundAmount");

        pieces.forEach(ReturnLineItem::process);
        exchanges.forEach((item, quantity) -> item.process(quantity, back.order(), store.nextId()));
        plan.ifPresent(made -> reverse.carryOut(made, changes));
        if (issue.isPresent()) {
            List<RefundLineItem> lines = refundLines(pieces, plan);
            pieces.forEach(ReturnLineItem::refund);
            String note = input.optionalText("note").orElse(null);
            book(back.order(), back, note, lines, shipping, paybacks, credit, changes);
        }
        changes.tell("returns/process", ReturnPayloads.processed(back));
        store.touch(back.order());
        changes.tell("orders/updated", OrderPayloads.order(back.order()));
        return back;
    }

    /** Mails the customer a link to pay what is open on the order. */
    Order invoice(Input input, Changes changes) {
        Order order = store.order(input.text("id"))
                .orElseThrow(
                        () -> Refused.at(List.of("id"), "Order does not exist", "ORDER_INVOICE_SEND_UNSUCCESSFUL"));
        order.invoice(
                input.object("email").flatMap(email -> email.optionalText("to")).orElse(order.email()));
        return order;
    }

    private static Map<ReturnLineItem, Integer> pieces(Return back, List<Input> wanted) {
        Map<ReturnLineItem, Integer> pieces = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            int index = i;
            ReturnLineItem line = back.line(
                            Gid.number("ReturnLineItem", wanted.get(i).text("id")))
                    .orElseThrow(() -> Refused.at(
                            Refused.path("input", "returnLineItems", index, "id"),
                            "Return line item was not found.",
                            "NOT_FOUND"));
            int together = pieces.merge(line, wanted.get(i).number("quantity"), Integer::sum);
            if (wanted.get(i).number("quantity") <= 0 || together > line.processableQuantity()) {
                throw Refused.at(
                        Refused.path("input", "returnLineItems", i, "quantity"),
                        "Return line item has an invalid quantity.",
                        "INVALID");
            }
        }
        return pieces;
    }

    private static Map<ExchangeLineItem, Integer> exchanges(Return back, List<Input> wanted) {
        Map<ExchangeLineItem, Integer> exchanges = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Input line = wanted.get(i);
            List<String> field = Refused.path("input", "exchangeLineItems", i, "id");
            ExchangeLineItem item = back.exchangeLineItems().stream()
                    .filter(candidate -> candidate.id().equals(line.text("id")))
                    .findFirst()
                    .orElseThrow(() -> Refused.at(field, "Exchange line item was not found.", "NOT_FOUND"));
            int together = exchanges.merge(item, line.number("quantity"), Integer::sum);
            if (line.number("quantity") <= 0 || together > item.processableQuantity()) {
                throw Refused.at(
                        Refused.path("input", "exchangeLineItems", i, "quantity"),
                        "Exchange line item has an invalid quantity.",
                        "INVALID");
            }
        }
        return exchanges;
    }

    private static List<Payback> paybacks(Order order, Input refund) {
        List<Payback> paybacks = new ArrayList<>();
        for (Input wanted : refund.list("orderTransactions")) {
            Gid.number("OrderTransaction", wanted.text("parentId"));
            OrderTransaction sale = order.sale(wanted.text("parentId"))
                    .orElseThrow(() -> Refused.at(
                            List.of("transactions"),
                            "Transactions require a parent_id associated with the order",
                            "INVALID"));
            Input money = wanted.object("transactionAmount").orElseThrow();
            paybacks.add(new Payback(sale, money.decimal("amount")));
        }
        checkTotal(order, paybacks, storeCredit(refund), refund);
        return paybacks;
    }

    private static BigDecimal storeCredit(Input refund) {
        BigDecimal credit = BigDecimal.ZERO;
        for (Input method : refund.list("refundMethods")) {
            Input wanted = method.object("storeCreditRefund").orElseThrow();
            BigDecimal amount = wanted.object("amount").orElseThrow().decimal("amount");
            if (amount.signum() <= 0) {
                throw Refused.whole("Refund amount must be positive", "INVALID");
            }
            credit = credit.add(amount);
        }
        return credit;
    }

    /** Credit counts against the order like money. Over-refunding lifts the limit of the order, never that of a payment. */
    private static void checkTotal(Order order, List<Payback> paybacks, BigDecimal credit, Input refund) {
        BigDecimal total = paybacks.stream().map(Payback::amount).reduce(credit, BigDecimal::add);
        boolean negative =
                paybacks.stream().anyMatch(payback -> payback.amount().signum() < 0);
        if (negative) {
            throw Refused.whole("Refund amount must be positive", "INVALID");
        }
        if (!refund.isTrue("allowOverRefunding") && total.compareTo(order.netPayment()) > 0) {
            throw Refused.whole(
                    "Refund amount €" + MoneyBag.plain(total) + " is greater than net payment received €"
                            + MoneyBag.plain(order.netPayment()),
                    "INVALID");
        }
        Map<OrderTransaction, BigDecimal> bySale = new HashMap<>();
        paybacks.forEach(payback -> bySale.merge(payback.sale(), payback.amount(), BigDecimal::add));
        bySale.forEach((sale, amount) -> {
            if (amount.compareTo(sale.refundable()) > 0) {
                throw Refused.whole(
                        "Refund amount €" + MoneyBag.plain(amount) + " is greater than the refundable amount €"
                                + MoneyBag.plain(sale.refundable()) + " of its parent transaction",
                        "INVALID");
            }
        });
    }

    private static void checkNetPayment(Order order, BigDecimal total) {
        if (total.compareTo(order.netPayment()) > 0) {
            throw Refused.whole(
                    "Refund amount €" + MoneyBag.plain(total) + " is greater than net payment received €"
                            + MoneyBag.plain(order.netPayment()),
                    "INVALID");
        }
    }

    private static BigDecimal shipping(Order order, Optional<Input> wanted, String amountName) {
        if (wanted.isEmpty()) {
            return BigDecimal.ZERO;
        }
        Input shipping = wanted.get();
        BigDecimal amount = shipping.object(amountName)
                .map(money -> money.decimal("amount"))
                .or(() -> shipping.optionalDecimal(amountName))
                .orElse(BigDecimal.ZERO);
        BigDecimal refunded = shipping.isTrue("fullRefund") ? order.refundableShipping() : amount;
        if (refunded.compareTo(order.refundableShipping()) > 0) {
            throw Refused.whole("Shipping refund amount is greater than the shipping paid", "INVALID");
        }
        return refunded;
    }

    private List<RefundLineItem> refundLines(Map<ReturnLineItem, Integer> pieces, Optional<ReverseDesk.Plan> plan) {
        List<RefundLineItem> lines = new ArrayList<>();
        pieces.forEach((line, quantity) -> {
            boolean restocked = plan.map(made -> made.restocks(line)).orElse(false);
            LineItem item = line.fulfillmentLineItem().lineItem();
            lines.add(new RefundLineItem(store.nextId(), item, quantity, restocked ? "RETURN" : "NO_RESTOCK"));
        });
        return lines;
    }

    private Refund book(
            Order order,
            @Nullable Return back,
            @Nullable String note,
            List<RefundLineItem> lines,
            BigDecimal shipping,
            List<Payback> paybacks,
            BigDecimal credit,
            Changes changes) {
        List<OrderTransaction> transactions = new ArrayList<>();
        for (Payback payback : paybacks) {
            transactions.add(payback.sale().refund(store.nextId(), payback.amount(), store.now()));
        }
        if (credit.signum() > 0) {
            transactions.add(OrderTransaction.storeCredit(store.nextId(), order, credit, store.now()));
        }
        lines.forEach(line -> line.lineItem().refund(line.quantity()));
        Refund refund = new Refund(store.nextId(), order, back, store.now(), note, lines, shipping, transactions);
        store.keep(refund);
        changes.tell("refunds/create", OrderPayloads.refund(refund));
        transactions.forEach(made -> changes.tell("order_transactions/create", OrderPayloads.transaction(made)));
        return refund;
    }

    Refund create(Input input, Changes changes) {
        Order order = store.order(input.text("orderId"))
                .orElseThrow(() -> Refused.at(List.of("orderId"), "Order does not exist", null));
        List<RefundLineItem> lines = orderLines(order, input.list("refundLineItems"));
        List<Payback> paybacks = orderPaybacks(order, input);
        BigDecimal shipping = shipping(order, input.object("shipping"), "amount");

        restock(input.list("refundLineItems"), lines, changes);
        String note = input.optionalText("note").orElse(null);
        Refund refund = book(order, null, note, lines, shipping, paybacks, BigDecimal.ZERO, changes);
        store.touch(order);
        changes.tell("orders/updated", OrderPayloads.order(order));
        return refund;
    }

    private List<RefundLineItem> orderLines(Order order, List<Input> wanted) {
        List<RefundLineItem> lines = new ArrayList<>();
        Map<LineItem, Integer> together = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String index = String.valueOf(i);
            LineItem item = order.line(Gid.number("LineItem", wanted.get(i).text("lineItemId")))
                    .orElseThrow(() -> Refused.at(
                            List.of("refundLineItems", index, "lineItemId"), "Line item does not exist", null));
            int quantity = wanted.get(i).number("quantity");
            if (quantity <= 0 || together.merge(item, quantity, Integer::sum) > item.refundableQuantity()) {
                throw Refused.at(
                        List.of("refundLineItems", index, "quantity"),
                        "Quantity cannot refund more items than were purchased",
                        null);
            }
            String restockType = wanted.get(i).optionalText("restockType").orElse("NO_RESTOCK");
            wanted.get(i).optionalText("locationId").ifPresent(RefundDesk::knownLocation);
            lines.add(new RefundLineItem(store.nextId(), item, quantity, restockType));
        }
        return lines;
    }

    private static Location knownLocation(String gid) {
        return Location.find(gid)
                .orElseThrow(() -> Refused.at(List.of("refundLineItems"), "Location not found.", null));
    }

    private void restock(List<Input> wanted, List<RefundLineItem> lines, Changes changes) {
        for (int i = 0; i < lines.size(); i++) {
            RefundLineItem line = lines.get(i);
            Optional<Location> location =
                    wanted.get(i).optionalText("locationId").map(RefundDesk::knownLocation);
            if (line.restockType().equals("RETURN") && location.isPresent()) {
                reverse.restock(line.lineItem(), location.get(), line.quantity(), changes);
            }
        }
    }

    private static List<Payback> orderPaybacks(Order order, Input refund) {
        List<Payback> paybacks = new ArrayList<>();
        for (Input transaction : refund.list("transactions")) {
            if (!transaction.text("kind").equals("REFUND")) {
                String kind = transaction.text("kind").toLowerCase(Locale.ROOT);
                throw Refused.whole("Kind " + kind + " is not a valid transaction", null);
            }
            OrderTransaction sale = transaction
                    .optionalText("parentId")
                    .flatMap(order::sale)
                    .orElseThrow(() -> Refused.at(
                            List.of("transactions"),
                            "Transactions require a parent_id associated with the order",
                            null));
            paybacks.add(new Payback(sale, transaction.decimal("amount")));
        }
        checkTotal(order, paybacks, BigDecimal.ZERO, refund);
        return paybacks;
    }
}
