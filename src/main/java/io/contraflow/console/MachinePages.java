package io.contraflow.console;

import io.contraflow.flow.ConnectorStates;
import io.contraflow.flow.ConnectorTests;
import io.contraflow.flow.reconcile.Reconciliation;
import io.contraflow.flow.schedule.Schedules;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalReader;
import java.security.Principal;
import java.util.List;
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

/** The machine room: connectors, deliveries, comparisons and schedules. */
@Controller
class MachinePages {
    private static final int PAGE = 50;
    private static final int RUNS = 20;
    private static final int FINDINGS = 200;
    private final Journal journal;
    private final JournalReader reader;
    private final ConnectorStates connectors;
    private final ConnectorTests tests;
    private final Reconciliation reconciliation;
    private final Schedules schedules;

    MachinePages(
            Journal journal,
            JournalReader reader,
            ConnectorStates connectors,
            ConnectorTests tests,
            Reconciliation reconciliation,
            Schedules schedules) {
        this.journal = journal;
        this.reader = reader;
        this.connectors = connectors;
        this.tests = tests;
        this.reconciliation = reconciliation;
        this.schedules = schedules;
    }

    @GetMapping("/console/connectors")
    String connectors(Model model) {
        model.addAttribute("connectors", connectors.all());
        return "console/connectors";
    }

    @PostMapping("/console/connectors/{name}/pause")
    String pause(@PathVariable String name, @RequestParam String reason, Principal who, RedirectAttributes said) {
        known(name);
        if (reason.isBlank()) {
            said.addFlashAttribute("refused", "Say why it is paused; others will read it.");
        } else {
            journal.pause(name, who.getName(), reason);
            said.addFlashAttribute("done", name + " is paused. What is accepted for it waits.");
        }
        return "redirect:/console/connectors";
    }

    @PostMapping("/console/connectors/{name}/resume")
    String resume(@PathVariable String name, RedirectAttributes said) {
        known(name);
        journal.resume(name);
        said.addFlashAttribute("done", name + " works again.");
        return "redirect:/console/connectors";
    }

    @PostMapping("/console/connectors/{name}/test")
    String test(@PathVariable String name, Principal who, RedirectAttributes said) {
        ConnectorTests.Result result = tests.test(name, who.getName())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such connector."));
        said.addFlashAttribute(result.well() ? "done" : "refused", result.words());
        return "redirect:/console/connectors";
    }

    private void known(String name) {
        if (connectors.of(name).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such connector.");
        }
    }

    @GetMapping("/console/deliveries")
    String deliveries(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        int shown = Math.max(0, Math.min(page, 100_000));
        EntryState wanted = List.of(EntryState.values()).stream()
                .filter(one -> one.name().equals(state))
                .findFirst()
                .orElse(null);
        var rows = reader.deliveries(wanted, PAGE, shown * PAGE);
        model.addAttribute("rows", rows);
        model.addAttribute("states", EntryState.values());
        model.addAttribute("state", wanted == null ? "" : wanted.name());
        model.addAttribute("page", shown);
        model.addAttribute("more", rows.size() == PAGE);
        return "console/deliveries";
    }

    @GetMapping("/console/reconciliation")
    String reconciliation(@RequestParam(required = false) @Nullable UUID run, Model model) {
        var runs = reconciliation.list(RUNS, 0);
        UUID shown = run != null ? run : runs.isEmpty() ? null : runs.get(0).id();
        model.addAttribute("runs", runs);
        model.addAttribute(
                "report",
                shown == null ? null : reconciliation.report(shown, FINDINGS, 0).orElse(null));
        return "console/reconciliation";
    }

    /** The runs alone, which are looked at again and again while one goes on. */
    @GetMapping("/console/reconciliation/live")
    String reconciliationLive(Model model) {
        model.addAttribute("runs", reconciliation.list(RUNS, 0));
        return "console/reconciliation :: live";
    }

    @PostMapping("/console/reconciliation/{id}/stop")
    String stop(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        boolean ran = reconciliation.stop(id, who.getName());
        said.addFlashAttribute(
                ran ? "done" : "refused", ran ? "It stops after the return it is at." : "It has ended already.");
        return "redirect:/console/reconciliation";
    }

    @PostMapping("/console/reconciliation")
    String reconcile(Principal who, RedirectAttributes said) {
        reconciliation.start(who.getName());
        said.addFlashAttribute("done", "The systems are being compared.");
        return "redirect:/console/reconciliation";
    }

    @GetMapping("/console/schedules")
    String schedules(Model model) {
        model.addAttribute("schedules", schedules.list());
        return "console/schedules";
    }

    @PostMapping("/console/schedules/{id}/run")
    String run(@PathVariable String id, Principal who, RedirectAttributes said) {
        try {
            boolean known = schedules.run(id, who.getName()).isPresent();
            said.addFlashAttribute(known ? "done" : "refused", known ? "It runs now." : "There is no such schedule.");
        } catch (IllegalStateException notPossible) {
            said.addFlashAttribute("refused", String.valueOf(notPossible.getMessage()));
        }
        return "redirect:/console/schedules";
    }
}
