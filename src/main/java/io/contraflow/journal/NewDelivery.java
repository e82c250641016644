package io.contraflow.journal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was just added to the outbox.
 *
 * @param operation what the connector is asked to do
 * @param trace the trace that it belongs to, as W3C traceparent; null where tracing is off
 */
public record NewDelivery(
        UUID id,
        UUID returnId,
        String connector,
        String operation,
        @Nullable String trace) {}
