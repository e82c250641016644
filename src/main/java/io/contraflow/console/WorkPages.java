package io.contraflow.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionHistory;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.exception.Subjects;
import io.contraflow.flow.BulkJob;
import io.contraflow.flow.BulkJobs;
import io.contraflow.flow.WorkList;
import io.contraflow.journal.DeadLetters;
import io.contraflow.journal.Letter;
import io.contraflow.view.ListPage;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** What waits for people: in groups of one cause, one by one, and in bulk. */
@Controller
class WorkPages {
    private static final int PAGE = 50;
    private static final int GROUPS = 100;
    private static final int JOBS = 20;
    private static final int LONGEST_REASON = 400;
    private static final String MINE = "me";
    private static final String NOBODYS = "nobody";
    private final Exceptions exceptions;
    private final WorkList workList;
    private final ExceptionHistory history;
    private final DeadLetters letters;
    private final BulkJobs jobs;
    private final ObjectMapper json;
    private final ViewPages views;

    WorkPages(
            Exceptions exceptions,
            WorkList workList,
            ExceptionHistory history,
            DeadLetters letters,
            BulkJobs jobs,
            ObjectMapper json,
            ViewPages views) {
        this.exceptions = exceptions;
        this.workList = workList;
        this.history = history;
        this.letters = letters;
        this.jobs = jobs;
        this.json = json;
        this.views = views;
    }

