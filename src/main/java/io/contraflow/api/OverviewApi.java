package io.contraflow.api;

import io.contraflow.flow.Figures;
import io.contraflow.flow.watch.Situation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happens now, what is wrong, and how the merchant does. */
@RestController
@RequestMapping("/api")
@Validated
class OverviewApi {
    private final Situation situation;
    private final Figures figures;

    OverviewApi(Situation situation, Figures figures) {
        this.situation = situation;
        this.figures = figures;
    }

    /** Returns by status, events in and deliveries out minute by minute, and what does not go on by itself. */
    @GetMapping("/situation")
    Situation.Now situation() {
        return situation.now();
    }

    /**
     * How the merchant did.
     *
     * @param summary all those days together
     * @param days each of them (UTC), today last
     */
    record Report(Figures.Summary summary, List<Figures.Day> days) {}

    /**
     * How long refunds took, how much went back, how many orders come back, and how much of it needed people, in the last
     * days.
     *
     * @param days how many, today among them
     */
    @GetMapping("/figures")
    Report figures(@RequestParam(defaultValue = "30") @Min(1) @Max(Figures.MOST_DAYS) int days) {
        return new Report(figures.ofLastDays(days), figures.byDay(days));
    }
}
