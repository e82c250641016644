package io.contraflow.bus;

import io.contraflow.bus.EventTable.Lag;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Knows how far the bus is behind: as health, as metrics, and as one exception while the brokers take nothing. Brokers that are away
 * make no node unready, for returns go on without them.
 */
@Component("busHealthIndicator")
@ConditionalOnProperty(name = "contraflow.bus", havingValue = "kafka")
class BrokerWatch implements HealthIndicator, MeterBinder {
    static final String SUBJECT = "bus:events";
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private final BusSettings settings;
    private final Exceptions exceptions;
    private final Clock clock;
    private volatile Lag lag = Lag.NONE;
    private volatile @Nullable Instant failingSince;
    private volatile @Nullable String failure;
    private boolean told;
    private boolean everWorked;

    BrokerWatch(BusSettings settings, Exceptions exceptions, Clock clock) {
        this.settings = settings;
        this.exceptions = exceptions;
        this.clock = clock;
    }

    void lags(Lag now) {
        lag = now;
    }

    /** The brokers took what there was. */
    void worked() {
        if (failingSince != null) {
            LOG.info("The Kafka brokers take events again");
        }
        if (told || !everWorked) { // an earlier run may have told it
            exceptions.resolveSubject(SUBJECT, "The brokers take events again.");
        }
        told = false;
        everWorked = true;
        failingSince = null;
        failure = null;
    }

    /** The brokers took nothing. */
    void failed(Exception cause) {
        Instant now = clock.instant();
        String kind = cause.getClass().getSimpleName();
        failure = kind;
        Instant since = failingSince;
        if (since == null) {
            since = now;
            failingSince = now;
            LOG.warn(
                    "The Kafka brokers at {} take no events ({}); they wait in the database", settings.servers(), kind);
        }
        if (!told && !Duration.between(since, now).minus(settings.alertAfter()).isNegative()) {
            exceptions.open(new Exceptions.Opening(
                    ExceptionKind.STUCK,
                    null,
                    SUBJECT,
                    "The Kafka brokers have taken no events since " + since + " (" + kind
                            + "); events wait in the database and nothing is lost.",
                    null));
            told = true;
        }
    }

    @Override
    public Health health() {
        Lag now = lag;
        Instant since = failingSince;
        Health.Builder health = since == null ? Health.up() : Health.status(Status.UNKNOWN);
        health.withDetail("waiting", now.events());
        if (now.since() != null) {
            health.withDetail("oldest", now.since());
        }
        if (since != null) {
            health.withDetail("failingSince", since);
        }
        String why = failure;
        if (why != null) {
            health.withDetail("failure", why);
        }
        return health.build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("contraflow.bus.events.waiting", () -> lag.events())
                .description("Canonical events that the brokers have not taken yet")
                .register(registry);
        Gauge.builder("contraflow.bus.events.lag", this::lagSeconds)
                .description("Age of the oldest canonical event that waits")
                .baseUnit("seconds")
                .register(registry);
    }

    private double lagSeconds() {
        Instant since = lag.since();
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
