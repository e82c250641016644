package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the shop suggests to pay back for some lines of a return. */
record FinancialOutcome(BigDecimal subtotal, BigDecimal shippingAmount, BigDecimal transfer, Order order) {
    record RefundReturnOutcome(MoneyBag amount, List<Map<String, Object>> suggestedTransactions) {
        public List<Object> suggestedRefundMethods() {
            return List.of();
        }
    }

    record InvoiceReturnOutcome(MoneyBag amount) {}

    /** Goods less restocking fees and the return's shipping fee, plus outbound shipping when asked for. */
    static FinancialOutcome of(Return back, Input wanted) {
        BigDecimal goods = BigDecimal.ZERO;
        BigDecimal fees = back.shippingFee();
        for (Input asked : wanted.list("returnLineItems")) {
            ReturnLineItem line = back.line(Gid.number("ReturnLineItem", asked.text("id")))
                    .orElseThrow(() -> new RequestFailed("INVALID", "Return line item was not found."));
            goods = goods.add(line.price(asked.number("quantity")));
            fees = fees.add(line.fee(asked.number("quantity")));
        }
        for (Input asked : wanted.list("exchangeLineItems")) {
            for (ExchangeLineItem item : back.exchangeLineItems()) {
                if (item.id().equals(asked.text("id"))) {
                    goods = goods.subtract(item.price(asked.number("quantity")));
                }
            }
        }
        BigDecimal shipping = wanted.object("refundShipping")
                .map(asked -> shipping(back.order(), asked))
                .orElse(BigDecimal.ZERO);
        return new FinancialOutcome(goods, shipping, goods.subtract(fees).add(shipping), back.order());
    }

    private static BigDecimal shipping(Order order, Input asked) {
        return asked.isTrue("fullRefund")
                ? order.refundableShipping()
                : asked.object("shippingRefundAmount")
                        .map(money -> money.decimal("amount"))
                        .orElse(BigDecimal.ZERO);
    }

    public MoneyBag discountedSubtotal() {
        return MoneyBag.of(subtotal);
    }

    public MoneyBag totalTax() {
        return MoneyBag.of(MoneyBag.taxIn(subtotal));
    }

    public MoneyBag totalDuties() {
        return MoneyBag.of(BigDecimal.ZERO);
    }

    public MoneyBag maximumRefundable() {
        return MoneyBag.of(order.netPayment());
    }

    public Map<String, Object> shipping() {
        return Map.of(
                "amountSet", MoneyBag.of(shippingAmount),
                "maximumRefundableSet", MoneyBag.of(order.refundableShipping()));
    }

    public @Nullable Object financialTransfer() {
        if (transfer.signum() < 0) {
            return new InvoiceReturnOutcome(MoneyBag.of(transfer.negate()));
        }
        BigDecimal payable = transfer.min(order.netPayment()).max(BigDecimal.ZERO);
        return payable.signum() == 0 ? null : new RefundReturnOutcome(MoneyBag.of(payable), transactions(payable));
    }

    private List<Map<String, Object>> transactions(BigDecimal payable) {
        return order.transactions().stream()
                .filter(transaction -> transaction.kind().equals("SALE"))
                .limit(1)
                .map(sale -> Map.<String, Object>of(
                        "kind", "SUGGESTED_REFUND",
                        "gateway", sale.gateway(),
                        "amountSet", MoneyBag.of(payable),
                        "maximumRefundableSet", MoneyBag.of(sale.refundable()),
                        "parentTransaction", sale))
                .toList();
    }
}
