package io.contraflow.journal;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Spans of OpenTelemetry from the door to the last delivery: each entry of the journal carries the trace that it belongs to, as
 * <a href="https://www.w3.org/TR/trace-context/">W3C traceparent</a>, so that a trace survives the process and goes on in others.
 * Without a tracer nothing is carried and nothing is made.
 */
@Component
class Spans {
    private static final String TRACE_ID = "traceId";
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final Running NONE = new Running(null, null, null);

    private final @Nullable Tracer tracer;

    Spans(ObjectProvider<Tracer> tracer) {
        this.tracer = tracer.getIfAvailable();
    }

    /** The span that runs on this thread, as traceparent; null when none does. */
    static @Nullable String current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }

    /** Begins a trace with an event that is at the door. */
    Running accepted(String connector, String topic) {
        return tracer == null
                ? NONE
                : begin(tracer.spanBuilder("accept " + connector)
                        .setSpanKind(SpanKind.PRODUCER)
                        .setAttribute("connector", connector)
                        .setAttribute("topic", topic));
    }

    /** Begins to try an entry, in the trace that it carries. */
    Running tried(boolean isDelivery, Entry entry) {
        return tracer == null
                ? NONE
                : begin(tracer.spanBuilder(
                                (isDelivery ? "deliver " : "event ") + entry.connector() + "/" + entry.topic())
                        .setParent(parent(entry.trace()))
                        .setSpanKind(isDelivery ? SpanKind.CLIENT : SpanKind.CONSUMER)
                        .setAttribute("connector", entry.connector())
                        .setAttribute(isDelivery ? "operation" : "topic", entry.topic())
                        .setAttribute("attempt", entry.attempt()));
    }

    private static Context parent(@Nullable String traceparent) {
        Matcher parts = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return parts.matches()
                ? Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                parts.group(1),
                                parts.group(2),
                                TraceFlags.fromHex(parts.group(3), 0),
                                TraceState.getDefault())))
                : Context.root();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with what is answered
    private static Running begin(SpanBuilder builder) {
        Span span = builder.startSpan();
        String outer = MDC.get(TRACE_ID);
        MDC.put(TRACE_ID, span.getSpanContext().getTraceId());
        return new Running(span, span.makeCurrent(), outer);
    }

    /** A span that runs on this thread until it is closed. */
    static final class Running implements AutoCloseable {
        private final @Nullable Span span;
        private final @Nullable Scope scope;
        private final @Nullable String outerTrace;

        private Running(@Nullable Span span, @Nullable Scope scope, @Nullable String outerTrace) {
            this.span = span;
            this.scope = scope;
            this.outerTrace = outerTrace;
        }

        /** Says how the try ended; what failed and why stands in the timeline, not here, for it may name customers. */
        void ended(JournalMeters.Outcome outcome) {
            if (span != null) {
                span.setAttribute("outcome", outcome.tag());
                if (outcome == JournalMeters.Outcome.LATER || outcome == JournalMeters.Outcome.DEAD) {
                    span.setStatus(StatusCode.ERROR);
                }
            }
        }

        @Override
        public void close() {
            if (span == null || scope == null) {
                return;
            }
            String returnId = MDC.get(LogContext.RETURN);
            if (returnId != null) {
                span.setAttribute(LogContext.RETURN, returnId);
            }
            scope.close();
            span.end();
            if (outerTrace == null) {
                MDC.remove(TRACE_ID);
            } else {
                MDC.put(TRACE_ID, outerTrace);
            }
        }
    }
}
