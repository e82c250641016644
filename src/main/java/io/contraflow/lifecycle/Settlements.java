package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Disposition;
import io.contraflow.model.ExchangeItem;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Piece;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Works out what goes back, to the cent. */
final class Settlements {

    private Settlements() {}

    /**
     * The settlement of a return whose refund is due.
     *
     * @param lines with all that is known of their pieces
     * @param terms what the policy said about money
     * @param said what shop and workshop said about the wishes
     */
    static Settlement settle(Order order, List<ReturnLine> lines, Decision.Terms terms, Said said, Siblings siblings) {
        Map<String, Integer> counts = waitsForGoods(terms.moment())
                ? refundable(lines, terms.moment(), line -> Choices.of(line, terms, said) == Resolution.KEEP_ITEM)
                : withUnits(lines);
        Money none = Money.zero(order.currency());
        Money goods = none;
        Money fees = none;
        Money credited = none;
        Money promised = none;
        Money gifted = none;
        Money costs = none;
        Money chosen = none;
        List<Settlement.Deducted> deductions = new ArrayList<>();
        List<Settlement.Line> settled = new ArrayList<>();
        for (ReturnLine line : lines) {
            int count = counts.getOrDefault(line.id(), 0);
            // What is mended for the customer is not paid for.
            if (count > 0 && Choices.of(line, terms, said) != Resolution.REPAIR) {
                Settlement.Line priced = price(order, line, count, terms, said);
                List<Settlement.Deducted> worn = Deductions.of(order, line, priced, terms);
                Money worth = worn.stream().map(Settlement.Deducted::amount).reduce(priced.goods(), Money::minus);
                deductions.addAll(worn);
                settled.add(priced);
                goods = goods.plus(priced.goods());
                fees = fees.plus(priced.fee());
                if (priced.resolution() == Resolution.STORE_CREDIT) {
                    Money value = worth.minus(priced.fee()).max(none);
                    credited = credited.plus(value);
                    promised = promised.plus(value.share(Choices.bonusBasisPoints(line, terms)));
                }
                if (priced.resolution() == Resolution.GIFT_CARD) {
                    gifted = gifted.plus(worth.minus(priced.fee()).max(none));
                }
                Money cost = cost(line, priced, said);
                costs = costs.plus(cost);
                chosen = priced.resolution() == Resolution.EXCHANGE ? chosen.plus(cost) : chosen;
            }
        }
        Money shipping = shippingGoesBack(order, lines, settled, terms, siblings) ? order.shipping() : none;
        Money deducted = deductions.stream().map(Settlement.Deducted::amount).reduce(none, Money::plus);
        Money beforeLabel = goods.plus(shipping).minus(fees).minus(deducted).max(none);
        Money labelFee = terms.labelFee().min(beforeLabel).max(none);
        Money value = beforeLabel.minus(labelFee).min(left(order, siblings)).max(none);
        // Outbound shipping goes back as money, and the label is paid from the money first.
        Money credit = credited.min(value);
        // Who gets less credit than the goods were worth, because little of the order's money is left, gets no bonus.
        Money bonus = credit.equals(credited) ? promised : none;
        Money giftCard = gifted.min(value.minus(credit));
        // Goods in exchange are paid from what is left; what they cost less goes back, what they cost more is owed.
        Money exchanged = costs.min(value.minus(credit).minus(giftCard));
        Money refund = value.minus(exchanged).minus(giftCard);
        return new Settlement(
                goods,
                shipping,
                fees,
                labelFee,
                refund.plus(bonus),
                settled,
                Tenders.split(order, refund.minus(credit), siblings),
                credit.plus(bonus),
                bonus,
                exchanged,
                // A replacement is free, also when a fee or an earlier refund leaves less than it is worth.
                costs.minus(exchanged).min(chosen),
                deductions,
                giftCard);
    }

    /** What the goods that go out for a line cost the customer. A replacement costs what the first piece was worth. */
    static Money cost(ReturnLine line, Settlement.Line priced, Said said) {
        return switch (priced.resolution()) {
            case REPLACEMENT -> priced.goods().minus(priced.fee());
            case EXCHANGE ->
                said.exchange(line)
                        .map(ExchangeItem::price)
                        .map(price -> new Money(
                                Math.multiplyExact(price.minor(), (long) priced.quantity()), price.currency()))
                        .orElse(Money.zero(priced.goods().currency()));
            default -> Money.zero(priced.goods().currency());
        };
    }

    /** What of the order's money neither Contraflow nor anybody else gave back; may be negative. */
    private static Money left(Order order, Siblings siblings) {
        return order.paid().minus(order.refunded()).minus(siblings.refunded()).minus(siblings.exchanged());
    }

    /** Whether the refund is less than the pieces would bring, because the order has no more money to give back. */
    static boolean isCapped(Settlement settlement) {
        Money earned = settlement
                .goods()
                .plus(settlement.shipping())
                .minus(settlement.restockingFee())
                .minus(settlement.labelFee())
                .minus(settlement.deducted())
                .plus(settlement.bonus());
        return settlement.credit().compareTo(earned) < 0;
    }

    /** The pieces of the order that the settlement pays for on this line. */
    static List<Integer> unitsOf(ReturnLine line, Settlement settlement) {
        return line.units()
                .subList(
                        0, Math.min(settledCount(line, settlement), line.units().size()));
    }

