package io.contraflow.api;

import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.reconcile.Reconciliation;
import io.contraflow.flow.reconcile.Run;
import io.contraflow.flow.reconcile.Standing;
import io.contraflow.flow.reconcile.Standings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Comparing our returns with the connected systems. */
@RestController
@Validated
@RequestMapping("/api/reconciliation")
class ReconciliationApi {
    private final Reconciliation reconciliation;

    private final ReturnStore store;
    private final Standings standings;

    ReconciliationApi(Reconciliation reconciliation, ReturnStore store, Standings standings) {
        this.reconciliation = reconciliation;
        this.store = store;
        this.standings = standings;
    }

    record Started(UUID id) {}

    /**
     * One return after it was compared.
     *
     * @param run the run that was of this return alone
     * @param systems how each system stands to it now
     */
    record Comparison(Run run, List<Standing> systems) {}

    /** Starts a run, or answers the one that is on its way. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started start(Principal who) {
        return new Started(reconciliation.start(who.getName()));
    }

    /**
     * Compares one return with its systems at once, also when it has just changed; what is safe to heal is healed. While
     * something that a system reported is not worked on yet, the answer is 409.
     */
    @PostMapping("/returns/{id}")
    Comparison compare(@PathVariable UUID id, Principal who) {
        Run run = reconciliation
                .compare(id, who.getName())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no return " + id));
        if (run.putOff() > 0) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "the return changes just now; compare it in a moment");
        }
        return new Comparison(run, store.find(id).map(standings::of).orElse(List.of()));
    }

    /** Stops a run after the return it is at; what it found stays. */
    @PostMapping("/{run}/stop")
    Run stop(@PathVariable UUID run, Principal who) {
        if (reconciliation.report(run, 1, 0).isPresent() && !reconciliation.stop(run, who.getName())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "the run has ended already");
        }
        return report(run, 0, 1).run();
    }

    /** The last run, and what did not agree; it may still go on. */
    @GetMapping
    ReturnsApi.Page<Run> list(
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        return new ReturnsApi.Page<>(reconciliation.list(size, page * size), page, size);
    }

    /** A run and a page of what it found, in the order in which it was found. */
    @GetMapping("/{run}")
    Reconciliation.Report report(
            @PathVariable UUID run,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "500") @Min(1) @Max(500) int size) {
        return reconciliation
                .report(run, size, page * size)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no run " + run));
    }
}
