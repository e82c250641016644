package io.contraflow.timeline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes and reads the history of returns. Writing takes part in the running transaction. */
@Component
public class Timeline {
    private static final int LONGEST = 1000;
    private final JdbcClient db;

    Timeline(JdbcClient db) {
        this.db = db;
    }

    /**
     * One line of a history.
     *
     * @param kind what sort of thing happened: {@code event}, {@code delivery}, {@code failure}, {@code exception},
     *     {@code note}, {@code drift}
     * @param actor who or which system
     * @param sentence one sentence for people
     * @param detail JSON; null when there is none
     */
    public record Moment(
            Instant at,
            String kind,
            String actor,
            String sentence,
            @Nullable String detail) {}

    /** Key of the thread's list that hears what a transaction does that will be rolled back. */
    public static final Object REHEARSAL = new Object();

    /** Says what would happen, when the running transaction is a rehearsal. */
    public static void rehearse(Supplier<String> sentence) {
        if (TransactionSynchronizationManager.getResource(REHEARSAL) instanceof List<?> heard) {
            @SuppressWarnings("unchecked") // only rehearsals bind it
            List<String> steps = (List<String>) heard;
            steps.add(sentence.get());
        }
    }

    public void add(UUID returnId, Moment moment) {
        rehearse(moment::sentence);
        db.sql("insert into timeline (return_id, at, kind, actor, sentence, detail)"
                        + " values (:returnId, :at, :kind, :actor, :sentence, :detail)")
                .param("returnId", returnId)
                .param("at", moment.at().atOffset(ZoneOffset.UTC))
                .param("kind", moment.kind())
                .param("actor", moment.actor())
                .param(
                        "sentence",
                        moment.sentence().length() > LONGEST
                                ? moment.sentence().substring(0, LONGEST)
                                : moment.sentence())
                .param("detail", moment.detail())
                .update();
    }

    /** The history of a return, oldest first. */
    public List<Moment> of(UUID returnId) {
        return db.sql("select at, kind, actor, sentence, detail from timeline where return_id = :id order by seq")
                .param("id", returnId)
                .query((row, number) -> new Moment(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        row.getString("actor"),
                        row.getString("sentence"),
                        row.getString("detail")))
                .list();
    }
}
