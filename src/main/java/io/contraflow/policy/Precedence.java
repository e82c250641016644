package io.contraflow.policy;

import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Rules of which at most one counts, strongest first.
 *
 * @param wholeReturn whether a rule about lines must hold for every line, so that two rules together never cover a third
 */
record Precedence(List<Contender> contenders, boolean wholeReturn) {

    /**
     * @param outcome what follows when it counts
     * @param currency the only currency of orders that it is for; empty for all
     * @param weight a rule hides none that weighs more
     * @param required whether a policy must have it, also when others leave nothing to it
     */
    record Contender(Rules.Rule rule, Object outcome, String currency, int weight, boolean required) {
        Contender(Rules.Rule rule, Object outcome) {
            this(rule, outcome, "", 0, false);
        }

        boolean hides(Contender lower) {
            return weight >= lower.weight && (currency.isEmpty() || currency.equals(lower.currency));
        }
    }

    /** All of a policy. A rule that speaks about several grades stands in one for each of them. */
    static List<Precedence> of(Rules rules) {
        List<Precedence> all = new ArrayList<>();
        all.add(new Precedence(
                rules.windows().stream()
                        .map(window -> new Contender(
                                window.rule(),
                                window.days() + " " + window.until(),
                                "",
                                0,
                                window.rule().when() == null))
                        .toList(),
                false));
        all.add(new Precedence(approval(rules, Verdict.DECLINE), false));
        all.add(new Precedence(approval(rules, Verdict.REVIEW), false));
        // A review beats an automatic rule, wherever they stand.
        all.add(new Precedence(
                Stream.concat(
                                approval(rules, Verdict.REVIEW).stream()
                                        .map(review -> new Contender(
                                                review.rule(), review.outcome(), "", review.weight(), true)),
                                approval(rules, Verdict.APPROVE).stream())
                        .toList(),
                false));
        all.add(new Precedence(
                rules.restockingFees().stream()
                        .map(fee -> new Contender(
                                fee.rule(),
                                fee.basisPoints() + " " + fee.fixed() + " " + fee.cap(),
                                currency(fee),
                                0,
                                false))
                        .toList(),
                false));
        all.add(new Precedence(
                rules.labelFees().stream()
                        .map(fee -> new Contender(
                                fee.rule(), fee.amount(), fee.amount().currency(), 0, false))
                        .toList(),
                true));
        all.add(new Precedence(
                rules.momentByRule().stream()
                        .map(one -> new Contender(one.rule(), one.moment()))
                        .toList(),
                true));
        all.addAll(byKey(
                rules.resolutions(),
                one -> Stream.of(one.resolution()),
                one -> new Contender(one.rule(), one.bonusBasisPoints() + " " + one.repair())));
        all.addAll(byKey(
                rules.deductions(),
                one -> one.grades().stream().sorted(),
                one -> new Contender(one.rule(), one.basisPoints())));
        all.addAll(byKey(
                rules.evidence(), one -> one.asks().stream().sorted(), one -> new Contender(one.rule(), one.queue())));
        all.addAll(byKey(
                rules.dispositions(),
                one -> one.grades().stream().sorted(),
                one -> new Contender(one.rule(), one.disposition())));
        return all;
    }

    private static List<Contender> approval(Rules rules, Verdict verdict) {
        return rules.approval().stream()
                .filter(one -> one.verdict() == verdict)
                .map(one -> new Contender(
                        one.rule(),
                        Objects.requireNonNullElse(one.queue(), "") + " " + one.approvers(),
                        "",
                        // Of several reviews the strictest says how many people must accept.
                        verdict == Verdict.REVIEW ? one.approvers() : 0,
                        one.rule().when() == null && verdict == Verdict.APPROVE))
                .toList();
    }

    private static String currency(Rules.RestockingFee fee) {
        Money amount = fee.fixed() == null ? fee.cap() : fee.fixed();
        return amount == null ? "" : amount.currency();
    }

    private interface Keys<T> {
        Stream<?> of(T one);
    }

    private interface Contending<T> {
        Contender of(T one);
    }

    private static <T> List<Precedence> byKey(List<T> rules, Keys<T> keys, Contending<T> contending) {
        Map<Object, List<Contender>> byKey = new LinkedHashMap<>();
        rules.forEach(one -> keys.of(one).forEach(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>())
                .add(contending.of(one))));
        return byKey.values().stream()
                .map(contenders -> new Precedence(contenders, false))
                .toList();
    }
}
