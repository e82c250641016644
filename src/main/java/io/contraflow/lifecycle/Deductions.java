package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Fault;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Piece;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the state of pieces costs the customer. Only a refund that waits for the inspection knows it. Where the law wants
 * the merchant to prove it, a piece without evidence costs nothing.
 */
final class Deductions {

    private Deductions() {}

    /**
     * What is kept of a line, by grade; together with the fee never more than its goods.
     *
     * @param priced what the line is settled with before
     */
    static List<Settlement.Deducted> of(Order order, ReturnLine line, Settlement.Line priced, Decision.Terms terms) {
        if (terms.moment() != RefundMoment.INSPECTION || terms.deductions().isEmpty()) {
            return List.of();
        }
        OrderLine bought = order.line(line.orderLineId()).orElseThrow();
        List<Piece> paid = line.pieces().stream()
                .filter(piece -> !Settlements.isLeftOut(piece, terms.moment()))
                .limit(priced.quantity())
                .toList();
        Map<Decision.Deduction, List<Money>> byRule = new LinkedHashMap<>();
        for (int i = 0; i < paid.size(); i++) {
            Money worth = Settlements.share(
                    bought.paid(), bought.quantity(), line.units().get(i));
            Piece piece = paid.get(i);
            terms.deductions().stream()
                    .filter(rule -> rule.lineId().equals(line.id())
                            && Objects.equals(rule.grade(), piece.grade())
                            && !isOthersFault(piece)
                            && (!rule.needsEvidence() || !piece.evidence().isEmpty()))
                    .findFirst()
                    .ifPresent(rule -> byRule.computeIfAbsent(rule, any -> new ArrayList<>())
                            .add(worth.share(rule.basisPoints())));
        }
        Money left = priced.goods().minus(priced.fee());
        List<Settlement.Deducted> deducted = new ArrayList<>();
        for (Map.Entry<Decision.Deduction, List<Money>> one : byRule.entrySet()) {
            Money amount = one.getValue().stream()
                    .reduce(Money.zero(left.currency()), Money::plus)
                    .min(left);
            if (amount.isPositive()) {
                left = left.minus(amount);
                Decision.Deduction rule = one.getKey();
                deducted.add(new Settlement.Deducted(
                        line.id(), rule.grade(), one.getValue().size(), amount, rule.rule(), rule.words()));
            }
        }
        return deducted;
    }

    /** What left the maker or the carrier broken is not the customer's to pay, whatever its grade. */
    private static boolean isOthersFault(Piece piece) {
        Fault fault = piece.fault();
        return fault != null && fault.isOthers();
    }
}
