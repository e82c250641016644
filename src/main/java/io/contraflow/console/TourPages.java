package io.contraflow.console;

import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.ReturnStore;
import io.contraflow.model.Return;
import io.contraflow.model.Status;
import io.contraflow.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** For newcomers: a return is played in the simulated world, and the page says what happens and why while it happens. */
@Controller
@ConditionalOnProperty("contraflow.sandbox.enabled")
class TourPages {
    private static final int MOMENTS = 12;
    private final Stories stories;
    private final ReturnStore store;
    private final Timeline timeline;
    private final Exceptions exceptions;

    TourPages(Stories stories, ReturnStore store, Timeline timeline, Exceptions exceptions) {
        this.stories = stories;
        this.store = store;
        this.timeline = timeline;
        this.exceptions = exceptions;
    }

    /** A part of the way: it begins when the return has that status or a later one. */
    private record Part(Status from, String title, String words) {}

    /**
     * A part of the way of one return.
     *
     * @param state {@code past}, {@code now} or {@code later}
     */
    record Step(int number, String title, String words, String state) {}

    private static final List<Part> WAY = List.of(
            new Part(
                    Status.REQUESTED,
                    "The customer asks",
                    "In the shop. Its webhook is stored before it is answered, so nothing that was accepted is lost."),
            new Part(
                    Status.IN_REVIEW,
                    "The policy decides",
                    "Rule by rule, from a file that people can read. What the law gives the customer cannot be cut."),
            new Part(
                    Status.APPROVED,
                    "The systems are told",
                    "The shop approves, the ERP gets its authorization, the helpdesk a ticket, the carrier a label: one after"
                            + " the other or side by side, each tried again until it worked once."),
            new Part(
                    Status.IN_TRANSIT,
                    "The parcel travels",
                    "The carrier's scans come in. They may come late, twice or in a wrong order."),
            new Part(
                    Status.RECEIVED,
                    "The warehouse looks",
                    "Each piece gets a grade. The grade decides where it goes and whether something is deducted."),
            new Part(
                    Status.INSPECTED,
                    "The money goes back",
                    "The amount is worked out once, to the cent. The shop refunds; the ERP credits and books it as paid."),
            new Part(
                    Status.CLOSED,
                    "All agree",
                    "Shop, ERP, helpdesk and carrier say the same. The ticket is closed, the customer has read what happened."));

    @GetMapping("/console/tour")
    String choose(Model model) {
        model.addAttribute("stories", stories.all());
        return "console/tour";
    }

    @PostMapping("/console/tour")
    String play(@RequestParam String story, RedirectAttributes said) {
        if (stories.all().stream().noneMatch(one -> one.name().equals(story))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such story.");
        }
        said.addAttribute("story", story);
        said.addAttribute("order", stories.play(story));
        return "redirect:/console/tour/{story}";
    }

    @GetMapping("/console/tour/{story}")
    String watch(@PathVariable String story, @RequestParam String order, Model model) {
        fill(story, order, model);
        return "console/tour-live";
    }

    /** The part that is looked at again and again until the return has ended. */
    @GetMapping("/console/tour/{story}/live")
    String live(@PathVariable String story, @RequestParam String order, Model model) {
        fill(story, order, model);
        return "console/tour-live :: live";
    }

    private void fill(String name, String order, Model model) {
        Stories.Story story = stories.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such story."));
        List<ReturnStore.Row> found = store.search(new ReturnStore.Query(null, null, order, 0, 1));
        Return rma = found.isEmpty() ? null : store.find(found.get(0).id()).orElse(null);
        List<Timeline.Moment> told = rma == null ? List.of() : new ArrayList<>(timeline.of(rma.id()));
        Collections.reverse(told);
        List<ExceptionCase> waits = rma == null
                ? List.of()
                : exceptions.of(rma.id()).stream()
                        .filter(one -> one.state().equals("OPEN"))
                        .toList();
        model.addAttribute("story", story);
        model.addAttribute("order", order);
        model.addAttribute("rma", rma);
        model.addAttribute("steps", steps(rma == null ? null : rma.status()));
        model.addAttribute("moments", told.subList(0, Math.min(MOMENTS, told.size())));
        model.addAttribute("waits", waits);
        model.addAttribute("ended", rma != null && rma.status().isFinal());
    }

    private static List<Step> steps(@Nullable Status status) {
        // What ended early never went further than the decision.
        int reached = status == null ? -1 : status.isSideExit() ? Status.IN_REVIEW.ordinal() : status.ordinal();
        List<Step> steps = new ArrayList<>();
        for (int at = 0; at < WAY.size(); at++) {
            Part part = WAY.get(at);
            boolean begun = reached >= part.from().ordinal();
            boolean passed =
                    at + 1 < WAY.size() ? reached >= WAY.get(at + 1).from().ordinal() : status == Status.CLOSED;
            boolean now = !passed && (begun || at == 0);
            steps.add(new Step(at + 1, part.title(), part.words(), passed ? "past" : now ? "now" : "later"));
        }
        return steps;
    }
}
