package io.contraflow.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/**
 * An amount in the minor unit of its currency (cents for EUR).
 *
 * @param minor amount in minor units; may be negative
 * @param currency ISO 4217 code
 */
public record Money(long minor, String currency) implements Comparable<Money> {

    /** Nothing, in the given currency. */
    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /**
     * Reads a decimal amount such as {@code "15.0"}.
     *
     * @throws ArithmeticException if the amount has more digits than the currency
     * @throws IllegalArgumentException if the amount is no number or the currency is unknown
     */
    public static Money of(String amount, String currency) {
        return of(new BigDecimal(amount), currency);
    }

    /** Like {@link #of(String, String)}. */
    public static Money of(BigDecimal amount, String currency) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return new Money(amount.movePointRight(digits).longValueExact(), currency);
    }

    /** The amount with exactly the digits of its currency, such as {@code 12.30}. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    /** A share in 1/100 of a percent, rounded half up. */
    public Money share(int basisPoints) {
        BigInteger tenThousandths = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(basisPoints));
        return new Money(
                tenThousandths
                        .add(BigInteger.valueOf(5_000))
                        .divide(BigInteger.valueOf(10_000))
                        .longValueExact(),
                currency);
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + currency + " with " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount() + " " + currency;
    }
}
