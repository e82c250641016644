package io.contraflow.journal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.journal.JournalTable.Stopped;
import io.contraflow.journal.Rehearsal.Outcome;
import io.contraflow.timeline.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What stopped: to be looked at, rehearsed, and, where it is an event, corrected. */
@Component
public class DeadLetters {
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;

    DeadLetters(Journal journal, TransactionTemplate transaction, ObjectMapper json) {
        this.journal = journal;
        this.transaction = transaction;
        this.json = json;
    }

    /** What a correction cannot be. */
    public static final class CannotEdit extends RuntimeException {
        CannotEdit(String message) {
            super(message);
        }
    }

    /** The dead or parked entry of that subject; empty when there is none. */
    public Optional<Letter> letter(String subject) {
        return stopped(subject).map(found -> {
            Entry entry = found.entry();
            JsonNode original = found.original() == null ? null : redacted(found.original());
            return new Letter(
                    subject,
                    entry.connector(),
                    entry.topic(),
                    entry.returnId(),
                    found.state(),
                    entry.attempt() - 1,
                    entry.at(),
                    found.error(),
                    found.waitsFor(),
                    redacted(entry.payload()),
                    original,
                    request(found));
        });
    }

    /**
     * Tries what {@link Journal#retry} would do, up to the point where something would be changed.
     *
     * @param values corrections to try, as {@link #edit} would make them; empty for none
     * @return empty when there is no dead or parked entry of that subject
     * @throws CannotEdit as {@link #edit}
     */
    public Optional<Rehearsal> rehearse(String subject, Map<String, JsonNode> values) {
        if (Journal.isDelivery(subject) && !values.isEmpty()) {
            throw noDelivery();
        }
        return stopped(subject).map(found -> {
            Work work = journal.workOf(found.entry(), subject);
            if (work == null) {
                return failing("no route takes " + found.entry().connector() + "/"
                        + found.entry().topic());
            }
            return Journal.isDelivery(subject)
                    ? delivery(found, work)
                    : event(found.entry().with(corrected(found.entry().payload(), values)), work);
        });
    }

    private Rehearsal delivery(Stopped found, Work work) {
        Attempt attempt = new Attempt(true);
        try {
            work.run(found.entry(), attempt);
            return new Rehearsal(
                    Outcome.NOTHING_TO_DO,
                    "Nothing would be sent: " + found.entry().connector() + " has it already.",
                    List.of(),
                    null,
                    List.of());
        } catch (Attempt.Rehearsed e) {
            JsonNode now = Redaction.redacted(json.valueToTree(attempt.request()));
            JsonNode before = request(found);
            List<Rehearsal.Difference> differences = before == null ? List.of() : Differences.between(before, now);
            return new Rehearsal(
                    Outcome.WOULD_SEND,
                    before == null
                            ? "It would be sent; the last try did not come so far."
                            : differences.isEmpty()
                                    ? "The same as at the last try would be sent."
                                    : "Something else than at the last try would be sent.",
                    List.of(),
                    now,
                    differences);
        } catch (Exception e) {
            return failing(journal.failure(e, attempt).message());
        }
    }

    /** An event changes nothing but our own records, so it takes effect, and the transaction is rolled back. */
    private Rehearsal event(Entry entry, Work work) {
        List<String> steps = new ArrayList<>();
        Attempt attempt = new Attempt(true);
        Rehearsal result = transaction.execute(tx -> {
            TransactionSynchronizationManager.bindResource(Timeline.REHEARSAL, steps);
            try {
                work.run(entry, attempt);
                return new Rehearsal(
                        steps.isEmpty() ? Outcome.NOTHING_TO_DO : Outcome.WOULD_APPLY,
                        steps.isEmpty() ? "It would change nothing." : "It would take effect.",
                        List.copyOf(steps),
                        null,
                        List.of());
            } catch (Exception e) {
                return failing(journal.failure(e, attempt).message());
            } finally {
                TransactionSynchronizationManager.unbindResource(Timeline.REHEARSAL);
                tx.setRollbackOnly();
            }
        });
        if (result == null) {
            throw new IllegalStateException("a transaction without a result");
        }
        return result;
    }

    private static Rehearsal failing(String why) {
        return new Rehearsal(Outcome.WOULD_FAIL, "It would fail again: " + why, List.of(), null, List.of());
    }

    /**
     * Corrects an event and lets it run again. What it said before is kept.
     *
     * @param values the new values, by JSON pointer
     * @return whether there was a dead or parked event of that subject
     * @throws CannotEdit if it is a delivery, or a pointer leads nowhere
     */
    public boolean edit(String subject, Map<String, JsonNode> values) {
        if (Journal.isDelivery(subject)) {
            throw noDelivery();
        }
        return stopped(subject)
                .filter(found -> {
                    byte[] corrected = corrected(found.entry().payload(), values);
                    return Boolean.TRUE.equals(transaction.execute(tx -> {
                        journal.correct(found.entry(), corrected);
                        return journal.retry(subject);
                    }));
                })
                .isPresent();
    }

    private static CannotEdit noDelivery() {
        return new CannotEdit("a delivery is made anew from the return and the mapping at each try; correct these");
    }

    private byte[] corrected(byte[] payload, Map<String, JsonNode> values) {
        if (values.isEmpty()) {
            return payload;
        }
        try {
            JsonNode document = json.readTree(payload);
            for (Map.Entry<String, JsonNode> change : values.entrySet()) {
                set(document, change.getKey(), change.getValue());
            }
            return json.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new CannotEdit("the event is no JSON and cannot be corrected here");
        }
    }

    private static void set(JsonNode document, String path, JsonNode value) {
        JsonPointer pointer;
        try {
            pointer = JsonPointer.compile(path);
        } catch (IllegalArgumentException e) {
            throw new CannotEdit(path + " is no JSON pointer; write it like /order/id");
        }
        JsonNode parent = pointer.matches() ? null : document.at(pointer.head());
        if (parent instanceof ObjectNode object) {
            object.set(pointer.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array
                && pointer.last().getMatchingIndex() >= 0
                && pointer.last().getMatchingIndex() < array.size()) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            throw new CannotEdit("the event has no place " + path);
        }
    }

    private Optional<Stopped> stopped(String subject) {
        return journal.stoppedEntry(subject);
    }

    private @Nullable JsonNode request(Stopped found) {
        return found.request() == null
                ? null
                : redacted(found.request().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private JsonNode redacted(byte[] document) {
        try {
            return Redaction.redacted(json.readTree(document));
        } catch (IOException e) {
            return json.getNodeFactory().textNode("(" + document.length + " bytes that are no JSON)");
        }
    }
}
