package io.contraflow.exception;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How many exceptions of each kind are open; asked of the database when somebody wants to know. */
@Component
class ExceptionMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionMeters.class);
    private static final Duration VALID = Duration.ofSeconds(5);
    private final JdbcClient db;
    private final Clock clock;
    private Instant at = Instant.MIN;
    /** Null while the database does not answer. */
    private @Nullable Map<ExceptionKind, Long> open;

    ExceptionMeters(JdbcClient db, Clock clock) {
        this.db = db;
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
        Map<ExceptionKind, Long> known = open;
        return known == null ? Double.NaN : known.getOrDefault(kind, 0L);
    }

    private @Nullable Map<ExceptionKind, Long> count() {
        try {
            Map<ExceptionKind, Long> counted = new EnumMap<>(ExceptionKind.class);
            db.sql("select kind, count(*) from exception_case where state = 'OPEN' group by kind")
                    .query(row -> {
                        counted.put(ExceptionKind.valueOf(row.getString(1)), row.getLong(2));
                    });
            return counted;
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("the exceptions could not be counted", away);
            return null;
        }
    }
}
