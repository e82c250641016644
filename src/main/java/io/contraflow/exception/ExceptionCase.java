package io.contraflow.exception;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A work item for a person.
 *
 * @param fingerprint tells twins: the same kind about the same thing
 * @param cause the same for the same cause, whatever it is about
 * @param returnId null when it is about no single return
 * @param sentence what happened
 * @param context JSON with what helps; null when there is nothing
 * @param subject what it is about, such as {@code delivery:<id>}; null when it cannot be retried
 * @param state {@code OPEN} or {@code RESOLVED}
 * @param count how often it happened
 * @param dueAt by when somebody should have dealt with it
 */
public record ExceptionCase(
        UUID id,
        ExceptionKind kind,
        String fingerprint,
        String cause,
        @Nullable UUID returnId,
        String queue,
        String sentence,
        @Nullable String context,
        @Nullable String subject,
        String state,
        int count,
        @Nullable String assignee,
        @Nullable String resolution,
        Instant openedAt,
        Instant dueAt,
        Instant lastAt,
        @Nullable Instant closedAt) {}
