package io.contraflow.api;

import io.contraflow.flow.PolicySimulations;
import io.contraflow.flow.PolicyTrial;
import io.contraflow.flow.PolicyVersions;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Decision;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicyComparison;
import io.contraflow.policy.UnknownPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The policies in use, and what a draft would have done to past returns. */
@RestController
@RequestMapping("/api/policies")
class PoliciesApi {
    private final Policies policies;
    private final PolicySimulations simulations;
    private final PolicyTrial trial;
    private final PolicyVersions versions;

    PoliciesApi(Policies policies, PolicySimulations simulations, PolicyTrial trial, PolicyVersions versions) {
        this.versions = versions;
        this.trial = trial;
        this.policies = policies;
        this.simulations = simulations;
    }

    /**
     * @param validFrom first day of orders that it is for; null from the beginning of time
     * @param version of its content; decisions keep it
     */
    record PolicyView(
            String name, String description, @Nullable LocalDate validFrom, String version) {}

    /**
     * @param unlawful what the policies say against the law of a region; it has no effect there
     * @param shadowed rules that never count, because stronger ones do wherever they hold
     * @param overlaps rules that can hold for the same return with different outcomes; that may be meant
     */
    record InUse(List<PolicyView> policies, List<Finding> unlawful, List<Finding> shadowed, List<Finding> overlaps) {}

    /**
     * @param text the draft, as its file would be
     * @param days how far back
     */
    record Draft(
            @NotBlank @Size(max = PolicyTrial.LONGEST_DRAFT) String text,
            @Nullable @Min(1) @Max(3650) Integer days) {}

    /** The policies in force with all their versions, and what is wrong or odd about them. */
    @GetMapping
    InUse inUse() {
        return new InUse(
                policies.names().stream()
                        .flatMap(name -> policies.versions(name).stream())
                        .map(PoliciesApi::view)
                        .toList(),
                policies.unlawful(),
                policies.shadowed(),
                policies.overlaps());
    }

    private static PolicyView view(Policy policy) {
        LocalDate from = policy.validFrom();
        return new PolicyView(
                policy.name(), policy.description(), from.equals(LocalDate.MIN) ? null : from, policy.version());
    }

    /** All versions of a policy that are or were in force: those in force first, then the last replaced first. */
    @GetMapping("/{name}/versions")
    List<PolicyVersions.Version> versions(@PathVariable String name) {
        return answered(() -> versions.of(name));
    }

    /**
     * How two versions of a policy differ: in words, rule by rule, and line by line of their files.
     *
     * @param from the earlier version, twelve hexadecimal digits
     * @param to the later version
     */
    @GetMapping("/{name}/compare")
    PolicyComparison compare(@PathVariable String name, @RequestParam String from, @RequestParam String to) {
        return answered(() -> versions.compare(name, from, to));
    }

    /**
     * What a policy says of a case that somebody thinks of: the decision with each rule that was tried. Asks the version in force,
     * an earlier one or a draft. Nothing is kept.
     */
    @PostMapping("/{name}/decide")
    Decision decide(@PathVariable String name, @RequestBody @Valid PolicyTrial.Question question) {
        try {
            return answered(() -> trial.ask(name, question));
        } catch (IllegalArgumentException wrong) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, wrong.getMessage(), wrong);
        }
    }

    /** Begins to try a draft on the returns of the last {@code days} (a year), beside all other work. */
    @PostMapping("/{name}/simulate")
    @ResponseStatus(HttpStatus.ACCEPTED)
    PolicySimulations.Run simulate(@PathVariable String name, @RequestBody @Valid Draft draft) {
        return answered(() -> simulations.begin(name, draft.text(), draft.days() == null ? 365 : draft.days()));
    }

    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (UnknownPolicy unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, unknown.getMessage(), unknown);
        } catch (FilesRejected rejected) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    rejected.findings().stream().map(Finding::toString).collect(Collectors.joining("; ")),
                    rejected);
        }
    }

    /** How far a simulation is, and its report when it has ended. */
    @GetMapping("/simulations/{id}")
    PolicySimulations.Run simulation(@PathVariable UUID id) {
        return simulations.find(id).orElseThrow(() -> missing(id));
    }

    /** Stops a simulation; what it found so far is not reported. */
    @PostMapping("/simulations/{id}/stop")
    PolicySimulations.Run stop(@PathVariable UUID id) {
        return simulations.stop(id).orElseThrow(() -> missing(id));
    }

    private static ResponseStatusException missing(UUID id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no simulation " + id);
    }
}
