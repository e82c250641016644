package io.contraflow.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.WorkList;
import io.contraflow.journal.Journal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
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
    private final Journal journal;
    private final ObjectMapper json;

    ExceptionsApi(Exceptions exceptions, WorkList workList, Journal journal, ObjectMapper json) {
        this.exceptions = exceptions;
        this.workList = workList;
        this.journal = journal;
        this.json = json;
    }

    /**
     * A work item as people see it.
     *
     * @param action what can be done
     * @param canRetry whether there is something to try again
     */
    record Item(
            UUID id,
            ExceptionKind kind,
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
            Instant lastAt,
            @Nullable Instant closedAt) {}

    record Resolution(@NotBlank @Size(max = 500) String reason) {}

    record Assignment(@NotBlank @Size(max = 100) String assignee) {}

    @GetMapping
    ReturnsApi.Page<Item> list(
            @RequestParam(defaultValue = "OPEN") String state,
            @RequestParam(required = false) @Nullable ExceptionKind kind,
            @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        List<Item> items = exceptions.list(state, kind, size, page * size).stream()
                .map(this::item)
                .toList();
        return new ReturnsApi.Page<>(items, page, size);
    }

    @GetMapping("/{id}")
    Item one(@PathVariable UUID id) {
        return item(found(id));
    }

    /** Tries again what the work item is about; it ends by itself when that goes well. */
    @PostMapping("/{id}/retry")
    Item retry(@PathVariable UUID id) {
        String subject = found(id).subject();
        if (subject == null || !journal.retry(subject)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "there is nothing to try again");
        }
        return item(found(id));
    }

    /** Ends the work item; what it is about is not done any more. */
    @PostMapping("/{id}/resolve")
    Item resolve(@PathVariable UUID id, @RequestBody @Valid Resolution resolution, Principal who) {
        ExceptionCase known = found(id);
        String why = resolution.reason() + " (" + who.getName() + ")";
        if (!workList.resolve(id, known.subject(), why)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "it is resolved already");
        }
        return item(found(id));
    }

    @PostMapping("/{id}/assign")
    Item assign(@PathVariable UUID id, @RequestBody @Valid Assignment assignment) {
        if (!exceptions.assign(id, assignment.assignee())) {
            found(id);
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
                one.returnId(),
                one.queue(),
                one.sentence(),
                context(one.context()),
                one.kind().action(),
                Journal.canRetry(one.subject()),
                one.state(),
                one.count(),
                one.assignee(),
                one.resolution(),
                one.openedAt(),
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
