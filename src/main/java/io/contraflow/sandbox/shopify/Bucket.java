package io.contraflow.sandbox.shopify;

import java.util.Map;

/** The points that an app may spend on queries; they come back with time. */
final class Bucket {
    private double maximum;
    private double restorePerSecond;
    private double available;
    private long countedAt = System.nanoTime();

    Bucket(double maximum, double restorePerSecond) {
        this.maximum = maximum;
        this.restorePerSecond = restorePerSecond;
        this.available = maximum;
    }

    synchronized void limit(double newMaximum, double newRestorePerSecond) {
        maximum = newMaximum;
        restorePerSecond = newRestorePerSecond;
        available = newMaximum;
    }

    /** Takes the points, or nothing when there are not enough. */
    synchronized boolean take(int points) {
        refill();
        if (points > available) {
            return false;
        }
        available -= points;
        return true;
    }

    synchronized void giveBack(int points) {
        available = Math.min(maximum, available + points);
    }

    synchronized Map<String, Object> status() {
        refill();
        return Map.of(
                "maximumAvailable", (long) maximum,
                "currentlyAvailable", (long) available,
                "restoreRate", (long) restorePerSecond);
    }

    private void refill() {
        long now = System.nanoTime();
        available = Math.min(maximum, available + (now - countedAt) / 1e9 * restorePerSecond);
        countedAt = now;
    }
}
