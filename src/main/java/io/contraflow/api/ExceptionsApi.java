package io.contraflow.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionHistory;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.exception.Subjects;
import io.contraflow.flow.WorkList;
import io.contraflow.journal.DeadLetters;
import io.contraflow.journal.Letter;
import io.contraflow.journal.Rehearsal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The work list. */
@RestController
@Validated
@RequestMapping("/api/exceptions")
class ExceptionsApi {
    private final Exceptions exceptions;
    private final WorkList workList;
    private final ExceptionHistory history;
    private final DeadLetters letters;
    private final ObjectMapper json;

    ExceptionsApi(
            Exceptions exceptions,
            WorkList workList,
            ExceptionHistory history,
            DeadLetters letters,
            ObjectMapper json) {
        this.exceptions = exceptions;
        this.workList = workList;
        this.history = history;
        this.letters = letters;
        this.json = json;
    }

    /**
     * A work item as people see it.
     *
     * @param cause the same for the same cause
     * @param action what can be done
     * @param canRetry whether there is something to try again
     * @param dueAt by when somebody should have dealt with it
     */
    record Item(
            UUID id,
            ExceptionKind kind,
            String cause,
            @Nullable UUID returnId,
            String queue,
            String sentence,
            @Nullable JsonNode context,
            String action,
            boolean canRetry,
            String state,
            int count,
            @Nullable String assignee,
            @Nullable String resolution,
            Instant openedAt,
            Instant dueAt,
            Instant lastAt,
            @Nullable Instant closedAt) {}

    record Resolution(@NotBlank @Size(max = 500) String reason) {}

    record Assignment(@NotBlank @Size(max = 100) String assignee) {}

    /**
     * Work items by state, kind, cause and whose they are.
     *
     * @param whose those that this login looks at; empty for those that nobody does
     */
    @GetMapping
    ReturnsApi.Page<Item> list(
            @RequestParam(defaultValue = "OPEN") String state,
            @RequestParam(required = false) @Nullable ExceptionKind kind,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String whose,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        List<Item> items =
                exceptions.list(state, new Exceptions.Filter(cause, kind, null, whose), size, page * size).stream()
                        .map(this::item)
                        .toList();
        return new ReturnsApi.Page<>(items, page, size);
    }

    /**
     * Open work items of one cause as one line.
     *
     * @param action what can be done
     */
    record Group(
            String cause,
            ExceptionKind kind,
            String queue,
            String sentence,
            String action,
            long count,
            long times,
            long retriable,
            Instant firstAt,
            Instant lastAt) {}

    /** One line for each cause, those with most work items first. */
    @GetMapping("/groups")
    ReturnsApi.Page<Group> groups(
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        List<Group> groups = exceptions.groups(size, page * size).stream()
                .map(one -> new Group(
                        one.cause(),
                        one.kind(),
                        one.queue(),
                        one.sentence(),
                        one.kind().action(),
                        one.count(),
                        one.times(),
                        one.retriable(),
                        one.firstAt(),
                        one.lastAt()))
                .toList();
        return new ReturnsApi.Page<>(groups, page, size);
    }

    /** One work item. */
    @GetMapping("/{id}")
    Item one(@PathVariable UUID id) {
        return item(found(id));
    }

    /** What people did about it, oldest first. */
    @GetMapping("/{id}/history")
    List<ExceptionHistory.Step> history(@PathVariable UUID id) {
        return history.of(found(id).id());
    }

    /** Tries again what the work item is about; it ends by itself when that goes well. */
    @PostMapping("/{id}/retry")
    Item retry(@PathVariable UUID id, Principal who) {
        if (!workList.retry(found(id), who.getName())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "there is nothing to try again");
        }
        return item(found(id));
    }

    /** The event or delivery that the work item is about, without personal data. */
    @GetMapping("/{id}/letter")
    Letter letter(@PathVariable UUID id) {
        return letters.letter(subject(id)).orElseThrow(ExceptionsApi::nothingStopped);
    }

    /** What a retry would do with today's routes and mappings, or with a correction; changes nothing anywhere. */
    @PostMapping("/{id}/rehearse")
    Rehearsal rehearse(@PathVariable UUID id, @RequestBody(required = false) @Valid @Nullable Edit edit) {
        try {
            return letters.rehearse(subject(id), edit == null ? Map.of() : edit.values())
                    .orElseThrow(ExceptionsApi::nothingStopped);
        } catch (DeadLetters.CannotEdit e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
        }
    }

    /**
     * A correction.
     *
     * @param values new values by JSON pointer, such as {@code /order/id}
     */
    record Edit(@NotEmpty @Size(max = 100) Map<@NotBlank String, @NotNull JsonNode> values) {}

    /** Corrects the event that the work item is about, and tries it again; what it said before is kept. */
    @PostMapping("/{id}/edit")
    Item edit(@PathVariable UUID id, @RequestBody @Valid Edit edit, Principal who) {
        try {
            if (!workList.edit(found(id), edit.values(), who.getName())) {
                throw nothingStopped();
            }
        } catch (DeadLetters.CannotEdit e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage());
        }
        return item(found(id));
    }

    private String subject(UUID id) {
        String subject = found(id).subject();
        if (subject == null) {
            throw nothingStopped();
        }
        return subject;
    }

    private static ResponseStatusException nothingStopped() {
        return new ResponseStatusException(HttpStatus.CONFLICT, "it is about no event or delivery that has stopped");
    }

    /** Ends the work item; what it is about is not done any more. */
    @PostMapping("/{id}/resolve")
    Item resolve(@PathVariable UUID id, @RequestBody @Valid Resolution resolution, Principal who) {
        if (!workList.resolve(found(id), resolution.reason(), who.getName())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "it is resolved already");
        }
        return item(found(id));
    }

    /** Gives a work item to somebody. */
    @PostMapping("/{id}/assign")
    Item assign(@PathVariable UUID id, @RequestBody @Valid Assignment assignment, Principal who) {
        if (!workList.assign(found(id), assignment.assignee(), who.getName())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "it is resolved already");
        }
        return item(found(id));
    }

    private ExceptionCase found(UUID id) {
        return exceptions
                .find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no exception " + id));
    }

    private Item item(ExceptionCase one) {
        return new Item(
                one.id(),
                one.kind(),
                one.cause(),
                one.returnId(),
                one.queue(),
                one.sentence(),
                context(one.context()),
                one.kind().action(),
                Subjects.canRetry(one.subject()),
                one.state(),
                one.count(),
                one.assignee(),
                one.resolution(),
                one.openedAt(),
                one.dueAt(),
                one.lastAt(),
                one.closedAt());
    }

    private @Nullable JsonNode context(@Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
