package io.contraflow.api;

import io.contraflow.flow.ConnectorStates;
import io.contraflow.flow.ConnectorStates.ConnectorState;
import io.contraflow.flow.ConnectorTests;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalReader;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
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
    private final ConnectorStates connectors;
    private final ConnectorTests tests;

    OperationsApi(JournalReader journal, Journal gates, ConnectorStates connectors, ConnectorTests tests) {
        this.journal = journal;
        this.gates = gates;
        this.connectors = connectors;
        this.tests = tests;
    }

    /** Deliveries to the connected systems by state. */
    @GetMapping("/deliveries")
    ReturnsApi.Page<DeliveryView> deliveries(
            @RequestParam(required = false) @Nullable EntryState state,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return new ReturnsApi.Page<>(journal.deliveries(state, size, page * size), page, size);
    }

    /** The connected systems, and how they do. */
    @GetMapping("/connectors")
    List<ConnectorState> connectors() {
        return connectors.all();
    }

    /** Stops deliveries to a connector; what arrives meanwhile waits. */
    @PostMapping("/connectors/{name}/pause")
    ConnectorState pause(@PathVariable String name, @RequestBody @Valid ReturnsApi.Reason why, Principal who) {
        one(name);
        gates.pause(name, who.getName(), why.reason());
        return one(name);
    }

    /** Goes on with deliveries to a connector, with what waits for it. */
    @PostMapping("/connectors/{name}/resume")
    ConnectorState resume(@PathVariable String name) {
        one(name);
        gates.resume(name);
        return one(name);
    }

    /**
     * Asks a connector something that changes nothing. One that answers well is tried at once with whatever waits for it.
     */
    @PostMapping("/connectors/{name}/test")
    ConnectorTests.Result test(@PathVariable String name, Principal who) {
        return tests.test(name, who.getName())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no connector " + name));
    }

    private ConnectorState one(String name) {
        return connectors
                .of(name)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no connector " + name));
    }
}
