package io.contraflow.flow;

import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Journal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends work items together with what they are about. */
@Component
public class WorkList {
    private final Exceptions exceptions;
    private final Journal journal;
    private final TransactionTemplate transaction;

    WorkList(Exceptions exceptions, Journal journal, TransactionTemplate transaction) {
        this.exceptions = exceptions;
        this.journal = journal;
        this.transaction = transaction;
    }

    /**
     * Ends a work item; what it is about is not done any more.
     *
     * @param subject what it is about; null when nothing
     * @return whether it was open
     */
    public boolean resolve(UUID id, @Nullable String subject, String why) {
        return Boolean.TRUE.equals(transaction.execute(tx -> {
            boolean open = exceptions.resolve(id, why);
            if (open && subject != null) {
                journal.skip(subject, why);
            }
            return open;
        }));
    }
}
