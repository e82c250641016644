package io.contraflow.system;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a collector takes no traces, and once that it does again; the exporter says it at each try. */
final class WatchedExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

    private final SpanExporter exporter;
    private final String collector;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param collector its host and port, for people */
    WatchedExporter(SpanExporter exporter, String collector) {
        this.exporter = exporter;
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            if (!result.isSuccess() && failing.compareAndSet(false, true)) {
                LOG.warn("The collector {} takes no traces; they are dropped until it does", collector);
            } else if (result.isSuccess() && failing.compareAndSet(true, false)) {
                LOG.info("The collector {} takes traces again", collector);
            }
        });
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
