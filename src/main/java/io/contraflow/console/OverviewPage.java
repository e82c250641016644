package io.contraflow.console;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.Figures;
import io.contraflow.flow.watch.Situation;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.Traffic;
import io.contraflow.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What happens now, what is wrong, and how we do. */
@Controller
class OverviewPage {
    private static final int GROUPS = 8;
    private static final int DAYS = 30;
    /** Height of the pictures of the last hour; templates draw the same. */
    private static final int SPARK = 24;

    private final Situation situation;
    private final Exceptions exceptions;
    private final Figures figures;
    private final Wording wording;
    private final boolean sandbox;

    OverviewPage(
            Situation situation,
            Exceptions exceptions,
            Figures figures,
            Wording wording,
            @Value("${contraflow.sandbox.enabled:false}") boolean sandbox) {
        this.situation = situation;
        this.exceptions = exceptions;
        this.figures = figures;
        this.wording = wording;
        this.sandbox = sandbox;
    }

    /** A stage of the way with the number of returns in it, and their share of the fullest stage in percent. */
    record Stage(Status status, long count, int percent) {}

    /**
     * Something that can be wrong.
     *
     * @param tone {@code ok} when nothing is, else {@code wait} or {@code bad}
     * @param value what stands large
     * @param words what stands below
     * @param address where one looks at it
     */
    record Trouble(String name, String tone, String value, String words, String address) {}

    /**
     * Something that is counted minute by minute.
     *
     * @param now in the last minute
     * @param most in the minute with the most
     * @param all in the hour
     * @param bars heights of the last 60 minutes, the one that runs last
     */
    record Pulse(String name, long now, long most, long all, List<Integer> bars) {}

    @GetMapping({"/", "/console"})
    String overview(Model model) {
        fill(model);
        model.addAttribute("tour", sandbox);
        model.addAttribute("days", figures.byDay(DAYS));
        return "console/overview";
    }

    /** The part that is looked at again and again while the page is open. */
    @GetMapping("/console/overview/live")
    String live(Model model) {
        fill(model);
        return "console/overview :: live";
    }

    private void fill(Model model) {
        Situation.Now now = situation.now();
        long most = now.returns().entrySet().stream()
                .filter(entry -> !entry.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(1);
        List<Stage> stages = new ArrayList<>();
        List<Stage> ended = new ArrayList<>();
        for (Status status : Status.values()) {
            long count = now.returns().getOrDefault(status, 0L);
            Stage stage = new Stage(status, count, (int) Math.min(100, 100 * count / Math.max(1, most)));
            (status.isFinal() ? ended : stages).add(stage);
        }
        model.addAttribute("stages", stages);
        model.addAttribute("ended", ended);
        model.addAttribute(
                "pulses",
                List.of(
                        pulse("Events in", now.traffic().events(), now.traffic(), Traffic.Minute::events),
                        pulse(
                                "Deliveries out",
                                now.traffic().deliveries(),
                                now.traffic(),
                                Traffic.Minute::deliveries)));
        model.addAttribute("troubles", troubles(now));
        model.addAttribute("groups", exceptions.groups(GROUPS, 0));
        model.addAttribute("connectors", now.connectors());
        model.addAttribute("figures", figures.ofLastDays(DAYS));
    }

    private static Pulse pulse(String name, long now, Traffic.Hour hour, ToLongFunction<Traffic.Minute> count) {
        List<Long> counts = hour.minutes().stream().map(count::applyAsLong).toList();
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
        return new Pulse(
                name,
                now,
                most,
                counts.stream().mapToLong(Long::longValue).sum(),
                // What happened at all is seen.
                counts.stream()
                        .map(one -> one == 0 ? 0 : (int) Math.max(1, SPARK * one / most))
                        .toList());
    }

    private List<Trouble> troubles(Situation.Now now) {
        long dead = now.standing().deadEvents() + now.standing().deadDeliveries();
        long drift = now.open(ExceptionKind.DRIFT);
        long due = now.refunds().soon() + now.refunds().late();
        int notWorking = now.notWorking().size();
        return List.of(
                new Trouble(
                        "Waits for people",
                        now.open() == 0 ? "ok" : "wait",
                        String.valueOf(now.open()),
                        now.open() == 0 ? "nothing open" : "the oldest " + wording.ago(now.oldest()),
                        "/console/exceptions"),
                new Trouble(
                        "Dead letters",
                        dead == 0 ? "ok" : "bad",
                        String.valueOf(dead),
                        dead == 0
                                ? "nothing given up"
                                : now.standing().deadDeliveries() + " deliveries, "
                                        + now.standing().deadEvents() + " events",
                        now.standing().deadDeliveries() == 0
                                ? "/console/exceptions?kind=" + ExceptionKind.DEAD_EVENT
                                : "/console/deliveries?state=" + EntryState.DEAD),
                new Trouble(
                        "Wait for a mapping",
                        now.standing().parked() == 0 ? "ok" : "wait",
                        String.valueOf(now.standing().parked()),
                        now.standing().parked() == 0 ? "all is mapped" : "events and deliveries",
                        "/console/mappings"),
                new Trouble(
                        "Drift",
                        drift == 0 ? "ok" : "bad",
                        String.valueOf(drift),
                        drift == 0 ? "no difference known" : "differences between systems",
                        drift == 0 ? "/console/reconciliation" : "/console/exceptions?kind=" + ExceptionKind.DRIFT),
                new Trouble(
                        "Refunds due by law",
                        now.refunds().late() > 0 ? "bad" : due > 0 ? "wait" : "ok",
                        String.valueOf(due),
                        due == 0
                                ? "none is near its day"
                                : now.refunds().soon() + " soon, "
                                        + now.refunds().late() + " late",
                        "/console/exceptions?kind=" + ExceptionKind.STUCK),
                new Trouble(
                        "Connectors",
                        notWorking == 0 ? "ok" : "bad",
                        notWorking == 0 ? "all work" : notWorking + " down",
                        notWorking == 0
                                ? now.connectors().size() + " systems"
                                : now.notWorking().stream()
                                        .map(one -> one.name() + " " + wording.words(one.state()))
                                        .collect(Collectors.joining(", ")),
                        "/console/connectors"));
    }
}
