package io.contraflow.model;

import java.util.List;

/**
 * What goes back, to the cent. {@code refund = goods + shipping - restockingFee - labelFee - deductions + bonus -
 * exchanged - giftCard}; without the bonus it is never below zero and never above what was paid and not yet refunded.
 *
 * @param goods price of the pieces, tax included
 * @param shipping outbound shipping given back
 * @param restockingFee kept for the effort
 * @param labelFee kept for the label
 * @param refund what the customer gets, as money and as store credit
 * @param tenders how the money is split over the payments of the order; adds up to {@code refund - storeCredit}, unless
 *     less of them is known than was paid
 * @param storeCredit the part of {@code refund} that becomes store credit, bonus included
 * @param bonus what the customer gets on top for taking store credit
 * @param exchanged the part of what comes back that pays for goods in exchange
 * @param deductions what the state of pieces costs the customer
 * @param giftCard the part of what comes back for which the customer gets a gift card
 * @param owed what the customer still pays for goods in exchange that cost more
 */
public record Settlement(
        Money goods,
        Money shipping,
        Money restockingFee,
        Money labelFee,
        Money refund,
        List<Line> lines,
        List<Tender> tenders,
        Money storeCredit,
        Money bonus,
        Money exchanged,
        Money owed,
        List<Deducted> deductions,
        Money giftCard) {

    public Settlement {
        lines = List.copyOf(lines);
        // Settlements stored before there were tenders name none.
        tenders = tenders == null ? List.of() : List.copyOf(tenders);
        // Those stored before there was store credit paid all of it as money.
        storeCredit = storeCredit == null ? Money.zero(refund.currency()) : storeCredit;
        bonus = bonus == null ? Money.zero(refund.currency()) : bonus;
        // Those stored before there were exchanges gave out nothing.
        exchanged = exchanged == null ? Money.zero(refund.currency()) : exchanged;
        owed = owed == null ? Money.zero(refund.currency()) : owed;
        // And those before there were deductions kept nothing for wear.
        deductions = deductions == null ? List.of() : List.copyOf(deductions);
        // Nor were there gift cards.
        giftCard = giftCard == null ? Money.zero(refund.currency()) : giftCard;
    }

    /** What is kept for the state of pieces. */
    public Money deducted() {
        return deductions.stream().map(Deducted::amount).reduce(Money.zero(refund.currency()), Money::plus);
    }

    /** What the ERP credits for the goods: all that goes back, in whatever form. */
    public Money credit() {
        return refund.plus(exchanged).plus(giftCard);
    }

    /** Whether goods go out in exchange. */
    public boolean exchanges() {
        return lines.stream().anyMatch(line -> line.resolution().sendsGoods());
    }

    /**
     * What is kept for the state of the pieces of a line.
     *
     * @param quantity pieces of that grade
     * @param amount more than zero
     * @param rule id of the policy's rule
     * @param words why, in the customer's language
     */
    public record Deducted(String lineId, String grade, int quantity, Money amount, String rule, String words) {}

    /**
     * What goes back to one payment of the order.
     *
     * @param paymentId the payment
     * @param amount more than zero and at most what was captured
     */
    public record Tender(String paymentId, Money amount) {}

    /**
     * What goes back for one line.
     *
     * @param lineId the return line
     * @param quantity pieces refunded
     * @param goods their price, tax included
     * @param tax tax contained in {@code goods}
     * @param fee restocking fee of this line
     * @param resolution in which form the customer gets it
     */
    public record Line(String lineId, int quantity, Money goods, Money tax, Money fee, Resolution resolution) {
        /** The same with another resolution. */
        public Line as(Resolution other) {
            return new Line(lineId, quantity, goods, tax, fee, other);
        }

        public Line {
            // Lines settled before there was a choice were paid as money.
            resolution = resolution == null ? Resolution.REFUND : resolution;
        }
    }
}
