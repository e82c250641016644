package io.contraflow.model;

import java.util.Comparator;

/**
 * What a customer shows for a return.
 *
 * @param reference where a photo or receipt is kept, such as its name; the number itself of a serial number
 */
public record Evidence(Kind kind, String reference) implements Comparable<Evidence> {
    private static final Comparator<Evidence> ORDER =
            Comparator.comparing(Evidence::kind).thenComparing(Evidence::reference);

    @Override
    public int compareTo(Evidence other) {
        return ORDER.compare(this, other);
    }

    /** What kinds there are. */
    public enum Kind {
        /** A picture of the goods, or of a damaged parcel. */
        PHOTO,
        /** Proof that it was bought. */
        RECEIPT,
        /** The number on the piece. */
        SERIAL_NUMBER
    }
}
