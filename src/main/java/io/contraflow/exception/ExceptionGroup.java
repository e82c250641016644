package io.contraflow.exception;

import java.time.Instant;

/**
 * Open work items of one cause.
 *
 * @param cause its name, the same for the same cause
 * @param sentence what happened the last time
 * @param count work items
 * @param times how often it happened in all
 * @param retriable how many of them have something to try again
 */
public record ExceptionGroup(
        String cause,
        ExceptionKind kind,
        String queue,
        String sentence,
        long count,
        long times,
        long retriable,
        Instant firstAt,
        Instant lastAt) {}
