package io.contraflow.policy;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One policy at work on one return. */
final class Judgement {

    /** Who decides where law and policy go apart within one return. */
    private static final String QUEUE = "returns";

    private final Policy policy;
    private final Rules rules;
    private final Situation situation;
    private final Rights rights;
    private final List<Decision.Step> trace = new ArrayList<>();
    private final Overruled overruled;
    private final List<Ground> objections = new ArrayList<>();
    private final List<Ground> reviews = new ArrayList<>();
    private final List<Ground> approvals = new ArrayList<>();

    /**
     * A rule that speaks for a verdict.
     *
     * @param because for the agent
     * @param words for the customer
     * @param queue who reviews; null unless it asks for a review
     * @param approvers how many people must accept
     */
    private record Ground(
            String rule,
            String because,
            String words,
            @Nullable String queue,
            int approvers) {}

    Judgement(Policy policy, Situation situation) {
        this.policy = policy;
        this.rules = policy.rules();
        this.situation = situation;
        this.rights = situation.rights();
        this.overruled = new Overruled(rights, trace);
    }

    Decision decision() {
        for (LineFacts line : situation.lines()) {
            for (Tried step : new Eligibility(rules, situation, line).check()) {
                if (step.fired() && rights.protect(line)) {
                    overruled.note(step.rule().id(), line, step.because());
                } else {
                    note(step, Verdict.DECLINE, null, 1);
                }
            }
        }
        rules.evidence().forEach(proof -> situation.lines().forEach(line -> evidence(proof, line)));
        rules.approval().forEach(this::approval);
        Charges charges = new Charges(rules, situation, overruled, trace);
        Decision.Terms terms = charges.terms();
        if (!objections.isEmpty() && situation.lines().stream().anyMatch(rights::protect)) {
            // One parcel, one answer: what the law protects cannot be declined for what it does not.
            objections.forEach(ground -> reviews.add(toReview(ground)));
            objections.clear();
        }
        if (!objections.isEmpty()) {
            return decision(Verdict.DECLINE, objections, "", terms);
        }
        if (!reviews.isEmpty()) {
            return decision(Verdict.REVIEW, List.of(strictest()), "", terms);
        }
        return decision(Verdict.APPROVE, List.of(accepted(approvals.get(0))), charges.words(), terms);
    }

    /** The uppermost review; of several that hold, as many people as the strictest wants. */
    private Ground strictest() {
        int approvers = reviews.stream().mapToInt(Ground::approvers).max().orElse(1);
        Ground first = reviews.get(0);
        return new Ground(first.rule(), first.because(), first.words(), first.queue(), approvers);
    }

    private Ground toReview(Ground ground) {
        return new Ground(
                ground.rule(),
                ground.because() + "; other lines come back by right, so a person decides",
                said(rights.review(), ground.words()),
                QUEUE,
                1);
    }

    /** Who was accepted against the policy reads why. */
    private Ground accepted(Ground ground) {
        return overruled.rules().isEmpty() || rights.accepted() == null || !rights.withdrawalOpen()
                ? ground
                : new Ground(
                        ground.rule(),
                        ground.because() + "; the law stands above " + String.join(", ", overruled.rules()),
                        said(rights.accepted(), ground.words()),
                        ground.queue(),
                        1);
    }

    private String said(@Nullable Words words, String otherwise) {
        return words == null
                ? otherwise
                : words.in(situation.locale(), Map.of("order", situation.order().name()));
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
                terms,
                situation.lines().stream().map(rights::of).toList(),
                rights.duty(situation.lines()),
                first.approvers());
    }

    /** What is not shown a person asks for; whoever withdraws owes no proof. */
    private void evidence(Rules.Proof proof, LineFacts line) {
        boolean holds = proof.rule().holds(situation, line);
        String because = proof.rule().explain(situation, line, holds);
        Set<Evidence.Kind> missing = new TreeSet<>(proof.asks());
        line.line().evidence().forEach(shown -> missing.remove(shown.kind()));
        if (holds && !missing.isEmpty() && rights.mayWithdraw(line)) {
            overruled.note(proof.rule().id(), line, because);
            return;
        }
        Map<String, String> values =
                Map.of("order", situation.order().name(), "item", line.ordered().title());
        String found = !holds
                ? because
                : missing.isEmpty()
                        ? because + "; all that it asks for was shown"
                        : because + "; not shown: "
                                + missing.stream().map(Evidence.Kind::name).collect(Collectors.joining(", "));
        note(
                new Tried(proof.rule(), line, holds && !missing.isEmpty(), found, values),
                Verdict.REVIEW,
                proof.queue(),
                1);
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
        Tried tried = new Tried(approval.rule(), line, holds, because, values);
        if (holds && approval.verdict() == Verdict.DECLINE) {
            decline(tried);
        } else {
            note(tried, approval.verdict(), approval.queue(), approval.approvers());
        }
    }

    /** A withdrawal cannot be declined; whether goods are faulty a person may look at. */
    private void decline(Tried tried) {
        List<LineFacts> meant = tried.line() == null ? situation.lines() : List.of(tried.line());
        Optional<LineFacts> withdrawn =
                meant.stream().filter(rights::mayWithdraw).findFirst();
        if (withdrawn.isPresent()) {
            overruled.note(tried.rule().id(), withdrawn.get(), tried.because());
        } else if (meant.stream().anyMatch(rights::mayComplain)) {
            note(tried, Verdict.REVIEW, QUEUE, 1);
        } else {
            note(tried, Verdict.DECLINE, null, 1);
        }
    }

    private void note(Tried tried, Verdict verdict, @Nullable String queue, int approvers) {
        trace.add(tried.step());
        if (!tried.fired()) {
            return;
        }
        String because = tried.line() == null ? tried.because() : tried.line().label() + ": " + tried.because();
        Ground ground = new Ground(
                tried.rule().id(),
                because,
                tried.rule().because().in(situation.locale(), tried.values()),
                queue,
                approvers);
        switch (verdict) {
            case DECLINE -> objections.add(ground);
            case REVIEW -> reviews.add(ground);
            case APPROVE -> approvals.add(ground);
        }
    }
}
