package io.contraflow.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.flow.PolicySimulations;
import io.contraflow.flow.PolicyTrial;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicySimulation;
import io.contraflow.policy.UnknownPolicy;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Policies: read, and drafts of them tried on the returns of the past before anything changes. */
@Controller
class PolicyPages {
    private static final int LONGEST = 200_000;
    private static final int MOST_DAYS = 3_650;
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private final Policies policies;
    private final PolicySimulations simulations;
    private final PolicyFiles files;
    private final PolicyTrial trial;
    private final ObjectMapper json;
    private final Validator validator;

    PolicyPages(
            Policies policies,
            PolicySimulations simulations,
            PolicyFiles files,
            PolicyTrial trial,
            ObjectMapper json,
            Validator validator) {
        this.trial = trial;
        this.json = json;
        this.validator = validator;
        this.policies = policies;
        this.simulations = simulations;
        this.files = files;
    }

    /** What goes back in one currency, by the policy in use and by the draft. */
    record Sum(Money before, Money after, Money difference) {}

    @GetMapping("/console/policies")
    String policies(Model model) {
        List<Policy> all = policies.names().stream()
                .flatMap(name -> policies.versions(name).stream())
                .toList();
        model.addAttribute("policies", all);
        model.addAttribute("unlawful", policies.unlawful());
        model.addAttribute("shadowed", policies.shadowed());
        return "console/policies";
    }

    /** A version of a policy as its file says it, to be read and to begin a draft with. */
    @GetMapping("/console/policies/{name}")
    String policy(@PathVariable String name, @RequestParam(required = false) @Nullable String version, Model model) {
        Policy shown = versions(name).stream()
                .filter(one -> version == null || one.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such version."));
        page(model, shown, files.text(shown).orElse(""), 365);
        return "console/policy";
    }

    /** What the policy says of a case that somebody thinks of. The case is in the address, to be kept and sent on. */
    @GetMapping("/console/policies/{name}/case")
    String tryCase(@PathVariable String name, @RequestParam Map<String, String> given, Model model) {
        model.addAttribute("policy", versions(name).get(0));
        model.addAttribute("resolutions", Resolution.values());
        Map<String, String> asked =
                new LinkedHashMap<>(json.convertValue(json.convertValue(Map.of(), PolicyTrial.Question.class), TEXTS));
        asked.putAll(given);
        model.addAttribute("asked", asked);
        List<String> findings = new ArrayList<>();
        try {
            PolicyTrial.Question question = json.convertValue(asked, PolicyTrial.Question.class);
            validator
                    .validate(question)
                    .forEach(wrong -> findings.add(wrong.getPropertyPath() + " " + wrong.getMessage()));
            if (findings.isEmpty()) {
                model.addAttribute("decision", trial.ask(name, question));
            }
        } catch (IllegalArgumentException wrong) {
            findings.add(
                    wrong.getCause() instanceof JsonMappingException unreadable
                            ? unreadable.getPath().get(0).getFieldName() + " cannot be read"
                            : String.valueOf(wrong.getMessage()));
        }
        model.addAttribute("findings", findings);
        return "console/case";
    }

    @PostMapping("/console/policies/{name}/simulate")
    String simulate(@PathVariable String name, @RequestParam String text, @RequestParam int days, Model model) {
        Policy current = versions(name).get(0);
        // A form sends its lines as CR LF.
        String draft = text.replace("\r\n", "\n");
        List<Finding> findings;
        if (draft.isBlank() || draft.length() > LONGEST || days < 1 || days > MOST_DAYS) {
            findings = List.of(new Finding(
                    name + ".yaml",
                    0,
                    "A draft has 1 to " + LONGEST + " characters, and is tried on 1 to " + MOST_DAYS + " days."));
        } else {
            try {
                return "redirect:/console/policies/simulations/"
                        + simulations.begin(name, draft, days).id();
            } catch (FilesRejected rejected) {
                findings = rejected.findings();
            }
        }
        model.addAttribute("findings", findings);
        page(model, current, draft, days);
        return "console/policy";
    }

    private static void page(Model model, Policy shown, String text, int days) {
        model.addAttribute("policy", shown);
        model.addAttribute("text", text);
        model.addAttribute("days", days);
    }

    private List<Policy> versions(String name) {
        try {
            return policies.versions(name);
        } catch (UnknownPolicy unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such policy.", unknown);
        }
    }

    @GetMapping("/console/policies/simulations/{id}")
    String simulation(@PathVariable UUID id, Model model) {
        fill(id, model);
        return "console/simulation";
    }

    /** The part that is looked at again and again until it has ended. */
    @GetMapping("/console/policies/simulations/{id}/live")
    String live(@PathVariable UUID id, Model model) {
        fill(id, model);
        return "console/simulation :: live";
    }

    @PostMapping("/console/policies/simulations/{id}/stop")
    String stop(@PathVariable UUID id, RedirectAttributes said) {
        if (simulations.stop(id).isEmpty()) {
            throw missing();
        }
        said.addFlashAttribute("done", "It stops after the returns it looks at now.");
        return "redirect:/console/policies/simulations/" + id;
    }

    private void fill(UUID id, Model model) {
        PolicySimulations.Run run = simulations.find(id).orElseThrow(PolicyPages::missing);
        PolicySimulation.Report report = run.report();
        model.addAttribute("run", run);
        model.addAttribute("report", report);
        model.addAttribute("sums", report == null ? List.of() : sums(report));
        model.addAttribute("verdicts", report == null ? Map.of() : new TreeMap<>(report.verdicts()));
    }

    private static List<Sum> sums(PolicySimulation.Report report) {
        TreeSet<String> currencies = new TreeSet<>(report.refundsBefore().keySet());
        currencies.addAll(report.refundsAfter().keySet());
        return currencies.stream()
                .map(currency -> {
                    long before = report.refundsBefore().getOrDefault(currency, 0L);
                    long after = report.refundsAfter().getOrDefault(currency, 0L);
                    return new Sum(
                            new Money(before, currency),
                            new Money(after, currency),
                            new Money(after - before, currency));
                })
                .toList();
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such simulation any more.");
    }
}
