package io.contraflow.policy;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Deduction;
import io.contraflow.model.Decision.Disposal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a grade will mean for each line: what it costs the customer and what becomes of the piece. Of several rules for a
 * grade the first that holds counts.
 */
final class Inspections {
    private final Situation situation;
    private final Rights rights;
    private final Overruled overruled;
    private final List<Decision.Step> trace;
    private final List<Deduction> deductions = new ArrayList<>();
    private final List<Disposal> dispositions = new ArrayList<>();

    /** @param trace gets each rule that was tried */
    Inspections(Rules rules, Situation situation, Overruled overruled, List<Decision.Step> trace) {
        this.situation = situation;
        this.rights = situation.rights();
        this.overruled = overruled;
        this.trace = trace;
        rules.deductions().forEach(rule -> situation.lines().forEach(line -> deduct(rule, line)));
        rules.dispositions().forEach(rule -> situation.lines().forEach(line -> dispose(rule, line)));
    }

    List<Deduction> deductions() {
        return List.copyOf(deductions);
    }

    List<Disposal> dispositions() {
        return List.copyOf(dispositions);
    }

    private void deduct(Rules.Deduction deduction, LineFacts line) {
        Rules.Rule rule = deduction.rule();
        if (!rights.allowDeduction(line) && rule.holds(situation, line)) {
            overruled.note(rule.id(), line, rule.explain(situation, line, true));
            return;
        }
        Set<String> known = deductions.stream()
                .filter(one -> one.lineId().equals(line.id()))
                .map(Deduction::grade)
                .collect(Collectors.toSet());
        countingFor(rule, line, deduction.grades(), known)
                .forEach(grade -> deductions.add(new Deduction(
                        line.id(),
                        grade,
                        deduction.basisPoints(),
                        rule.id(),
                        rights.mayWithdraw(line),
                        words(deduction, line))));
    }

    private String words(Rules.Deduction deduction, LineFacts line) {
        Locale locale = situation.locale();
        Map<String, String> values = new HashMap<>();
        values.put("item", line.ordered().title());
        values.put("order", situation.order().name());
        values.put("percent", Words.percent(deduction.basisPoints(), locale));
        return deduction.rule().because().in(locale, values);
    }

    private void dispose(Rules.Disposal disposal, LineFacts line) {
        Set<String> known = dispositions.stream()
                .filter(one -> one.lineId().equals(line.id()))
                .map(Disposal::grade)
                .collect(Collectors.toSet());
        countingFor(disposal.rule(), line, disposal.grades(), known)
                .forEach(grade -> dispositions.add(new Disposal(
                        line.id(),
                        grade,
                        disposal.disposition(),
                        disposal.rule().id())));
    }

    /** The grades that a rule decides for a line: none when it does not hold, nor those that an earlier one decides. */
    private List<String> countingFor(Rules.Rule rule, LineFacts line, Set<String> grades, Set<String> known) {
        boolean holds = rule.holds(situation, line);
        List<String> open =
                grades.stream().filter(grade -> !known.contains(grade)).sorted().toList();
        trace.add(new Decision.Step(
                rule.id(),
                line.id(),
                holds && !open.isEmpty(),
                rule.explain(situation, line, holds)
                        + (holds && open.isEmpty() ? ", but an earlier rule counts for its grades" : "")));
        return holds ? open : List.of();
    }
}
