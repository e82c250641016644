package io.contraflow.model;

import org.jspecify.annotations.Nullable;

/**
 * What a closer look at a damaged or defective piece showed.
 *
 * @param authentic whether it is genuine; {@code UNKNOWN} when nobody said so
 * @param fault where its damage comes from; null when nobody said so
 */
public record Examination(Authenticity authentic, @Nullable Fault fault) {

    public Examination {
        authentic = authentic == null ? Authenticity.UNKNOWN : authentic;
    }

    /** Whether it is known not to be genuine. */
    public boolean isFake() {
        return authentic == Authenticity.NO;
    }
}
