package io.contraflow.api;

import io.contraflow.view.ListPage;
import io.contraflow.view.SavedView;
import io.contraflow.view.SavedViews;
import io.contraflow.view.ViewRefused;
import io.contraflow.view.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Saved views: filters of the console's lists under a name. */
@RestController
@RequestMapping("/api/views")
class ViewsApi {
    private final SavedViews views;

    ViewsApi(SavedViews views) {
        this.views = views;
    }

    /** The views that somebody sees. */
    record Views(List<SavedView> items) {}

    /**
     * A filter to be saved.
     *
     * @param page the list that it belongs to
     * @param filter of {@code RETURNS} q and status, of {@code EXCEPTIONS} kind, cause and state; no mail addresses
     * @param shared whether everybody sees it, for operators and administrators
     */
    record NewView(
            @NotNull ListPage page,
            @NotBlank @Size(max = 60) String name,
            @NotNull @Size(max = 10) Map<@NotNull String, @NotNull String> filter,
            boolean shared) {}

    /** @param shared whether everybody sees it from now on */
    record Change(@NotBlank @Size(max = 60) String name, boolean shared) {}

    /** Your own views and those that others share, of one list or of all. */
    @GetMapping
    Views all(@RequestParam(required = false) @Nullable ListPage page, Principal who) {
        return new Views(page == null ? views.of(who.getName()) : views.of(page, who.getName()));
    }

    /** Saves a filter under a name, for yourself or for everybody. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SavedView save(@RequestBody @Valid NewView view, HttpServletRequest request, Principal who) {
        return answer(() -> Optional.of(views.save(
                view.page(),
                view.name(),
                view.filter(),
                view.shared(),
                Viewer.of(who.getName(), request::isUserInRole))));
    }

    /** Gives a view another name, and says whether everybody sees it. */
    @PutMapping("/{id}")
    SavedView change(
            @PathVariable UUID id, @RequestBody @Valid Change change, HttpServletRequest request, Principal who) {
        return answer(() ->
                views.change(id, change.name(), change.shared(), Viewer.of(who.getName(), request::isUserInRole)));
    }

    /** Removes a view, your own or, for administrators, one that somebody shares. */
    @DeleteMapping("/{id}")
    SavedView remove(@PathVariable UUID id, HttpServletRequest request, Principal who) {
        return answer(() -> views.remove(id, Viewer.of(who.getName(), request::isUserInRole)));
    }

    private static SavedView answer(Supplier<Optional<SavedView>> action) {
        try {
            return action.get()
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such view"));
        } catch (ViewRefused refused) {
            HttpStatus status =
                    switch (refused.why()) {
                        case WRONG -> HttpStatus.BAD_REQUEST;
                        case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
                        case TAKEN -> HttpStatus.CONFLICT;
                    };
            throw new ResponseStatusException(status, refused.getMessage(), refused);
        }
    }
}
