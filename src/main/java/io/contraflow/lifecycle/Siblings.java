package io.contraflow.lifecycle;

import io.contraflow.model.Money;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the other returns of the same order have taken.
 *
 * @param unitsTaken by order line: pieces that belong to another return, counted from 0
 * @param refunded money that they gave back or are about to give back, without what they added as a bonus
 * @param bonuses what they added to store credit
 * @param exchanged what of the order's money pays for goods in exchange and for gift cards
 * @param shippingRefunded whether one of them gives outbound shipping back
 * @param unitsRefunded by order line: pieces whose price they give back
 * @param tenders by payment of the order: what they give back to it
 */
public record Siblings(
        Map<String, Set<Integer>> unitsTaken,
        Money refunded,
        Money bonuses,
        Money exchanged,
        boolean shippingRefunded,
        Map<String, Set<Integer>> unitsRefunded,
        Map<String, Money> tenders) {

    public Siblings {
        unitsTaken = Map.copyOf(unitsTaken);
        unitsRefunded = Map.copyOf(unitsRefunded);
        tenders = Map.copyOf(tenders);
    }

    /** There is no other return of that order. */
    public static Siblings none(String currency) {
        Money zero = Money.zero(currency);
        return new Siblings(Map.of(), zero, zero, zero, false, Map.of(), Map.of());
    }

    /**
     * Adds up what others have taken. A return that was declined, cancelled or has expired holds no pieces any more; one
     * whose refund is settled holds only the pieces it pays for.
     *
     * @param others all other returns of the order, whatever their status
     */
    public static Siblings of(String currency, Collection<Return> others) {
        Map<String, Set<Integer>> taken = new HashMap<>();
        Map<String, Set<Integer>> paid = new HashMap<>();
        Money refunded = Money.zero(currency);
        Money bonuses = Money.zero(currency);
        Money exchanged = Money.zero(currency);
        Map<String, Money> tenders = new HashMap<>();
        boolean shipping = false;
        for (Return other : others) {
            Money gross = refundOf(other, currency);
            Money bonus = bonusOf(other, currency).min(gross);
            refunded = refunded.plus(gross.minus(bonus));
            bonuses = bonuses.plus(bonus);
            if (other.status().isSideExit()) {
                continue;
            }
            Settlement settlement = other.settlement();
            if (settlement != null) {
                exchanged = exchanged.plus(settlement.exchanged()).plus(settlement.giftCard());
                settlement.tenders().forEach(tender -> tenders.merge(tender.paymentId(), tender.amount(), Money::plus));
            }
            shipping |= settlement != null && settlement.shipping().isPositive();
            for (ReturnLine line : other.lines()) {
                List<Integer> settled = settlement == null ? List.of() : Settlements.unitsOf(line, settlement);
                add(paid, line, settled);
                add(taken, line, settlement == null ? line.units() : settled);
            }
        }
        return new Siblings(taken, refunded, bonuses, exchanged, shipping, paid, tenders);
    }

    private static void add(Map<String, Set<Integer>> units, ReturnLine line, List<Integer> more) {
        units.computeIfAbsent(line.orderLineId(), any -> new HashSet<>()).addAll(more);
    }

    private static Money bonusOf(Return other, String currency) {
        Settlement settlement = other.settlement();
        return settlement == null ? Money.zero(currency) : settlement.bonus();
    }

    /** A refund that is settled but not paid yet counts, unless the return has ended and will never pay it. */
    private static Money refundOf(Return other, String currency) {
        Money paid = other.money().shopRefund();
        Money moved = paid == null ? Money.zero(currency) : paid;
        Settlement settlement = other.settlement();
        return settlement == null || other.status().isSideExit() ? moved : moved.max(settlement.refund());
    }
}
