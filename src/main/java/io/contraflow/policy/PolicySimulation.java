package io.contraflow.policy;

import io.contraflow.mapping.ExpressionFailed;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Money;
import io.contraflow.model.ReturnLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a draft would have done to past returns: each is judged by the policy in use and by the draft, by the same engine
 * that judges new ones. Add the returns one by one, then ask for the report. Not for several threads.
 */
public final class PolicySimulation {
    private static final int EXAMPLES = 100;

    private final Function<Case, Policy> inUse;
    private final Policy draft;
    private final List<Finding> unlawful;
    private final Map<String, Long> verdicts = new TreeMap<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Long> refundsBefore = new TreeMap<>();
    private final Map<String, Long> refundsAfter = new TreeMap<>();
    private final List<Change> examples = new ArrayList<>();
    private long returns;
    private long changed;
    private long failed;

    /**
     * @param inUse the policy that judges a return today
     * @param unlawful what the draft says against the law
     */
    public PolicySimulation(Function<Case, Policy> inUse, Policy draft, List<Finding> unlawful) {
        this.inUse = inUse;
        this.draft = draft;
        this.unlawful = List.copyOf(unlawful);
    }

    /**
     * A return that the draft treats differently.
     *
     * @param number what people call it
     * @param refundBefore what the customer would get for goods that are all in order, by the policy in use; a review
     *     counts as accepted
     */
    public record Change(
            String number,
            Verdict before,
            Verdict after,
            String ruleBefore,
            String ruleAfter,
            Money refundBefore,
            Money refundAfter) {}

    /**
     * What came of it.
     *
     * @param returns how many were looked at
     * @param changed how many the draft treats differently: verdict, fees, label or refund moment
     * @param failed how many a condition could not be evaluated for; they are not counted elsewhere
     * @param verdicts how many went from which verdict to which, such as {@code APPROVE to REVIEW}
     * @param rules how many the draft would decide by which rule
     * @param refundsBefore by currency, in minor units, what goes back by the policy in use
     * @param refundsAfter the same by the draft; the difference is what the draft costs
     * @param examples the first of those that change
     * @param unlawful what the draft says against the law; it has no effect in these numbers either
     */
    public record Report(
            long returns,
            long changed,
            long failed,
            Map<String, Long> verdicts,
            Map<String, Long> rules,
            Map<String, Long> refundsBefore,
            Map<String, Long> refundsAfter,
            List<Change> examples,
            List<Finding> unlawful) {}

    /** Judges one more. */
    public void add(String number, Case asked) {
        returns++;
        Decision before;
        Decision after;
        try {
            before = inUse.apply(asked).decide(asked);
            after = draft.decide(asked);
        } catch (ExpressionFailed | UnknownPolicy | IllegalArgumentException cannotBeJudged) {
            failed++;
            return;
        }
        Money wasRefunded = refund(asked, before);
        Money isRefunded = refund(asked, after);
        refundsBefore.merge(wasRefunded.currency(), wasRefunded.minor(), Long::sum);
        refundsAfter.merge(isRefunded.currency(), isRefunded.minor(), Long::sum);
        verdicts.merge(before.verdict() + " to " + after.verdict(), 1L, Long::sum);
        rules.merge(after.rule(), 1L, Long::sum);
        if (before.verdict() != after.verdict()
                || before.terms().moment() != after.terms().moment()
                || before.approvers() != after.approvers()
                || !wasRefunded.equals(isRefunded)) {
            changed++;
            if (examples.size() < EXAMPLES) {
                examples.add(new Change(
                        number,
                        before.verdict(),
                        after.verdict(),
                        before.rule(),
                        after.rule(),
                        wasRefunded,
                        isRefunded));
            }
        }
    }

    /** What came of those that were added so far. */
    public Report report() {
        return new Report(
                returns,
                changed,
                failed,
                new LinkedHashMap<>(verdicts),
                new LinkedHashMap<>(rules),
                new LinkedHashMap<>(refundsBefore),
                new LinkedHashMap<>(refundsAfter),
                List.copyOf(examples),
                unlawful);
    }

    /** Goods less fees, never below zero; nothing when declined. Shipping is left out, it hangs on other returns. */
    static Money refund(Case asked, Decision decision) {
        String currency = asked.order().currency();
        if (decision.verdict() == Verdict.DECLINE) {
            return Money.zero(currency);
        }
        long refund = -decision.terms().labelFee().minor();
        for (ReturnLine line : asked.lines()) {
            long goods = asked.order()
                    .line(line.orderLineId())
                    .map(ordered -> new LineFacts(line, ordered).valueMinor())
                    .orElse(0L);
            long fee = decision.terms().fees().stream()
                    .filter(one -> one.lineId().equals(line.id()))
                    .mapToLong(one -> fee(one, goods, line.quantity()))
                    .sum();
            refund += Math.max(0, goods - fee);
        }
        return new Money(Math.max(0, refund), currency);
    }

    private static long fee(Decision.Fee fee, long goods, int quantity) {
        long amount = fee.basisPoints() == 0
                ? fee.fixed().minor() * quantity
                : BigDecimal.valueOf(goods)
                        .multiply(BigDecimal.valueOf(fee.basisPoints(), 4))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
        return fee.cap() == null ? amount : Math.min(amount, fee.cap().minor());
    }
}
