package io.contraflow.model;

import java.util.List;

/**
 * What goes back, to the cent. {@code refund = goods + shipping - restockingFee - labelFee}, never below zero and never
 * above what was paid and not yet refunded.
 *
 * @param goods price of the pieces, tax included
 * @param shipping outbound shipping given back
 * @param restockingFee kept for the effort
 * @param labelFee kept for the label
 * @param refund what the customer gets
 */
public record Settlement(
        Money goods, Money shipping, Money restockingFee, Money labelFee, Money refund, List<Line> lines) {

    public Settlement {
        lines = List.copyOf(lines);
    }

    /**
     * What goes back for one line.
     *
     * @param lineId the return line
     * @param quantity pieces refunded
     * @param goods their price, tax included
     * @param tax tax contained in {@code goods}
     * @param fee restocking fee of this line
     */
    public record Line(String lineId, int quantity, Money goods, Money tax, Money fee) {}
}
