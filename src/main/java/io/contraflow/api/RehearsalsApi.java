package io.contraflow.api;

import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.DeadLetters;
import io.contraflow.journal.Rehearsal;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tries some of a group without any effect, before all of it is tried again. */
@RestController
@Validated
@RequestMapping("/api/exceptions/groups")
class RehearsalsApi {
    private final Exceptions exceptions;
    private final DeadLetters letters;

    RehearsalsApi(Exceptions exceptions, DeadLetters letters) {
        this.exceptions = exceptions;
        this.letters = letters;
    }

    /** A work item and what a retry would do. */
    record Tried(UUID id, Rehearsal rehearsal) {}

    /**
     * @param count open work items of the group
     * @param outcomes how many of those that were tried would end how
     */
    record Sample(int count, Map<Rehearsal.Outcome, Integer> outcomes, List<Tried> tried) {}

    /** Rehearses the newest of a group; systems are only read. */
    @PostMapping("/{cause}/rehearse")
    Sample rehearse(
            @PathVariable @Pattern(regexp = "[0-9a-f]{16}") String cause,
            @RequestParam(defaultValue = "5") @Min(1) @Max(50) int sample) {
        Exceptions.Filter group = new Exceptions.Filter(cause, null, null);
        int count = exceptions.count(group);
        if (count == 0) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no open exception has the cause " + cause);
        }
        List<Tried> tried = new ArrayList<>();
        Map<Rehearsal.Outcome, Integer> outcomes = new EnumMap<>(Rehearsal.Outcome.class);
        for (ExceptionCase one : exceptions.list("OPEN", group, sample, 0)) {
            if (one.subject() != null) {
                letters.rehearse(one.subject(), Map.of()).ifPresent(rehearsal -> {
                    tried.add(new Tried(one.id(), rehearsal));
                    outcomes.merge(rehearsal.outcome(), 1, Integer::sum);
                });
            }
        }
        return new Sample(count, outcomes, tried);
    }
}
