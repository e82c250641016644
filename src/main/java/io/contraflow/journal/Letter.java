package io.contraflow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event or a delivery that stopped, as a person sees it: without personal data.
 *
 * @param subject {@code event:<seq>} or {@code delivery:<id>}
 * @param topic the sender's topic, or the operation of a delivery
 * @param returnId null for an event that was not translated
 * @param error how the last try ended
 * @param waitsFor what would release it; null when it waits for a person
 * @param payload the event; of a delivery, what the route gave it. Its facts are read anew at each try.
 * @param original the event before a person corrected it; null when nobody did
 * @param request what the last try asked the other system to do; null when it did not come so far
 */
public record Letter(
        String subject,
        String connector,
        String topic,
        @Nullable UUID returnId,
        EntryState state,
        int attempts,
        @Nullable Instant at,
        @Nullable String error,
        @Nullable String waitsFor,
        JsonNode payload,
        @Nullable JsonNode original,
        @Nullable JsonNode request) {}
