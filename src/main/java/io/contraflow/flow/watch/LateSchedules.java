package io.contraflow.flow.watch;

import io.contraflow.flow.schedule.Schedule;
import io.contraflow.flow.schedule.ScheduleRun;
import io.contraflow.flow.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds schedules that did not run when they should have, that do not come to an end, or that fail again and again. */
@Component
class LateSchedules {
    private final Schedules schedules;
    private final WatchSettings settings;

    LateSchedules(Schedules schedules, WatchSettings settings) {
        this.schedules = schedules;
        this.settings = settings;
    }

    List<Stuck> find(Instant now) {
        List<Stuck> found = new ArrayList<>();
        for (Schedule schedule : schedules.list()) {
            trouble(schedule, now)
                    .ifPresent(sentence -> found.add(new Stuck("stuck:schedule:" + schedule.id(), null, sentence)));
        }
        return found;
    }

    private Optional<String> trouble(Schedule schedule, Instant now) {
        WatchSettings.Schedules limits = settings.schedules();
        ScheduleRun last = schedule.last();
        String name = "The schedule " + schedule.id();
        if (schedule.gap() == null) {
            return Optional.of(name + " does not run at all: its route is stopped or nothing triggers it.");
        }
        Instant began = last.beganAt();
        if (began != null && last.isRunning()) {
            return began.plus(limits.longest()).isBefore(now)
                    ? Optional.of(name + " has been at its last run since " + began + ", longer than "
                            + Words.of(limits.longest()) + ".")
                    : Optional.empty();
        }
        Instant reference = began == null ? last.knownAt() : began;
        if (reference.plus(schedule.gap()).plus(limits.late()).isBefore(now) && !isAboutToRun(schedule, now)) {
            return Optional.of(name + " should have run by " + reference.plus(schedule.gap()) + " and did not; it "
                    + (began == null ? "has never run." : "ran last at " + began + ".") + runItNow(schedule));
        }
        Instant failing = last.failingSince();
        if (failing != null && failing.plus(limits.late()).isBefore(now)) {
            return Optional.of(name + " has failed at every run since " + failing + ", last with: " + last.error());
        }
        return Optional.empty();
    }

    /** What was missed while no process ran is due at once after a start; it is not late before it had its chance. */
    private boolean isAboutToRun(Schedule schedule, Instant now) {
        Instant next = schedule.nextAt();
        Duration late = settings.schedules().late();
        return next != null
                && Duration.between(next, now).abs().compareTo(late) < 0
                && schedule.gap() != null
                && schedule.gap().compareTo(late) < 0;
    }

    private static String runItNow(Schedule schedule) {
        boolean rare = schedule.gap() != null && schedule.gap().compareTo(Duration.ofMinutes(10)) > 0;
        return rare ? " POST /api/schedules/" + schedule.id() + "/run runs it now." : "";
    }
}
