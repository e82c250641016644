package io.contraflow.api;

import io.contraflow.flow.schedule.Schedule;
import io.contraflow.flow.schedule.Schedules;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What runs by the clock, and running it at once. */
@RestController
@RequestMapping("/api/schedules")
class SchedulesApi {
    private final Schedules schedules;

    SchedulesApi(Schedules schedules) {
        this.schedules = schedules;
    }

    /** What runs by itself, when it did last, and when it does next. */
    @GetMapping
    List<Schedule> list() {
        return schedules.list();
    }

    /** Lets a schedule run once now, beside its rhythm; the answer shows it as it was before. */
    @PostMapping("/{id}/run")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Schedule run(@PathVariable String id, Principal who) {
        try {
            return schedules
                    .run(id, who.getName())
                    .orElseThrow(
                            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no schedule of that id"));
        } catch (IllegalStateException notPossible) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, notPossible.getMessage(), notPossible);
        }
    }
}
