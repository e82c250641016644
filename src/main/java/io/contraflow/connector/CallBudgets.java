package io.contraflow.connector;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many calls the account behind a connector takes: all that is sent there shares one budget, first tries, retries and
 * comparisons alike. Whoever finds it used up waits for its turn, so that the system need not refuse.
 */
@Component
class CallBudgets {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Connectors connectors;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    CallBudgets(Connectors connectors) {
        this.connectors = connectors;
    }

    /**
     * Returns when a call may be made.
     *
     * @throws InterruptedException if the process stops meanwhile
     */
    void await(String connector) throws InterruptedException {
        Connectors.Connector settings = connectors.connectors().get(connector);
        Integer most = settings == null ? null : settings.callsPerSecond();
        if (most != null) {
            buckets.computeIfAbsent(connector, any -> bucket(most)).asBlocking().consume(1);
        }
    }

    /** A tenth of a second's calls at once, then evenly: a burst of a whole second would overlap with the next. */
    private static Bucket bucket(int most) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, most / 10)).refillGreedy(most, SECOND))
                .build();
    }
}
