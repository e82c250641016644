package io.contraflow.api;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.flow.BulkJob;
import io.contraflow.flow.BulkJobs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The same done with many work items at once, in the background. */
@RestController
@Validated
@RequestMapping("/api/jobs")
class JobsApi {
    private static final int LATEST = 50;
    private final BulkJobs jobs;

    JobsApi(BulkJobs jobs) {
        this.jobs = jobs;
    }

    /**
     * What is to be done, with which open work items: those that meet every condition that is given, at least one.
     *
     * @param reason why, or with {@code ASSIGN} to whom; needless with {@code RETRY}
     */
    record Order(
            @NotNull BulkJob.Action action,
            @Nullable @Pattern(regexp = "[0-9a-f]{16}") String cause,
            @Nullable ExceptionKind kind,
            @Nullable @Size(min = 1, max = 10_000) List<@NotNull UUID> ids,
            @Nullable @Size(min = 1, max = 400) String reason) {}

    /** Begins to do the same with many work items; answers before it is done. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    BulkJob begin(@RequestBody @Valid Order order, Principal who) {
        if (order.cause() == null && order.kind() == null && order.ids() == null) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "say which work items are meant: cause, kind or ids");
        }
        if (order.action() != BulkJob.Action.RETRY && order.reason() == null) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "the field reason says why, or with ASSIGN to whom");
        }
        return jobs.begin(
                order.action(),
                new BulkJob.Selection(order.cause(), order.kind(), order.ids()),
                who.getName(),
                order.reason());
    }

    /** The latest jobs, newest first. */
    @GetMapping
    List<BulkJob> latest() {
        return jobs.latest(LATEST);
    }

    /** How far a job is. */
    @GetMapping("/{id}")
    BulkJob one(@PathVariable UUID id) {
        return jobs.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no job " + id));
    }

    /** Stops after the batch it is at; what is done stays done. */
    @PostMapping("/{id}/stop")
    BulkJob stop(@PathVariable UUID id) {
        one(id);
        if (!jobs.stop(id)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "it has ended already");
        }
        return one(id);
    }
}
