package io.contraflow.api;

import io.contraflow.flow.RiskSignals;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Why a person looks at a return because of what its customer did before. */
@RestController
@RequestMapping("/api")
class RiskApi {
    private final RiskSignals signals;

    RiskApi(RiskSignals signals) {
        this.signals = signals;
    }

    /** Why the return was or would be looked at for what its customer did before, computed anew. */
    @GetMapping("/returns/{id}/risk")
    RiskSignals.Risk one(@PathVariable UUID id) {
        return signals.of(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no return " + id));
    }

    /** Counts anew, over all returns that are kept, what the signals are made of. */
    @PostMapping("/risk/recount")
    Map<String, Long> recount() {
        return Map.of("returns", signals.recount());
    }
}
