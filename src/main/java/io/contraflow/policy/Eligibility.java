package io.contraflow.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether one line may come back at all: window, reason, final sale. A rule fires when it objects. */
final class Eligibility {

    private final Rules rules;
    private final Situation situation;
    private final LineFacts line;

    Eligibility(Rules rules, Situation situation, LineFacts line) {
        this.rules = rules;
        this.situation = situation;
        this.line = line;
    }

    List<Tried> check() {
        List<Tried> tried = new ArrayList<>(windows());
        if (rules.reasons() != null) {
            tried.add(reason(rules.reasons()));
        }
        for (Rules.Rule rule : rules.finalSale()) {
            boolean holds = rule.holds(situation, line);
            tried.add(tried(rule, holds, rule.explain(situation, line, holds), words()));
        }
        return tried;
    }

    private List<Tried> windows() {
        List<Tried> tried = new ArrayList<>();
        Rules.Window applies = null;
        for (Rules.Window window : rules.windows()) {
            Rules.Rule rule = window.rule();
            if (applies != null) {
                tried.add(tried(rule, false, "the window " + applies.rule().id() + " is the one that counts", words()));
            } else if (rule.holds(situation, line)) {
                applies = window;
                tried.add(window(window));
            } else {
                tried.add(tried(rule, false, rule.explain(situation, line, false), words()));
            }
        }
        return tried;
    }

    private Tried window(Rules.Window window) {
        LocalDate delivered = situation.delivered();
        Long days = situation.daysSinceDelivery();
        if (delivered == null || days == null) {
            return tried(window.rule(), false, "the day of delivery is unknown, so the window has not begun", words());
        }
        LocalDate lastDay = window.lastDay(delivered);
        Map<String, String> values = Map.of(
                "item", line.ordered().title(),
                "order", situation.order().name(),
                "days", String.valueOf(window.days()),
                "delivered", Words.date(delivered, situation.locale()),
                "lastDay", Words.date(lastDay, situation.locale()));
        boolean late = situation.today().isAfter(lastDay);
        String because = "delivered on " + delivered + ", " + days + " days ago; the window of " + window.days()
                + " days " + (window.until() == null ? "" : "and at least until " + window.until() + " ")
                + (late ? "ended on " : "runs until ") + lastDay;
        return tried(window.rule(), late, because, values);
    }

    private Tried reason(Rules.Reasons reasons) {
        String reason = line.line().reason();
        boolean refused = !reasons.accepted().contains(reason);
        return tried(
                reasons.rule(),
                refused,
                "the reason " + reason + " is " + (refused ? "not " : "") + "accepted",
                words());
    }

    private Map<String, String> words() {
        return Map.of("item", line.ordered().title(), "order", situation.order().name());
    }

    private Tried tried(Rules.Rule rule, boolean fired, String because, Map<String, String> values) {
        return new Tried(rule, line, fired, because, values);
    }
}
