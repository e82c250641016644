package io.contraflow.console;

import io.contraflow.view.ListPage;
import io.contraflow.view.SavedView;
import io.contraflow.view.SavedViews;
import io.contraflow.view.ViewRefused;
import io.contraflow.view.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Saved views: filters of lists under a name, for everybody who has a login. */
@Controller
class ViewPages {
    private static final String VIEWS = "redirect:/console/views";
    private final SavedViews views;

    ViewPages(SavedViews views) {
        this.views = views;
    }

    /**
     * Gives the page of a list what its row of views shows.
     *
     * @param given values of its filter, blank where none is set
     */
    void show(ListPage page, Map<String, String> given, String login, Model model) {
        Map<String, String> filter = page.filterOf(given);
        List<SavedView> all = views.of(page, login);
        model.addAttribute("views", all);
        model.addAttribute("viewNow", page.address(filter));
        boolean isNew =
                !filter.isEmpty() && all.stream().noneMatch(one -> one.filter().equals(filter));
        model.addAttribute(
                "viewToSave",
                isNew
                        ? "/console/views/new?of=" + page.step() + "&"
                                + page.address(filter).split("\\?", 2)[1]
                        : "");
    }

    @GetMapping("/console/views")
    String all(Principal who, Model model) {
        model.addAttribute("views", views.of(who.getName()));
        return "console/views";
    }

    /** Asks for the name of a filter. */
    @GetMapping("/console/views/new")
    String name(@RequestParam String of, @RequestParam Map<String, String> given, Model model) {
        ListPage page = page(of);
        model.addAttribute("list", page);
        model.addAttribute("filter", page.filterOf(given));
        return "console/view";
    }

    @PostMapping("/console/views")
    String save(
            @RequestParam String of,
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            RedirectAttributes said) {
        ListPage page = page(of);
        try {
            SavedView saved = views.save(page, name, page.filterOf(given), shared, viewer(request));
            said.addFlashAttribute("done", "Saved as " + saved.name() + ".");
        } catch (ViewRefused refused) {
            said.addFlashAttribute("refused", String.valueOf(refused.getMessage()));
        }
        return "redirect:" + page.address(page.filterOf(given));
    }

    @PostMapping("/console/views/{id}/change")
    String change(
            @PathVariable UUID id,
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean shared,
            HttpServletRequest request,
            RedirectAttributes said) {
        return say(said, " is saved.", () -> views.change(id, name, shared, viewer(request)));
    }

    @PostMapping("/console/views/{id}/remove")
    String remove(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes said) {
        return say(said, " is removed.", () -> views.remove(id, viewer(request)));
    }

    private static String say(RedirectAttributes said, String done, Supplier<Optional<SavedView>> action) {
        try {
            SavedView view = action.get()
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such view."));
            said.addFlashAttribute("done", view.name() + done);
        } catch (ViewRefused refused) {
            said.addFlashAttribute("refused", String.valueOf(refused.getMessage()));
        }
        return VIEWS;
    }

    private static Viewer viewer(HttpServletRequest request) {
        return Viewer.of(request.getRemoteUser(), request::isUserInRole);
    }

    private static ListPage page(String step) {
        return ListPage.of(step)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "There is no such list."));
    }
}
