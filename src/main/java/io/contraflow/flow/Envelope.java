package io.contraflow.flow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.contraflow.model.ReturnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping makes of a foreign event or answer: facts, and how to find the return they are about.
 *
 * @param at when it happened; null for when it arrived
 * @param find ways to find the return, tried in order
 * @param events what happened, in order
 * @param refs what the return is called in the system that reports, by kind
 * @param ignore why nothing is to be done; null when something is
 * @param unknown {@code wait} (the default) when an unknown return will turn up, {@code ignore} when it is none of ours
 * @param problem something that a person must look at; null when there is nothing
 * @param returnId the return, when it is known
 * @param sender the connector that reports; null for the one that brought the event
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Envelope(
        @Nullable Instant at,
        List<Find> find,
        List<ReturnEvent> events,
        Map<String, String> refs,
        @Nullable String ignore,
        @Nullable String unknown,
        @Nullable Trouble problem,
        @Nullable String returnId,
        @Nullable String sender) {

    @SuppressWarnings("NullAway") // JSON leaves out what is empty.
    Envelope {
        find = find == null ? List.of() : List.copyOf(find);
        events = events == null ? List.of() : List.copyOf(events);
        refs = refs == null ? Map.of() : Map.copyOf(refs);
    }

    /**
     * One way to find a return: by our number, by order, or by what a system calls it.
     *
     * @param number our RMA number
     * @param order the shop's order id: the only live return of that order
     * @param kind kind of reference, such as {@code return}
     * @param ref the reference
     */
    record Find(
            @Nullable String number,
            @Nullable String order,
            @Nullable String kind,
            @Nullable String ref) {}

    /** What a person must look at: kind of exception and a sentence. */
    record Trouble(String kind, String sentence) {}

    boolean isUnknownIgnored() {
        return "ignore".equals(unknown);
    }
}