    /** What the settlement gives for a line; {@code NONE} when it pays for no piece of it. */
    static Resolution resolutionOf(ReturnLine line, Settlement settlement) {
        return settlement.lines().stream()
                .filter(settled -> settled.lineId().equals(line.id()))
                .map(Settlement.Line::resolution)
                .findFirst()
                .orElse(Resolution.NONE);
    }

    static int settledCount(ReturnLine line, Settlement settlement) {
        return settlement.lines().stream()
                .filter(settled -> settled.lineId().equals(line.id()))
                .mapToInt(Settlement.Line::quantity)
                .sum();
    }

    /**
     * How many pieces of each line can be paid for, by line id: those the order has, less those that are left out.
     *
     * <p>When several lines send back the same order line, nobody can say which of them such a piece belongs to; it is
     * taken from the last one, so that the order in which pieces are reported changes no amount.
     *
     * @param isKept which lines the customer keeps, so that nothing can be missing there
     */
    static Map<String, Integer> refundable(List<ReturnLine> lines, RefundMoment moment, Predicate<ReturnLine> isKept) {
        Map<String, Integer> missing = new HashMap<>();
        lines.stream()
                .filter(isKept.negate())
                .forEach(line -> missing.merge(line.orderLineId(), leftOut(line, moment), Integer::sum));
        Map<String, Integer> counts = new HashMap<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            ReturnLine line = lines.get(i);
            if (isKept.test(line)) {
                counts.put(line.id(), line.units().size());
                continue;
            }
            int taken = Math.min(missing.getOrDefault(line.orderLineId(), 0), line.quantity());
            missing.merge(line.orderLineId(), -taken, Integer::sum);
            counts.put(line.id(), Math.min(line.units().size(), line.quantity() - taken));
        }
        return counts;
    }

    private static int leftOut(ReturnLine line, RefundMoment moment) {
        return (int)
                line.pieces().stream().filter(piece -> isLeftOut(piece, moment)).count();
    }

    /**
     * Whether a refund of that moment does not pay for the piece. What is not ours is known by inspection alone; a refund
     * that does not wait for it pays, so that the order of the reports changes no amount.
     */
    static boolean isLeftOut(Piece piece, RefundMoment moment) {
        return switch (moment) {
            case APPROVAL, FIRST_SCAN -> false;
            case RECEIPT -> piece.disposition() == Disposition.NOT_RECEIVED;
            case INSPECTION ->
                piece.disposition() == Disposition.NOT_RECEIVED || piece.disposition() == Disposition.SEND_BACK;
        };
    }

    private static Map<String, Integer> withUnits(List<ReturnLine> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> counts.put(line.id(), line.units().size()));
        return counts;
    }

    private static boolean waitsForGoods(RefundMoment moment) {
        return switch (moment) {
            case APPROVAL, FIRST_SCAN -> false;
            case RECEIPT, INSPECTION -> true;
        };
    }

    /** What a line with so many pieces is worth. */
    static Settlement.Line price(Order order, ReturnLine line, int count, Decision.Terms terms, Said said) {
        OrderLine bought = order.line(line.orderLineId()).orElseThrow();
        Money goods = Money.zero(order.currency());
        Money tax = goods;
        for (int unit : line.units().subList(0, count)) {
            goods = goods.plus(share(bought.paid(), bought.quantity(), unit));
            tax = tax.plus(share(bought.tax(), bought.quantity(), unit));
        }
        return new Settlement.Line(
                line.id(), count, goods, tax, fee(line, count, goods, terms), Choices.of(line, terms, said));
    }

    /** The part of one piece in the total of all, cut so that the parts of all pieces add up to exactly the total. */
    static Money share(Money total, int quantity, int unit) {
        return new Money(upTo(total, quantity, unit + 1) - upTo(total, quantity, unit), total.currency());
    }

    private static long upTo(Money total, int quantity, int units) {
        return Math.floorDiv(Math.multiplyExact(total.minor(), (long) units), (long) quantity);
    }

    private static Money fee(ReturnLine line, int count, Money goods, Decision.Terms terms) {
        Money sum = Money.zero(goods.currency());
        for (Decision.Fee fee : terms.fees()) {
            if (fee.lineId().equals(line.id())) {
                Money charged = fee.basisPoints() > 0
                        ? goods.share(fee.basisPoints())
                        : new Money(Math.multiplyExact(fee.fixed().minor(), (long) count), goods.currency());
                Money cap = fee.cap();
                sum = sum.plus(cap == null ? charged : charged.min(cap));
            }
        }
        return sum.min(goods);
    }

    private static boolean shippingGoesBack(
            Order order,
            List<ReturnLine> lines,
            List<Settlement.Line> settled,
            Decision.Terms terms,
            Siblings siblings) {
        if (!terms.shippingOnFullReturn() || siblings.shippingRefunded()) {
            return false;
        }
        Map<String, Integer> counts = new HashMap<>();
        settled.forEach(line -> counts.put(line.lineId(), line.quantity()));
        return order.lines().stream().allMatch(bought -> {
            Set<Integer> back = new HashSet<>(siblings.unitsRefunded().getOrDefault(bought.id(), Set.of()));
            lines.stream()
                    .filter(line -> line.orderLineId().equals(bought.id()))
                    .flatMap(line -> line.units().subList(0, counts.getOrDefault(line.id(), 0)).stream())
                    .forEach(back::add);
            return back.size() == bought.quantity();
        });
    }
}
