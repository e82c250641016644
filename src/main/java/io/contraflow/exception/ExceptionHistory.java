package io.contraflow.exception;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people did about each work item. Writing takes part in the running transaction. */
@Component
public class ExceptionHistory {
    private static final int LONGEST = 1000;
    private final JdbcClient db;
    private final Clock clock;

    ExceptionHistory(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What a person can do about a work item. */
    public enum Action {
        RETRY,
        EDIT,
        RESOLVE,
        ASSIGN
    }

    /**
     * One thing that was done.
     *
     * @param actor the login of who did it
     * @param sentence what was done, without personal data of customers
     */
    public record Step(Instant at, String actor, Action action, String sentence) {}

    /** Remembers it, as of now. */
    public void add(UUID exception, String actor, Action action, String sentence) {
        db.sql("insert into exception_action (exception_id, at, actor, action, sentence)"
                        + " values (:exception, :at, :actor, :action, :sentence)")
                .param("exception", exception)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action.name())
                .param("sentence", sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence)
                .update();
    }

    /** What was done about a work item, oldest first. */
    public List<Step> of(UUID exception) {
        return db.sql("select at, actor, action, sentence from exception_action where exception_id = :id order by seq")
                .param("id", exception)
                .query((row, number) -> new Step(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        Action.valueOf(row.getString("action")),
                        row.getString("sentence")))
                .list();
    }
}
