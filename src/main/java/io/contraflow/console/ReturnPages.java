package io.contraflow.console;

import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.Impossible;
import io.contraflow.flow.RefundClocks;
import io.contraflow.flow.RepairReport;
import io.contraflow.flow.ReturnExport;
import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.Returns;
import io.contraflow.journal.JournalReader;
import io.contraflow.model.Money;
import io.contraflow.model.RepairItem;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.Status;
import io.contraflow.timeline.Timeline;
import io.contraflow.view.ListPage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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

/** Returns: found, read and decided. */
@Controller
class ReturnPages {
    private static final int PAGE = 50;
    private static final int LONGEST_REASON = 500;
    private final ReturnStore store;
    private final Returns returns;
    private final Timeline timeline;
    private final Exceptions exceptions;
    private final JournalReader journal;
    private final RefundClocks clocks;
    private final ReturnExport export;
    private final DocumentPages documents;
    private final ViewPages views;
    private final SystemPages systems;

    ReturnPages(
            ReturnStore store,
            Returns returns,
            Timeline timeline,
            Exceptions exceptions,
            JournalReader journal,
            RefundClocks clocks,
            ReturnExport export,
            DocumentPages documents,
            ViewPages views,
            SystemPages systems) {
        this.store = store;
        this.returns = returns;
        this.timeline = timeline;
        this.exceptions = exceptions;
        this.journal = journal;
        this.clocks = clocks;
        this.export = export;
        this.documents = documents;
        this.views = views;
        this.systems = systems;
    }

