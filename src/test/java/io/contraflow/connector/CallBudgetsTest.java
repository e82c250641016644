package io.contraflow.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.Cluster;
import io.contraflow.journal.JournalVariables;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nobody calls an account more often than it takes, however many workers there are. */
class CallBudgetsTest {

    @Test
    void allWorkersOfAConnectorShareItsCallsOfASecond() throws Exception {
        CallBudgets budgets = new CallBudgets(connectors("gorgias", 20), cluster(1));
        ExecutorService workers = Executors.newFixedThreadPool(6);
        List<Future<?>> calls = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            calls.add(workers.submit(() -> {
                budgets.await("gorgias");
                return null;
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        workers.shutdown();

        // Two go at once, each other one a twentieth of a second after the one before.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(2_350));
    }

    @Test
    void theNodesOfAClusterShareTheCallsOfASecondAndMoreNodesMeansLessForEach() throws Exception {
        Cluster cluster = cluster(1);
        CallBudgets budgets = new CallBudgets(connectors("gorgias", 20), cluster);
        budgets.await("gorgias");
        when(cluster.size()).thenReturn(4);
        long began = System.nanoTime();
        for (int i = 0; i < 11; i++) {
            budgets.await("gorgias");
        }

        // At most one is left over; each other one comes a fifth of a second after the one before.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_750));
    }

    private static Cluster cluster(int nodes) {
        Cluster cluster = mock(Cluster.class);
        when(cluster.size()).thenReturn(nodes);
        return cluster;
    }

    @Test
    void everyHttpCallOfARouteCounts() throws Exception {
        Call call = new Call(new ObjectMapper(), new CallBudgets(connectors("gorgias", 4), cluster(1)));
        long began = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            Exchange exchange = new DefaultExchange(new DefaultCamelContext());
            exchange.setVariable(JournalVariables.CONNECTOR, "gorgias");
            call.open(Map.of("method", "GET", "path", "/api/tickets"), exchange);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void aConnectorWithoutALimitIsNotHeldUp() throws Exception {
        CallBudgets budgets = new CallBudgets(connectors("mail", null), cluster(1));
        for (int i = 0; i < 100_000; i++) {
            budgets.await("mail");
            budgets.await("no connector of ours");
        }
    }

    private static Connectors connectors(String name, @Nullable Integer callsPerSecond) {
        return new Connectors(Map.of(
                name,
                new Connectors.Connector(
                        "any",
                        URI.create("http://127.0.0.1:1"),
                        null,
                        Duration.ofSeconds(1),
                        4,
                        callsPerSecond,
                        "",
                        "")));
    }
}
