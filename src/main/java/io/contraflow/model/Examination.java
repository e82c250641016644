package io.contraflow.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a closer look at a piece showed.
 *
 * @param authentic whether it is genuine; {@code UNKNOWN} when nobody said so
 * @param fault where its damage comes from; null when nobody said so
 * @param serial the serial number on it; null when nobody read it
 */
public record Examination(
        Authenticity authentic,
        @Nullable Fault fault,
        @Nullable String serial) {

    public Examination {
        authentic = authentic == null ? Authenticity.UNKNOWN : authentic;
    }

    /** Whether it is known not to be genuine. */
    public boolean isFake() {
        return authentic == Authenticity.NO;
    }

    /**
     * Whether the number on it is none of those that the customer showed, so that another piece came back. Upper and lower
     * case, spaces and separators do not count; where one side gave no number, nothing is known.
     */
    public boolean isAnother(List<Evidence> shown) {
        List<String> numbers = shown.stream()
                .filter(one -> one.kind() == Evidence.Kind.SERIAL_NUMBER)
                .map(one -> plain(one.reference()))
                .toList();
        return serial != null && !numbers.isEmpty() && !numbers.contains(plain(serial));
    }

    /** The same, but for what put the piece in question: somebody answered that. */
    public Examination answered() {
        return new Examination(isFake() ? Authenticity.UNKNOWN : authentic, fault, null);
    }

    private static String plain(String number) {
        return number.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
