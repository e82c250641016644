package io.contraflow.policy.statute;

/**
 * Goods that one cannot withdraw from.
 *
 * @param kind which of the exceptions that the law knows; there are no others
 * @param tag how the merchant marks such an item
 * @param ground where the law says so
 */
public record ItemException(Kind kind, String tag, String ground) {

    /**
     * The closed list of Art. 16 of Directive 2011/83/EU, § 312g (2) BGB and regulation 28 of SI 2013/3134. A reduced
     * price, a missing box, an opened box, a discount code and a gift are not on it.
     */
    public enum Kind {
        MADE_TO_ORDER,
        PERISHABLE,
        /** Sealed for health or hygiene; the right ends only when the seal is broken. */
        SEALED_HYGIENE,
        INSEPARABLY_MIXED,
        LATE_ALCOHOL,
        /** Sealed recordings and software; the right ends only when the seal is broken. */
        SEALED_MEDIA,
        NEWSPAPER,
        MARKET_PRICE,
        URGENT_REPAIR,
        DATED_LEISURE,
        PUBLIC_AUCTION,
        BETTING,
        NOTARISED,
        /** Content or a service that the customer wanted at once, with consent, acknowledgement and confirmation kept. */
        DIGITAL_BEGUN;

        /** Whether the right stands for as long as the seal does. */
        public boolean onlyWhenUnsealed() {
            return this == SEALED_HYGIENE || this == SEALED_MEDIA;
        }
    }

    /**
     * Whether the right is gone.
     *
     * @param unsealed whether the customer says that the item was opened; an item that nobody asked about was not
     */
    public boolean takesAway(boolean unsealed) {
        return !kind.onlyWhenUnsealed() || unsealed;
    }
}
