package io.contraflow.policy;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One policy at work on one return. */
final class Judgement {

    private final Policy policy;
    private final Rules rules;
    private final Situation situation;
    private final List<Decision.Step> trace = new ArrayList<>();
    private final List<Ground> objections = new ArrayList<>();
    private final List<Ground> reviews = new ArrayList<>();
    private final List<Ground> approvals = new ArrayList<>();

    /**
     * A rule that speaks for a verdict.
     *
     * @param because for the agent
     * @param words for the customer
     * @param queue who reviews; null unless it asks for a review
     */
    private record Ground(
            String rule,
            String because,
            String words,
            @Nullable String queue) {}

    Judgement(Policy policy, Situation situation) {
        this.policy = policy;
        this.rules = policy.rules();
        this.situation = situation;
    }

    Decision decision() {
        for (LineFacts line : situation.lines()) {
            Eligibility eligibility = new Eligibility(rules, situation, line);
            eligibility.check().forEach(step -> note(step, Verdict.DECLINE, null));
        }
        rules.approval().forEach(this::approval);
        Charges charges = new Charges(rules, situation);
        Decision.Terms terms = charges.terms();
        trace.addAll(charges.trace());
        if (!objections.isEmpty()) {
            return decision(Verdict.DECLINE, objections, "", terms);
        }
        if (!reviews.isEmpty()) {
            return decision(Verdict.REVIEW, reviews.subList(0, 1), "", terms);
        }
        return decision(Verdict.APPROVE, approvals.subList(0, 1), charges.words(), terms);
    }

    private Decision decision(Verdict verdict, List<Ground> grounds, String alsoForCustomer, Decision.Terms terms) {
        Ground first = grounds.get(0);
        Set<String> sentences =
                grounds.stream().map(Ground::words).collect(Collectors.toCollection(LinkedHashSet::new));
        if (!alsoForCustomer.isEmpty()) {
            sentences.add(alsoForCustomer);
        }
        return new Decision(
                verdict,
                policy.name(),
                policy.version(),
                first.rule(),
                first.queue(),
                (verdict == Verdict.APPROVE ? "no rule objects or asks for a review; " : "")
                        + grounds.stream()
                                .map(ground -> ground.rule() + ": " + ground.because())
                                .collect(Collectors.joining("; ")),
                String.join(" ", sentences),
                trace,
                terms);
    }

    private void approval(Rules.Approval approval) {
        if (approval.rule().aboutLine()) {
            situation.lines().forEach(line -> approval(approval, line));
        } else {
            approval(approval, null);
        }
    }

    private void approval(Rules.Approval approval, @Nullable LineFacts line) {
        boolean holds = approval.rule().holds(situation, line);
        String because = approval.rule().explain(situation, line, holds);
        Map<String, String> values =
                Map.of("order", situation.order().name(), "value", Words.money(situation.value(), situation.locale()));
        note(new Tried(approval.rule(), line, holds, because, values), approval.verdict(), approval.queue());
    }

    private void note(Tried tried, Verdict verdict, @Nullable String queue) {
        trace.add(tried.step());
        if (!tried.fired()) {
            return;
        }
        String because = tried.line() == null ? tried.because() : tried.line().label() + ": " + tried.because();
        Ground ground = new Ground(
                tried.rule().id(), because, tried.rule().because().in(situation.locale(), tried.values()), queue);
        switch (verdict) {
            case DECLINE -> objections.add(ground);
            case REVIEW -> reviews.add(ground);
            case APPROVE -> approvals.add(ground);
        }
    }
}
