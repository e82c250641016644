package io.contraflow.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionHistory;
import io.contraflow.exception.ExceptionHistory.Action;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.DeadLetters;
import io.contraflow.journal.Journal;
import io.contraflow.timeline.Timeline;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do about work items. What is done and who did it are recorded in one transaction: with the work item, and
 * in the timeline of its return.
 */
@Component
public class WorkList {
    private final Exceptions exceptions;
    private final ExceptionHistory history;
    private final Journal journal;
    private final DeadLetters letters;
    private final Timeline timeline;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WorkList(
            Exceptions exceptions,
            ExceptionHistory history,
            Journal journal,
            DeadLetters letters,
            Timeline timeline,
            TransactionTemplate transaction,
            Clock clock) {
        this.exceptions = exceptions;
        this.history = history;
        this.journal = journal;
        this.letters = letters;
        this.timeline = timeline;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Tries again what a work item is about; answers whether there was something to try. */
    public boolean retry(ExceptionCase one, String actor) {
        String subject = one.subject();
        return subject != null && recorded(one, actor, Action.RETRY, "Tried again", () -> journal.retry(subject));
    }

    /**
     * Corrects the event that a work item is about, and tries it again; answers whether there was such an event.
     *
     * @param values new values by JSON pointer; the record names the places only, since a value may be about a person
     * @throws DeadLetters.CannotEdit if it is about a delivery, or a pointer leads nowhere
     */
    public boolean edit(ExceptionCase one, Map<String, JsonNode> values, String actor) {
        String subject = one.subject();
        return subject != null
                && recorded(
                        one,
                        actor,
                        Action.EDIT,
                        "Corrected at " + String.join(", ", values.keySet()) + " and tried again",
                        () -> letters.edit(subject, values));
    }

    /** Ends a work item; what it is about is not done any more. Answers whether it was open. */
    public boolean resolve(ExceptionCase one, String reason, String actor) {
        String why = reason + " (" + actor + ")";
        return recorded(one, actor, Action.RESOLVE, "Ended without being done: " + reason, () -> {
            boolean open = exceptions.resolve(one.id(), why);
            if (open && one.subject() != null) {
                journal.skip(one.subject(), why);
            }
            return open;
        });
    }

    /** Gives a work item to somebody; answers whether it was open. */
    public boolean assign(ExceptionCase one, String assignee, String actor) {
        return recorded(one, actor, Action.ASSIGN, "Given to " + assignee, () -> exceptions.assign(one.id(), assignee));
    }

    private boolean recorded(ExceptionCase one, String actor, Action action, String what, BooleanSupplier work) {
        return Boolean.TRUE.equals(transaction.execute(tx -> {
            if (!work.getAsBoolean()) {
                return false;
            }
            history.add(one.id(), actor, action, what + ".");
            if (one.returnId() != null) {
                timeline.add(
                        one.returnId(),
                        new Timeline.Moment(clock.instant(), "exception", actor, what + ": " + one.sentence(), null));
            }
            return true;
        }));
    }
}