    @GetMapping("/console/exceptions")
    String list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(defaultValue = "OPEN") String state,
            @RequestParam(defaultValue = "") String whose,
            @RequestParam(defaultValue = "0") int page,
            Principal who,
            Model model) {
        int shown = Math.max(0, Math.min(page, 100_000));
        ExceptionKind wanted = kind(kind);
        String shownState = state.equals("RESOLVED") ? "RESOLVED" : "OPEN";
        Exceptions.Filter filter =
                new Exceptions.Filter(blankAsNull(cause), wanted, null, assignee(whose, who.getName()));
        List<ExceptionCase> cases = exceptions.list(shownState, filter, PAGE, shown * PAGE);
        model.addAttribute("groups", exceptions.groups(GROUPS, 0));
        model.addAttribute("cases", cases);
        model.addAttribute("kinds", ExceptionKind.values());
        model.addAttribute("kind", wanted == null ? "" : wanted.name());
        model.addAttribute("cause", cause == null ? "" : cause);
        model.addAttribute("state", shownState);
        model.addAttribute("whose", whose);
        model.addAttribute("page", shown);
        model.addAttribute("more", cases.size() == PAGE);
        model.addAttribute("jobs", jobs.latest(JOBS));
        views.show(
                ListPage.EXCEPTIONS,
                Map.of(
                        "kind", wanted == null ? "" : wanted.name(),
                        "cause", cause == null ? "" : cause,
                        "whose", whose,
                        // What is shown without a filter needs none.
                        "state", shownState.equals("OPEN") ? "" : shownState),
                who.getName(),
                model);
        return "console/exceptions";
    }

    /** {@code me} and {@code nobody} say whose; anything else means all. */
    private static @Nullable String assignee(String whose, String me) {
        return whose.equals(MINE) ? me : whose.equals(NOBODYS) ? "" : null;
    }

    private static @Nullable ExceptionKind kind(@Nullable String name) {
        return List.of(ExceptionKind.values()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** The jobs alone, for as long as one runs. */
    @GetMapping("/console/exceptions/jobs")
    String jobs(Model model) {
        model.addAttribute("jobs", jobs.latest(JOBS));
        return "console/exceptions :: jobs";
    }

    @PostMapping("/console/exceptions/bulk")
    String bulk(
            @RequestParam String cause,
            @RequestParam String action,
            @RequestParam(defaultValue = "") String reason,
            Principal who,
            RedirectAttributes said) {
        BulkJob.Action wanted = action.equals("RESOLVE") ? BulkJob.Action.RESOLVE : BulkJob.Action.RETRY;
        if (wanted == BulkJob.Action.RESOLVE && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
            said.addFlashAttribute("refused", "Give a reason of at most " + LONGEST_REASON + " characters.");
        } else {
            jobs.begin(
                    wanted,
                    new BulkJob.Selection(cause, null, null),
                    who.getName(),
                    wanted == BulkJob.Action.RETRY ? null : reason);
            said.addFlashAttribute("done", "Under way; the progress stands below.");
        }
        return "redirect:/console/exceptions";
    }

    @PostMapping("/console/exceptions/jobs/{id}/stop")
    String stop(@PathVariable UUID id, RedirectAttributes said) {
        said.addFlashAttribute("done", jobs.stop(id) ? "It stops after the item at work." : "It has ended already.");
        return "redirect:/console/exceptions";
    }

    @GetMapping("/console/exceptions/{id}")
    String one(@PathVariable UUID id, Model model) {
        ExceptionCase found = found(id);
        Optional<Letter> letter = Optional.ofNullable(found.subject()).flatMap(letters::letter);
        model.addAttribute("case", found);
        model.addAttribute("history", history.of(id));
        model.addAttribute("canRetry", found.state().equals("OPEN") && Subjects.canRetry(found.subject()));
        // A delivery is made anew from the return at each try, so there is nothing to correct in it.
        model.addAttribute(
                "canEdit",
                found.state().equals("OPEN")
                        && found.subject() != null
                        && found.subject().startsWith(Subjects.EVENT));
        model.addAttribute("letter", letter.orElse(null));
        model.addAttribute("payload", letter.map(one -> pretty(one.payload())).orElse(""));
        model.addAttribute(
                "request",
                letter.flatMap(one -> Optional.ofNullable(one.request()))
                        .map(this::pretty)
                        .orElse(""));
        return "console/exception";
    }

    @PostMapping("/console/exceptions/{id}/retry")
    String retry(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        boolean tried = workList.retry(found(id), who.getName());
        said.addFlashAttribute(tried ? "done" : "refused", tried ? "Tried again." : "There is nothing to try again.");
        return "redirect:/console/exceptions/" + id;
    }

    /** Replaces one value of what has stopped and tries it again. */
    @PostMapping("/console/exceptions/{id}/edit")
    String edit(
            @PathVariable UUID id,
            @RequestParam String field,
            @RequestParam String value,
            Principal who,
            RedirectAttributes said) {
        Map<String, JsonNode> values = new HashMap<>();
        values.put(field.trim(), value(value));
        try {
            boolean edited = workList.edit(found(id), values, who.getName());
            said.addFlashAttribute(
                    edited ? "done" : "refused",
                    edited ? "Corrected and tried again." : "There is nothing to correct.");
        } catch (DeadLetters.CannotEdit e) {
            said.addFlashAttribute("refused", String.valueOf(e.getMessage()));
        }
        return "redirect:/console/exceptions/" + id;
    }

    private JsonNode value(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException plainText) {
            return json.getNodeFactory().textNode(text);
        }
    }

    @PostMapping("/console/exceptions/{id}/resolve")
    String resolve(@PathVariable UUID id, @RequestParam String reason, Principal who, RedirectAttributes said) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            said.addFlashAttribute("refused", "Give a reason of at most " + LONGEST_REASON + " characters.");
        } else {
            boolean resolved = workList.resolve(found(id), reason, who.getName());
            said.addFlashAttribute(resolved ? "done" : "refused", resolved ? "Resolved." : "It is resolved already.");
        }
        return "redirect:/console/exceptions/" + id;
    }

    @PostMapping("/console/exceptions/{id}/assign")
    String assign(@PathVariable UUID id, Principal who, RedirectAttributes said) {
        boolean taken = workList.assign(found(id), who.getName(), who.getName());
        said.addFlashAttribute(taken ? "done" : "refused", taken ? "It is yours now." : "It is resolved already.");
        return "redirect:/console/exceptions/" + id;
    }

    private ExceptionCase found(UUID id) {
        return exceptions
                .find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such exception."));
    }

    private String pretty(JsonNode node) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document cannot be written", e);
        }
    }
}
