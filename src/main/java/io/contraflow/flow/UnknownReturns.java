package io.contraflow.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.flow.Envelope.Find;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Entry;
import io.contraflow.journal.Journal;
import io.contraflow.journal.NotYet;
import io.contraflow.journal.RetryPolicy;
import io.contraflow.journal.Waiting;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Events about returns that are not known: they wait, hold back nobody, and go on when the return becomes known. */
@Component("unknownReturns")
class UnknownReturns {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownReturns.class);
    private static final String WAITS = "return/";
    /** What the column of the journal takes. */
    private static final int LONGEST = 300;

    private final ReturnStore store;
    private final Turn turn;
    private final Journal journal;
    private final RetryPolicy retry;
    private final ObjectMapper json;
    private final Clock clock;

    UnknownReturns(ReturnStore store, Turn turn, Journal journal, RetryPolicy retry, ObjectMapper json, Clock clock) {
        this.store = store;
        this.turn = turn;
        this.journal = journal;
        this.retry = retry;
        this.json = json;
        this.clock = clock;
    }

    /** The return that one of the ways leads to, the first way first. */
    Optional<UUID> find(List<Find> ways, String sender) {
        for (Find way : ways) {
            Optional<UUID> found = Optional.empty();
            if (way.number() != null) {
                found = store.byNumber(way.number());
            } else if (way.order() != null) {
                found = turn.onlyLiveOne(way.order());
            } else if (way.kind() != null && way.ref() != null) {
                found = store.byRef(sender, way.kind(), way.ref());
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * What to tell the journal of an event whose return is not known: at first that it came too early; after
     * {@link RetryPolicy#unknownAfter} that a person must look, while it still waits.
     */
    RuntimeException told(List<Find> ways, String sender, Entry entry) {
        String why = entry.connector() + "/" + entry.topic() + " is about a return that is not known";
        String waitsFor = written(ways, sender);
        if (clock.instant().isBefore(entry.at().plus(retry.unknownAfter()))) {
            return new NotYet(why + " yet", waitsFor);
        }
        return waitsFor == null
                ? DeliveryFailed.rejected(ExceptionKind.UNKNOWN_ORDER, why)
                : new Waiting(
                        ExceptionKind.UNKNOWN_ORDER, waitsFor, why + "; it goes on by itself when the return is known");
    }

    /** Lets events go on whose return has become known. The schedule calls it. */
    public void release() {
        int released = journal.release(this::isKnown);
        if (released > 0) {
            LOG.info("{} events go on, because their return is known now", released);
        }
    }

    /** Whether that is a return, not a row of a table. */
    static boolean isAwaited(String waitsFor) {
        return waitsFor.startsWith(WAITS);
    }

    /** As many ways as the journal can keep; null when there is none. */
    private @Nullable String written(List<Find> ways, String sender) {
        List<Find> kept = new ArrayList<>(ways);
        while (!kept.isEmpty()) {
            String text = text(new Awaited(sender, kept));
            if (text.length() <= LONGEST) {
                return text;
            }
            kept.remove(kept.size() - 1);
        }
        return null;
    }

    private record Awaited(String sender, List<Find> find) {}

    private String text(Awaited awaited) {
        try {
            return WAITS + json.writeValueAsString(awaited);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ways to find a return cannot be written", e);
        }
    }

    private boolean isKnown(String waitsFor) {
        if (!isAwaited(waitsFor)) {
            return false;
        }
        try {
            Awaited awaited = json.readValue(waitsFor.substring(WAITS.length()), Awaited.class);
            return find(awaited.find(), awaited.sender()).isPresent();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ways to find a return cannot be read", e);
        }
    }
}
