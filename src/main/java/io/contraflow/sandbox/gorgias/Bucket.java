package io.contraflow.sandbox.gorgias;

import java.time.Duration;
import java.time.Instant;

/** A leaky bucket: each call is a drop, and so many drops leak out in so many seconds. */
final class Bucket {
    private int calls = 4000;
    private int seconds = 20;
    private double level;
    private Instant measured = Instant.EPOCH;

    /** Takes the call if there is room for it. */
    synchronized boolean take(Instant now) {
        double leaked = Duration.between(measured, now).toNanos() / 1e9 * calls / seconds;
        level = Math.max(0, level - leaked);
        measured = now;
        if (level + 1 > calls) {
            return false;
        }
        level += 1;
        return true;
    }

    /** How full it is, such as "10/40". */
    synchronized String gauge() {
        return (int) Math.ceil(level) + "/" + calls;
    }

    synchronized long retryAfterSeconds() {
        return Math.max(1, (long) Math.ceil((level + 1 - calls) * seconds / calls));
    }

    synchronized void limit(int newCalls, int newSeconds) {
        calls = Math.max(1, newCalls);
        seconds = Math.max(1, newSeconds);
        level = 0;
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int seconds() {
        return seconds;
    }
}
