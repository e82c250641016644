package io.contraflow.flow;

import io.contraflow.connector.Connectors;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalReader;
import io.contraflow.journal.Tries;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How each connector does. */
@Component
public class ConnectorStates {
    private final Connectors connectors;
    private final Journal journal;
    private final JournalReader reader;
    private final Tries tries;

    ConnectorStates(Connectors connectors, Journal journal, JournalReader reader, Tries tries) {
        this.connectors = connectors;
        this.journal = journal;
        this.reader = reader;
        this.tries = tries;
    }

    /**
     * One connector.
     *
     * @param baseUrl null for systems that are not reached over HTTP
     * @param state how deliveries to it stand, see {@link Journal#stateOf}
     * @param forbidden operations that wait because our login lacks the right
     * @param waiting deliveries that are still to come
     * @param stopped deliveries that are dead or parked
     * @param limits what may be asked of it
     * @param nextTryAt when it is tried next while it fails or refuses our login; null while it works or is paused
     * @param pause who paused it; null when nobody did
     * @param recent how deliveries to it went lately, on the node that answers
     */
    public record ConnectorState(
            String name,
            String type,
            @Nullable String baseUrl,
            String state,
            List<String> forbidden,
            long waiting,
            long stopped,
            Limits limits,
            @Nullable Instant nextTryAt,
            Journal.@Nullable Pause pause,
            Tries.Recent recent) {}

    /**
     * What may be asked of a connector.
     *
     * @param concurrency deliveries at once on each node
     * @param callsPerSecond calls in a second of all nodes; null when only its answers limit them
     * @param timeoutMillis longest wait for an answer
     */
    public record Limits(int concurrency, @Nullable Integer callsPerSecond, long timeoutMillis) {}

    /** All, by name. */
    public List<ConnectorState> all() {
        Map<String, Map<EntryState, Long>> open = reader.openDeliveries();
        return connectors.connectors().keySet().stream()
                .sorted(Comparator.naturalOrder())
                .map(name -> state(name, open))
                .toList();
    }

    /** Empty when there is no connector of that name. */
    public Optional<ConnectorState> of(String name) {
        return connectors.connectors().containsKey(name)
                ? Optional.of(state(name, reader.openDeliveries()))
                : Optional.empty();
    }

    private ConnectorState state(String name, Map<String, Map<EntryState, Long>> open) {
        Connectors.Connector connector = connectors.connector(name);
        Map<EntryState, Long> counts = open.getOrDefault(name, Map.of());
        return new ConnectorState(
                name,
                String.valueOf(connector.type()),
                connector.baseUrl() == null ? null : connector.baseUrl().toString(),
                journal.stateOf(name),
                journal.forbidden(name),
                counts.getOrDefault(EntryState.WAITING, 0L),
                counts.getOrDefault(EntryState.DEAD, 0L) + counts.getOrDefault(EntryState.PARKED, 0L),
                new Limits(
                        connector.concurrency(),
                        connector.callsPerSecond(),
                        connector.timeout().toMillis()),
                journal.nextTry(name).orElse(null),
                journal.pauseOf(name).orElse(null),
                tries.recent(name));
    }
}
