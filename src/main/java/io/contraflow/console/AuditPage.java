package io.contraflow.console;

import io.contraflow.audit.AuditChain;
import io.contraflow.audit.AuditEntry;
import io.contraflow.audit.AuditTrail;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what. */
@Controller
class AuditPage {
    private static final int PAGE = 50;
    private final AuditTrail trail;
    private final AuditChain chain;

    AuditPage(AuditTrail trail, AuditChain chain) {
        this.trail = trail;
        this.chain = chain;
    }

    @GetMapping("/console/audit")
    String list(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        List<AuditEntry> entries = trail.list(
                new AuditTrail.Filter(
                        blankAsNull(actor), blankAsNull(action), blankAsNull(subject), null, null, null, null, before),
                PAGE);
        model.addAttribute("entries", entries);
        model.addAttribute("actor", actor);
        model.addAttribute("action", action);
        model.addAttribute("subject", subject);
        model.addAttribute(
                "next", entries.size() < PAGE ? null : entries.get(PAGE - 1).nr());
        return "console/audit";
    }

    @GetMapping("/console/audit/verify")
    String verify(Model model) {
        model.addAttribute("verdict", chain.verify(null));
        return list("", "", "", null, model);
    }

    private static @Nullable String blankAsNull(String text) {
        return text.isBlank() ? null : text.trim();
    }
}
