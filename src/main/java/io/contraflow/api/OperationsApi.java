package io.contraflow.api;

import io.contraflow.connector.Connectors;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalReader;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is on its way, and to whom. */
@RestController
@Validated
@RequestMapping("/api")
class OperationsApi {
    private final JournalReader journal;
    private final Journal gates;
    private final Connectors connectors;

    OperationsApi(JournalReader journal, Journal gates, Connectors connectors) {
        this.journal = journal;
        this.gates = gates;
        this.connectors = connectors;
    }

    /**
     * @param state {@code OPEN}, {@code PAUSED}, {@code FAILING} or {@code MISCONFIGURED}
     * @param forbidden operations that wait because our login lacks the right
     * @param waiting deliveries that are still to be made
     * @param stopped deliveries that wait for a person
     */
    record ConnectorView(
            String name,
            String type,
            @Nullable String baseUrl,
            String state,
            List<String> forbidden,
            long waiting,
            long stopped) {}

    @GetMapping("/deliveries")
    ReturnsApi.Page<DeliveryView> deliveries(
            @RequestParam(required = false) @Nullable EntryState state,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return new ReturnsApi.Page<>(journal.deliveries(state, size, page * size), page, size);
    }

    @GetMapping("/connectors")
    List<ConnectorView> connectors() {
        Map<String, Map<EntryState, Long>> counts = journal.openDeliveries();
        return connectors.connectors().entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue(), counts.getOrDefault(entry.getKey(), Map.of())))
                .sorted(Comparator.comparing(ConnectorView::name))
                .toList();
    }

    /** Stops deliveries to a connector; what arrives meanwhile waits. */
    @PostMapping("/connectors/{name}/pause")
    ConnectorView pause(@PathVariable String name, @RequestBody @Valid ReturnsApi.Reason why, Principal who) {
        known(name);
        gates.pause(name, who.getName(), why.reason());
        return one(name);
    }

    @PostMapping("/connectors/{name}/resume")
    ConnectorView resume(@PathVariable String name) {
        known(name);
        gates.resume(name);
        return one(name);
    }

    /** Tries a failing connector at once, with whatever waits for it. */
    @PostMapping("/connectors/{name}/test")
    ConnectorView test(@PathVariable String name) {
        known(name);
        gates.probe(name);
        return one(name);
    }

    private void known(String name) {
        if (!connectors.connectors().containsKey(name)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no connector " + name);
        }
    }

    private ConnectorView one(String name) {
        return view(name, connectors.connector(name), journal.openDeliveries().getOrDefault(name, Map.of()));
    }

    private ConnectorView view(String name, Connectors.Connector connector, Map<EntryState, Long> open) {
        return new ConnectorView(
                name,
                String.valueOf(connector.type()),
                connector.baseUrl() == null ? null : connector.baseUrl().toString(),
                gates.stateOf(name),
                gates.forbidden(name),
                open.getOrDefault(EntryState.WAITING, 0L),
                open.getOrDefault(EntryState.DEAD, 0L) + open.getOrDefault(EntryState.PARKED, 0L));
    }
}
