package io.contraflow.connector;

import io.contraflow.journal.Cluster;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How many calls the account behind a connector takes: all that is sent there shares one budget, first tries, retries and
 * comparisons alike. Whoever finds it used up waits for its turn, so that the system need not refuse. Each node of a
 * cluster uses an equal share, so that no call waits for the database; what one does not need is not used by the others.
 */
@Component
class CallBudgets {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Connectors connectors;
    private final Cluster cluster;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    /** What one of so many nodes may use. */
    private record Share(int nodes, Bucket bucket) {}

    CallBudgets(Connectors connectors, Cluster cluster) {
        this.connectors = connectors;
        this.cluster = cluster;
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
            share(connector, most).bucket().asBlocking().consume(1);
        }
    }

    private Share share(String connector, int most) {
        int nodes = cluster.size();
        return shares.compute(connector, (name, known) -> {
            if (known == null) {
                return new Share(
                        nodes, Bucket.builder().addLimit(bandwidth(most, nodes)).build());
            }
            if (known.nodes() == nodes) {
                return known;
            }
            known.bucket()
                    .replaceConfiguration(
                            BucketConfiguration.builder()
                                    .addLimit(bandwidth(most, nodes))
                                    .build(),
                            TokensInheritanceStrategy.AS_IS);
            return new Share(nodes, known.bucket());
        });
    }

    /** A tenth of a second's calls at once, then evenly: a burst of a whole second would overlap with the next. */
    private static Bandwidth bandwidth(int most, int nodes) {
        return Bandwidth.builder()
                .capacity(Math.max(1, most / (10 * nodes)))
                .refillGreedy(most, SECOND.multipliedBy(nodes))
                .build();
    }
}
