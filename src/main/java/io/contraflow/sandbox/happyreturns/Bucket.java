package io.contraflow.sandbox.happyreturns;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The leaky bucket in front of the API. The vendor's is 0.5 calls a second; this one starts wide enough for storms. */
final class Bucket {
    private static final double USUAL_PER_SECOND = 1000;
    private static final int USUAL_SIZE = 4000;

    private double perSecond = USUAL_PER_SECOND;
    private int size = USUAL_SIZE;
    private double level;
    private Instant measured = Instant.EPOCH;

    /** Takes the call if there is room for it. */
    synchronized boolean take(Instant now) {
        level = Math.max(0, level - Duration.between(measured, now).toNanos() / 1e9 * perSecond);
        measured = now;
        if (level + 1 > size) {
            return false;
        }
        level += 1;
        return true;
    }

    synchronized void limit(double newPerSecond, int newSize) {
        perSecond = newPerSecond;
        size = Math.max(1, newSize);
        level = 0;
    }

    synchronized void reset() {
        limit(USUAL_PER_SECOND, USUAL_SIZE);
    }

    /** The only place where the vendor says how long to wait. */
    synchronized String complaint() {
        return String.format(
                Locale.ROOT, "too many requests: limit %f requests/sec, leaky bucket size %d", perSecond, size);
    }

    synchronized double perSecond() {
        return perSecond;
    }

    synchronized int size() {
        return size;
    }
}
