package io.contraflow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a try would do with today's routes, mappings and data. Nothing was changed anywhere; other systems were only read.
 *
 * @param outcome {@code WOULD_SEND}, {@code WOULD_APPLY}, {@code NOTHING_TO_DO} or {@code WOULD_FAIL}
 * @param sentence the same for people
 * @param steps of an event: what would happen, in order
 * @param request of a delivery: what would be asked of the other system, without personal data; null when nothing
 * @param differences of a delivery: where that differs from the last try
 */
public record Rehearsal(
        Outcome outcome,
        String sentence,
        List<String> steps,
        @Nullable JsonNode request,
        List<Difference> differences) {

    /** How a rehearsal ended. */
    public enum Outcome {
        WOULD_SEND,
        WOULD_APPLY,
        NOTHING_TO_DO,
        WOULD_FAIL
    }

    /**
     * One value that differs.
     *
     * @param path JSON pointer
     * @param before null when the last try had no such value
     * @param now null when there is none any more
     */
    public record Difference(
            String path,
            @Nullable JsonNode before,
            @Nullable JsonNode now) {}
}
