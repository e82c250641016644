package io.contraflow.lifecycle;

import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.Order.Payment;
import io.contraflow.model.Settlement.Tender;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a refund over the payments of an order. The one rule: what was paid with a gift card goes back to it first, then
 * what was paid with store credit, then all other payments as they came; each at most what it brought and did not give
 * back. So the customer never turns a gift card into money, and gets back all that they paid with money.
 */
final class Tenders {

    private Tenders() {}

    /**
     * The shares of a refund, without those that are zero.
     *
     * @param refund at most what is left of the money paid
     */
    static List<Tender> split(Order order, Money refund, Siblings siblings) {
        List<Payment> payments = order.payments().stream()
                .sorted(Comparator.comparing(Payment::means))
                .toList();
        Map<String, Money> left = new LinkedHashMap<>();
        payments.forEach(payment -> left.put(payment.id(), payment.amount().minus(taken(payment, siblings))));
        // Nobody says which payment a refund outside of returns went to; it is taken to have followed the same rule.
        take(left, order.refunded().plus(unassigned(siblings, order.currency())));
        return take(left, refund);
    }

    private static Money taken(Payment payment, Siblings siblings) {
        Money zero = Money.zero(payment.amount().currency());
        return siblings.tenders().getOrDefault(payment.id(), zero);
    }

    /** What other returns gave back beyond their settlements. */
    private static Money unassigned(Siblings siblings, String currency) {
        Money assigned = siblings.tenders().values().stream().reduce(Money.zero(currency), Money::plus);
        return siblings.refunded().minus(assigned).max(Money.zero(currency));
    }

    private static List<Tender> take(Map<String, Money> left, Money amount) {
        List<Tender> shares = new ArrayList<>();
        Money open = amount;
        for (Map.Entry<String, Money> payment : left.entrySet()) {
            Money share = payment.getValue().min(open).max(Money.zero(open.currency()));
            if (share.isPositive()) {
                shares.add(new Tender(payment.getKey(), share));
                payment.setValue(payment.getValue().minus(share));
                open = open.minus(share);
            }
        }
        return shares;
    }
}
