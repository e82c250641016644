package io.contraflow.console;

import io.contraflow.flow.PolicySimulations;
import io.contraflow.flow.PolicyTrial;
import io.contraflow.flow.PolicyVersions;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Money;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicyComparison;
import io.contraflow.policy.PolicyComparison.LineKind;
import io.contraflow.policy.PolicySimulation;
import io.contraflow.policy.UnknownPolicy;
import java.util.ArrayList;
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

/** Policies: read, their versions compared, and drafts of them tried on the returns of the past before anything changes. */
@Controller
class PolicyPages {
    private static final int LONGEST = PolicyTrial.LONGEST_DRAFT;
    private static final int MOST_DAYS = 3_650;
    private final Policies policies;
    private final PolicySimulations simulations;
    private final PolicyVersions versions;

    PolicyPages(Policies policies, PolicySimulations simulations, PolicyVersions versions) {
        this.policies = policies;
        this.simulations = simulations;
        this.versions = versions;
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

    /** A version of a policy as its file says it, to be read and to begin a draft with, and all others to compare it with. */
    @GetMapping("/console/policies/{name}")
    String policy(@PathVariable String name, @RequestParam(required = false) @Nullable String version, Model model) {
        List<PolicyVersions.Version> all = versions(name);
        PolicyVersions.Version shown = all.stream()
                .filter(one -> version == null || one.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such version."));
        page(model, all, shown, versions.text(name, shown.version()), 365);
        return "console/policy";
    }

    /** How two versions differ; when none is named, the one in force and the one before it. */
    @GetMapping("/console/policies/{name}/compare")
    String compare(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            Model model) {
        List<PolicyVersions.Version> all = versions(name);
        String later = to == null ? all.get(0).version() : to;
        String earlier = from == null ? all.get(Math.min(1, all.size() - 1)).version() : from;
        model.addAttribute("name", name);
        model.addAttribute("versions", all);
        model.addAttribute("from", earlier);
        model.addAttribute("to", later);
        try {
            PolicyComparison comparison = versions.compare(name, earlier, later);
            model.addAttribute("changes", comparison.changes());
            model.addAttribute("blocks", Block.of(comparison.lines()));
        } catch (UnknownPolicy unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such version.", unknown);
        }
        return "console/compare";
    }

    /**
     * Lines that are shown together.
     *
     * @param hidden how many lines that are in both files are left out before them
     */
    record Block(int hidden, List<PolicyComparison.Line> lines) {
        private static final int AROUND = 3;

        /** Each change with some lines around it. */
        static List<Block> of(List<PolicyComparison.Line> lines) {
            List<Block> blocks = new ArrayList<>();
            int shown = 0;
            int at = 0;
            while (at < lines.size()) {
                if (lines.get(at).kind() == LineKind.SAME) {
                    at++;
                    continue;
                }
                int begin = Math.max(shown, at - AROUND);
                int end = at;
                for (int next = at; next < lines.size() && next <= end + 2 * AROUND; next++) {
                    end = lines.get(next).kind() == LineKind.SAME ? end : next;
                }
                int until = Math.min(lines.size(), end + 1 + AROUND);
                blocks.add(new Block(begin - shown, lines.subList(begin, until)));
                shown = until;
                at = until;
            }
            return blocks;
        }
    }

    @PostMapping("/console/policies/{name}/simulate")
    String simulate(@PathVariable String name, @RequestParam String text, @RequestParam int days, Model model) {
        if (!policies.names().contains(name)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such policy in force.");
        }
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
        List<PolicyVersions.Version> all = versions(name);
        page(model, all, all.get(0), draft, days);
        return "console/policy";
    }

    private void page(
            Model model, List<PolicyVersions.Version> all, PolicyVersions.Version shown, String text, int days) {
        model.addAttribute("shown", shown);
        model.addAttribute("versions", all);
        model.addAttribute("known", policies.names().contains(shown.name()));
        model.addAttribute("description", description(shown));
        model.addAttribute("text", text);
        model.addAttribute("days", days);
    }

    private String description(PolicyVersions.Version shown) {
        try {
            return versions.policy(shown.name(), shown.version()).description();
        } catch (FilesRejected unreadable) {
            return "This Contraflow cannot read this version any more.";
        }
    }

    private List<PolicyVersions.Version> versions(String name) {
        try {
            return versions.of(name);
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
