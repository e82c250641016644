package io.contraflow.audit;

import java.util.List;

/**
 * What a look at the whole chain has shown.
 *
 * @param entries how many sealed entries there are
 * @param seq place of the last one, to be noted elsewhere
 * @param hash hash of the last one, to be noted elsewhere
 * @param findings where it was touched, at most a hundred; empty when it is intact
 */
public record Verdict(long entries, long seq, String hash, List<Finding> findings) {
    /** One place that was touched. */
    public record Finding(long seq, String sentence) {}

    public boolean intact() {
        return findings.isEmpty();
    }
}
