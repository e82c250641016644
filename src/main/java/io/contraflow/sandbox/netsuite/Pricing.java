package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Net, tax and gross of a line at the one rate of 19 %, rounded to the cent line by line as SuiteTax does. */
final class Pricing {

    static final BigDecimal RATE = new BigDecimal("0.19");

    private static final BigDecimal GROSS_FACTOR = BigDecimal.ONE.add(RATE);
    private static final int RATE_DECIMALS = 6;

    private Pricing() {}

    static BigDecimal tax(BigDecimal net) {
        return cents(net.multiply(RATE));
    }

    static void byGross(RecordLine line, BigDecimal gross) {
        line.net = gross.divide(GROSS_FACTOR, 2, RoundingMode.HALF_UP);
        line.tax = cents(gross).subtract(line.net);
        line.rate = perPiece(line);
    }

    static void byNet(RecordLine line, BigDecimal net) {
        line.net = cents(net);
        line.tax = tax(line.net);
        line.rate = perPiece(line);
    }

    static void byRate(RecordLine line, BigDecimal rate) {
        line.rate = rate;
        line.net = cents(rate.multiply(line.quantity));
        line.tax = tax(line.net);
    }

    /** Applies what the written line says about money; the amounts win over the rate, and gross over net. */
    static void write(RecordLine line, ObjectNode written) {
        if (written.hasNonNull("grossAmt")) {
            byGross(line, Wire.decimal(written.get("grossAmt")));
        } else if (written.hasNonNull("amount")) {
            byNet(line, Wire.decimal(written.get("amount")));
        } else if (written.hasNonNull("rate")) {
            byRate(line, Wire.decimal(written.get("rate")));
        } else if (written.hasNonNull("quantity")) {
            byRate(line, line.rate);
        }
    }

    /** Takes the price of the source line over; the same quantity keeps the same cents. */
    static void copy(RecordLine from, RecordLine to) {
        to.rate = from.rate;
        if (to.quantity.compareTo(from.quantity) == 0) {
            to.net = from.net;
            to.tax = from.tax;
        } else {
            byRate(to, from.rate);
        }
    }

    private static BigDecimal perPiece(RecordLine line) {
        return line.quantity.signum() == 0
                ? BigDecimal.ZERO
                : line.net.divide(line.quantity, RATE_DECIMALS, RoundingMode.HALF_UP);
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }
}
