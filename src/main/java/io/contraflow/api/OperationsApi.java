package io.contraflow.api;

import io.contraflow.connector.Connectors;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.JournalReader;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is on its way, and to whom. */
@RestController
@Validated
@RequestMapping("/api")
class OperationsApi {
    private final JournalReader journal;
    private final Connectors connectors;

    OperationsApi(JournalReader journal, Connectors connectors) {
        this.journal = journal;
        this.connectors = connectors;
    }

    /**
     * @param waiting deliveries that are still to be made
     * @param stopped deliveries that wait for a person
     */
    record ConnectorView(String name, String type, @Nullable String baseUrl, long waiting, long stopped) {}

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

    private static ConnectorView view(String name, Connectors.Connector connector, Map<EntryState, Long> open) {
        return new ConnectorView(
                name,
                String.valueOf(connector.type()),
                connector.baseUrl() == null ? null : connector.baseUrl().toString(),
                open.getOrDefault(EntryState.WAITING, 0L),
                open.getOrDefault(EntryState.DEAD, 0L) + open.getOrDefault(EntryState.PARKED, 0L));
    }
}
