package io.contraflow.journal;

import io.contraflow.journal.DeliveryFailed.Kind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connector may be called now. After a row of failures, or when it refuses our login, only one entry at a time
 * is tried, until one goes through.
 */
final class Gate {
    private static final int FAILURES_IN_A_ROW = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Duration longestWait;
    private State state = State.OPEN;
    private boolean paused;
    private int failures;
    private Duration wait = FIRST_WAIT;
    private Instant notBefore = Instant.EPOCH;
    private boolean probing;
    private Instant troubleAt = Instant.EPOCH;
    /** What other nodes say of the connector; null when they say nothing, or this node knows better. */
    private @Nullable Trouble there;
    /** What others said until then is overcome. */
    private Instant overcome = Instant.EPOCH;

    /** What is true of a connector. */
    enum State {
        OPEN,
        /** It fails again and again. */
        FAILING,
        /** It refuses our login. */
        MISCONFIGURED
    }

    /** How a connector stands; {@code notBefore} is when it is tried next. */
    record View(State state, boolean paused, Instant notBefore) {}

    /** What a node tells the others of its connector; {@code at} is when it last had trouble. */
    record Trouble(State state, Instant notBefore, Instant at) {
        /** The worse of both in everything. */
        Trouble and(Trouble other) {
            return new Trouble(
                    state.compareTo(other.state) < 0 ? other.state : state,
                    later(notBefore, other.notBefore),
                    later(at, other.at));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isBefore(other) ? other : one;
        }
    }

    /** @param longestWait longest time between two probes */
    Gate(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /** How many of {@code wanted} entries may be taken now. */
    synchronized int admits(int wanted, Instant now) {
        if (paused || next().isAfter(now)) {
            return 0;
        }
        if (worst() == State.OPEN) {
            return wanted;
        }
        return probing ? 0 : Math.min(wanted, 1);
    }

    /** Whether an entry that was taken may still be worked on; marks it as the probe where only one may. */
    synchronized boolean lets(Instant now) {
        if (admits(1, now) == 0) {
            return false;
        }
        probing = worst() != State.OPEN;
        return true;
    }

    /** Answers whether the connector was not open before, so that what waits may hurry. */
    synchronized boolean succeeded() {
        boolean reopened = worst() != State.OPEN;
        if (there != null && there.state() != State.OPEN) {
            overcome();
        }
        state = State.OPEN;
        failures = 0;
        wait = FIRST_WAIT;
        probing = false;
        if (reopened) {
            notBefore = Instant.EPOCH;
        }
        return reopened;
    }

    /**
     * Heeds a failure. A refusal is none: the connector answered.
     *
     * @return whether the connector turned out to refuse our login just now
     */
    synchronized boolean failed(Kind kind, @Nullable Instant listensAgain, Instant now) {
        probing = false;
        if (kind != Kind.REJECTED) {
            troubleAt = now;
        }
        if (kind == Kind.THROTTLED) {
            notBefore = listensAgain == null ? now.plus(FIRST_WAIT) : listensAgain;
            return false;
        }
        if (kind == Kind.REJECTED) {
            return false;
        }
        failures++;
        boolean before = state == State.MISCONFIGURED;
        if (kind == Kind.MISCONFIGURED) {
            state = State.MISCONFIGURED;
        } else if (failures >= FAILURES_IN_A_ROW && state == State.OPEN) {
            state = State.FAILING;
        }
        if (state != State.OPEN) {
            notBefore = now.plus(wait);
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(longestWait) > 0 ? longestWait : doubled;
        }
        return state == State.MISCONFIGURED && !before;
    }

    /** A try ended without telling anything about the connector. */
    synchronized void undecided() {
        probing = false;
    }

    /** The connector refused our login before this process began. */
    synchronized void distrust() {
        state = State.MISCONFIGURED;
    }

    /** A person stops or lets go on. */
    synchronized void pause(boolean yes) {
        paused = yes;
    }

    /** Tries again at once. */
    synchronized void probe() {
        notBefore = Instant.EPOCH;
        probing = false;
        overcome();
    }

    synchronized View view() {
        return new View(worst(), paused, next());
    }

    /** What the other nodes should know; null when there is no trouble. */
    synchronized @Nullable Trouble own(Instant now) {
        return state == State.OPEN && !notBefore.isAfter(now) ? null : new Trouble(state, notBefore, troubleAt);
    }

    /** Heeds what other nodes say now; null when they have no trouble. */
    synchronized void heed(@Nullable Trouble others) {
        there = others == null || !others.at().isAfter(overcome) ? null : others;
    }

    private void overcome() {
        if (there != null) {
            overcome = there.at();
            there = null;
        }
    }

    private State worst() {
        return there == null || there.state().compareTo(state) < 0 ? state : there.state();
    }

    private Instant next() {
        return there == null ? notBefore : Trouble.later(notBefore, there.notBefore());
    }
}
