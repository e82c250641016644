package io.contraflow.exception;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How many exceptions of each kind are open; asked of the database when somebody wants to know. */
@Component
class ExceptionMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionMeters.class);
    private static final Duration VALID = Duration.ofSeconds(5);
    private final Exceptions exceptions;
    private final Clock clock;
    private Instant at = Instant.MIN;
    /** Null while the database does not answer. */
    private @Nullable Map<ExceptionKind, Exceptions.Open> open;

    ExceptionMeters(Exceptions exceptions, Clock clock) {
        this.exceptions = exceptions;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ExceptionKind kind : ExceptionKind.values()) {
            Gauge.builder("contraflow.exceptions.open", () -> open(kind))
                    .description("Exceptions that nobody has resolved")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private synchronized double open(ExceptionKind kind) {
        Instant now = clock.instant();
        if (at.equals(Instant.MIN) || !now.isBefore(at.plus(VALID))) {
            open = count();
            at = now;
        }
        Map<ExceptionKind, Exceptions.Open> known = open;
        Exceptions.Open ofKind = known == null ? null : known.get(kind);
        return known == null ? Double.NaN : ofKind == null ? 0 : ofKind.count();
    }

    private @Nullable Map<ExceptionKind, Exceptions.Open> count() {
        try {
            return exceptions.openByKind();
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("the exceptions could not be counted", away);
            return null;
        }
    }
}
