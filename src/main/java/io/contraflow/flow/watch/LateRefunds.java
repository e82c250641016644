package io.contraflow.flow.watch;

import io.contraflow.exception.Exceptions;
import io.contraflow.flow.RefundClocks;
import io.contraflow.flow.RefundClocks.Running;
import io.contraflow.policy.statute.RefundClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds returns whose money must be back soon, or should be back by now, as the law of the customer's country says. */
@Component
class LateRefunds {
    /** No law reminds earlier than this. */
    private static final Duration EARLIEST = Duration.ofDays(1);

    private static final int MOST = 5_000;

    private static final String SUBJECT = "stuck:refund:";
    private static final String BREACH = ":breach";

    private final RefundClocks clocks;
    private final Exceptions exceptions;

    LateRefunds(RefundClocks clocks, Exceptions exceptions) {
        this.clocks = clocks;
        this.exceptions = exceptions;
    }

    /** Those that were found and still are so, as of the last look. */
    Situation.Refunds known() {
        List<String> subjects = exceptions.openSubjects(SUBJECT);
        long late =
                subjects.stream().filter(subject -> subject.endsWith(BREACH)).count();
        return new Situation.Refunds(subjects.size() - late, late);
    }

    List<Stuck> find(Instant now) {
        return clocks.running(now.minus(EARLIEST), MOST).stream()
                .flatMap(running -> late(running, now).stream())
                .toList();
    }

    private static Optional<Stuck> late(Running running, Instant now) {
        RefundClock clock = running.clock();
        if (clock.warnAt() == null
                || clock.alarmAt() == null
                || clock.breachAt() == null
                || now.isBefore(clock.warnAt())) {
            return Optional.empty();
        }
        String number = running.about().number();
        String ground = " (" + clock.ground() + ", counted from " + clock.start() + ")";
        String step;
        String sentence;
        if (!now.isBefore(clock.breachAt())) {
            step = BREACH;
            sentence = "The money of " + number + " should have been back by " + clock.dueDay() + ground
                    + ". Each further day is a breach of the law.";
        } else if (!now.isBefore(clock.alarmAt())) {
            step = ":alarm";
            sentence = "The money of " + number + " must be back by the end of " + clock.dueDay() + ground + ".";
        } else {
            step = ":warn";
            sentence = "The money of " + number + " must be back by " + clock.dueDay() + ground + ".";
        }
        // A subject for each step, so that people are told again when it becomes worse.
        return Optional.of(
                new Stuck(SUBJECT + running.about().id() + step, running.about().id(), sentence));
    }
}
