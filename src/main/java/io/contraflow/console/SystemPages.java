package io.contraflow.console;

import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.reconcile.Reconciliation;
import io.contraflow.flow.reconcile.Run;
import io.contraflow.flow.reconcile.Standings;
import io.contraflow.model.Return;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The systems of a return side by side, and comparing them now. */
@Controller
class SystemPages {
    private final ReturnStore store;
    private final Standings standings;
    private final Reconciliation reconciliation;

    SystemPages(ReturnStore store, Standings standings, Reconciliation reconciliation) {
        this.store = store;
        this.standings = standings;
        this.reconciliation = reconciliation;
    }

    /** What the part {@code systems} of a page needs. */
    void show(Return ours, Model model) {
        model.addAttribute("systems", standings.of(ours));
    }

    /** Compares, and shows the result in place; without a script as the whole page. */
    @PostMapping("/console/returns/{id}/compare")
    String compare(
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String inPlace,
            Principal who,
            Model model,
            RedirectAttributes said) {
        String words = reconciliation
                .compare(id, who.getName())
                .map(SystemPages::words)
                .orElseThrow(SystemPages::missing);
        if (inPlace == null) {
            said.addFlashAttribute("compared", words);
            return "redirect:/console/returns/" + id + "#systems";
        }
        Return ours = store.find(id).orElseThrow(SystemPages::missing);
        model.addAttribute("rma", ours);
        model.addAttribute("compared", words);
        show(ours, model);
        return "console/systems :: systems";
    }

    private static String words(Run run) {
        if (run.putOff() > 0) {
            return "The return changes just now. Compare it in a moment.";
        }
        if (run.compared() == 0) {
            return "The return could not be compared.";
        }
        String found = run.found() == 0
                ? "Compared: nothing differs."
                : "Compared: " + run.found() + (run.found() == 1 ? " difference" : " differences")
                        + (run.healed() == 0 ? "." : ", " + run.healed() + " of them healed.");
        return run.unread() == 0 ? found : found + " Not every system could be read.";
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such return.");
    }
}