    @GetMapping("/console/returns")
    String list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable UUID before,
            Principal who,
            Model model) {
        Status wanted = status(status);
        ReturnStore.Place place = after != null
                ? store.place(after, false).orElse(null)
                : before != null ? store.place(before, true).orElse(null) : null;
        // One more than is shown tells whether there are more in that direction.
        List<ReturnStore.Row> found = store.search(new ReturnStore.Query(wanted, null, q, 0, PAGE + 1, place));
        boolean isFull = found.size() > PAGE;
        boolean isUpwards = place != null && place.isBefore();
        List<ReturnStore.Row> rows = !isFull ? found : isUpwards ? found.subList(1, PAGE + 1) : found.subList(0, PAGE);
        model.addAttribute("rows", rows);
        model.addAttribute("statuses", Status.values());
        model.addAttribute("status", wanted == null ? "" : wanted.name());
        model.addAttribute("q", q == null ? "" : q);
        views.show(
                ListPage.RETURNS,
                Map.of("q", q == null ? "" : q, "status", wanted == null ? "" : wanted.name()),
                who.getName(),
                model);
        model.addAttribute("newer", place != null && (!isUpwards || isFull));
        model.addAttribute("older", isUpwards || isFull);
        return "console/returns";
    }

    /** The whole list of a filter as a file, sent while it is read. */
    @GetMapping("/console/returns.csv")
    void file(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            HttpServletResponse answer)
            throws IOException {
        answer.setContentType("text/csv;charset=UTF-8");
        answer.setHeader("Content-Disposition", "attachment; filename=\"returns.csv\"");
        try (ReturnsCsv csv = new ReturnsCsv(answer.getWriter())) {
            export.each(new ReturnStore.Query(status(status), null, q, 0, 0), csv::write);
        }
    }

    private static @Nullable Status status(@Nullable String name) {
        return name == null
                ? null
                : List.of(Status.values()).stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    /** A line that is to be mended. */
    public record RepairView(String line, String sku, RepairItem said) {}

    @GetMapping("/console/returns/{id}")
    String one(@PathVariable UUID id, Model model) {
        Return found = found(id);
        List<Timeline.Moment> story = new ArrayList<>(timeline.of(id));
        Collections.reverse(story);
        List<ExceptionCase> cases = exceptions.of(id);
        model.addAttribute("rma", found);
        model.addAttribute("repairs", repairs(found));
        model.addAttribute("clock", clocks.of(found).orElse(null));
        systems.show(found, model);
        model.addAttribute("deliveries", journal.deliveriesOf(id));
        documents.show(found, model);
        model.addAttribute("story", story);
        model.addAttribute(
                "open", cases.stream().filter(one -> one.state().equals("OPEN")).toList());
        return "console/return";
    }

    /** Lines of which the customer wants a repair, with what the workshop said. */
    private static List<RepairView> repairs(Return found) {
        return found.lines().stream()
                .filter(line -> line.resolution() == Resolution.REPAIR)
                .map(line -> new RepairView(
                        line.id(),
                        line.sku(),
                        found.repairs().stream()
                                .filter(item -> item.lineId().equals(line.id()))
                                .findFirst()
                                .orElse(RepairItem.unknown(line.id()))))
                .toList();
    }

    @PostMapping("/console/returns/{id}/approve")
    String approve(@PathVariable UUID id, @RequestParam String reason, Principal who, RedirectAttributes said) {
        return act(id, reason, said, "Accepted.", () -> returns.accept(id, actor(who), reason));
    }

    @PostMapping("/console/returns/{id}/decline")
    String decline(@PathVariable UUID id, @RequestParam String reason, Principal who, RedirectAttributes said) {
        return act(
                id,
                reason,
                said,
                "Declined.",
                () -> returns.act(id, new ReturnEvent.ReturnDeclined(actor(who), reason), who.getName()));
    }

    @PostMapping("/console/returns/{id}/cancel")
    String cancel(@PathVariable UUID id, @RequestParam String reason, Principal who, RedirectAttributes said) {
        return act(
                id,
                reason,
                said,
                "Cancelled.",
                () -> returns.act(id, new ReturnEvent.ReturnCancelled(actor(who), reason), who.getName()));
    }

    @PostMapping("/console/returns/{id}/note")
    String note(@PathVariable UUID id, @RequestParam String reason, Principal who, RedirectAttributes said) {
        return act(
                id,
                reason,
                said,
                "Noted.",
                () -> returns.act(id, new ReturnEvent.NoteAdded(actor(who), reason), who.getName()));
    }

    /** What the workshop says of a line. */
    @PostMapping("/console/returns/{id}/repair")
    String repair(
            @PathVariable UUID id,
            @RequestParam String line,
            @RequestParam String state,
            @RequestParam(required = false) @Nullable String cost,
            @RequestParam(required = false) @Nullable Integer days,
            @RequestParam(required = false) @Nullable String why,
            Principal who,
            RedirectAttributes said) {
        Return found = found(id);
        try {
            RepairReport report =
                    new RepairReport(line, state, price(cost, found.order().currency()), days, why);
            ReturnEvent event = report.about(found, actor(who));
            if (why != null && why.length() > LONGEST_REASON) {
                throw new IllegalArgumentException("the field why may have at most " + LONGEST_REASON + " characters");
            }
            return act(id, said, "Noted.", () -> returns.act(id, event, who.getName()));
        } catch (IllegalArgumentException unfit) {
            said.addFlashAttribute("refused", String.valueOf(unfit.getMessage()));
            return "redirect:/console/returns/" + id;
        }
    }

    private static @Nullable Money price(@Nullable String amount, String currency) {
        try {
            return amount == null || amount.isBlank() ? null : Money.of(amount.strip(), currency);
        } catch (ArithmeticException | NumberFormatException unusable) {
            throw new IllegalArgumentException("the field cost must be an amount such as 35.00", unusable);
        }
    }

    private Return found(UUID id) {
        return store.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such return."));
    }

    private static String act(
            UUID id, String reason, RedirectAttributes said, String done, Supplier<Optional<Return>> action) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            said.addFlashAttribute("refused", "Give a reason of at most " + LONGEST_REASON + " characters.");
            return "redirect:/console/returns/" + id;
        }
        return act(id, said, done, action);
    }

    private static String act(UUID id, RedirectAttributes said, String done, Supplier<Optional<Return>> action) {
        try {
            if (action.get().isEmpty()) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such return.");
            }
            said.addFlashAttribute("done", done);
        } catch (Impossible e) {
            said.addFlashAttribute("refused", String.valueOf(e.getMessage()));
        }
        return "redirect:/console/returns/" + id;
    }

    private static Actor actor(Principal who) {
        return new Actor("person", who.getName());
    }
}
