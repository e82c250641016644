package io.contraflow.policy;

import io.contraflow.mapping.ExpressionFailed;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.policy.statute.DefectRule;
import io.contraflow.policy.statute.RegionPack;
import io.contraflow.policy.statute.WithdrawalRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether any rule of a policy could decline or charge where the law of a region gives the customer a right. Each
 * rule is tried on every combination of the values that its condition can tell apart, see {@link Worlds}. When a return
 * is judged such a rule has no effect anyway; this says so before it happens.
 */
final class LawCheck {
    private final Policy policy;
    private final Regions regions;
    private final Set<Finding> findings = new LinkedHashSet<>();

    LawCheck(Policy policy, Regions regions) {
        this.policy = policy;
        this.regions = regions;
    }

    /** One finding for each rule and region. */
    List<Finding> findings() {
        regions.all().forEach(this::check);
        return new ArrayList<>(findings);
    }

    private void check(Region region) {
        RegionPack pack = region.pack();
        phrases(pack);
        WithdrawalRule withdrawal = pack.withdrawal();
        DefectRule defect = pack.defect();
        if (withdrawal != null) {
            Worlds worlds = Worlds.withdrawing(policy.rules(), pack, withdrawal);
            check(pack, worlds, "withdrawal", withdrawal.ground(), labelIsFree(withdrawal), keepsValue(withdrawal));
            policy.rules()
                    .evidence()
                    .forEach(proof -> report(
                            worlds,
                            proof.rule(),
                            world -> true,
                            "asks for proof of a withdrawal (" + pack.title() + ", " + withdrawal.ground() + ")"));
            if (withdrawal.shippingBack() && !policy.rules().shippingOnFullReturn()) {
                findings.add(new Finding(
                        policy.file(),
                        policy.rules().refundLine(),
                        "'shipping-on-full-return: false' would keep the outward delivery of a withdrawal ("
                                + pack.title() + ", " + withdrawal.ground() + "). It has no effect there."));
            }
        }
        if (defect != null) {
            check(pack, Worlds.complaining(policy.rules(), pack, defect), "complaint", defect.ground(), true, true);
        }
    }

    /** What a law calls misleading; only what customers read counts, not the author's description. */
    private void phrases(RegionPack pack) {
        for (Rules.Rule rule : policy.rules().all()) {
            String words = (rule.because().en() + "\n" + rule.because().de()).toLowerCase(Locale.ROOT);
            pack.forbiddenPhrases().stream()
                    .filter(words::contains)
                    .findFirst()
                    .ifPresent(phrase -> findings.add(new Finding(
                            policy.file(),
                            rule.line(),
                            rule.id() + " tells customers '" + phrase + "', which is misleading by law (" + pack.title()
                                    + ", " + pack.source() + "). Say it in another way.")));
        }
    }

    private boolean labelIsFree(WithdrawalRule rule) {
        return switch (rule.labelFee()) {
            case ANY -> false;
            case WHEN_TOLD -> !policy.rules().told().contains(Rules.TOLD_LABEL_FEE);
            case NEVER -> true;
        };
    }

    private boolean keepsValue(WithdrawalRule rule) {
        return !rule.valueLoss() || !policy.rules().told().contains(Rules.TOLD_WITHDRAWAL);
    }

    private void check(
            RegionPack pack, Worlds worlds, String right, String ground, boolean labelIsFree, boolean keepsValue) {
        Rules rules = policy.rules();
        String where = right + " (" + pack.title() + ", " + ground + ")";
        for (Rules.Window window : rules.windows()) {
            // An earlier window that holds for a line hides this one.
            List<Rules.Rule> before = rules.windows().stream()
                    .map(Rules.Window::rule)
                    .takeWhile(rule -> !rule.equals(window.rule()))
                    .toList();
            report(
                    worlds,
                    window.rule(),
                    world -> Worlds.days(world) > window.days()
                            && before.stream().noneMatch(rule -> holds(rule, world)),
                    "declines a " + where + " after " + window.days() + " days");
        }
        Rules.Reasons reasons = rules.reasons();
        if (reasons != null) {
            report(
                    worlds,
                    reasons.rule(),
                    world -> !reasons.accepted().contains(Worlds.reason(world)),
                    "declines a " + where + " for its reason");
        }
        rules.finalSale().forEach(rule -> report(worlds, rule, world -> true, "declines a " + where));
        rules.approval().stream()
                .filter(approval -> approval.verdict() == Verdict.DECLINE)
                .forEach(approval -> report(worlds, approval.rule(), world -> true, "declines a " + where));
        rules.restockingFees()
                .forEach(fee -> report(worlds, fee.rule(), world -> true, "charges a restocking fee on a " + where));
        if (keepsValue) {
            rules.deductions()
                    .forEach(one ->
                            report(worlds, one.rule(), world -> true, "keeps a part of the goods of a " + where));
        }
        if (labelIsFree) {
            rules.labelFees()
                    .forEach(fee -> report(worlds, fee.rule(), world -> true, "charges for the label of a " + where));
        }
    }

    private void report(Worlds worlds, Rules.Rule rule, Predicate<Map<String, Object>> also, String what) {
        worlds.of(rule)
                .filter(also)
                .filter(world -> holds(rule, world))
                .findFirst()
                .ifPresent(world -> findings.add(new Finding(
                        policy.file(),
                        rule.line(),
                        rule.id() + " " + what + ", for example " + Worlds.words(world)
                                + ". It has no effect there; let its condition say so.")));
    }

    private static boolean holds(Rules.Rule rule, Map<String, Object> world) {
        @Nullable Condition when = rule.when();
        try {
            return when == null || when.holds(world);
        } catch (ExpressionFailed cannotBe) {
            return false;
        }
    }
}
