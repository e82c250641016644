package io.contraflow.policy;

import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Evidence;
import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a policy file says, in its order.
 *
 * @param reasons null when every reason is accepted
 * @param approval those about risk last
 * @param risks ids of the reviews that ask what the customer did before
 * @param deductions what the state of a piece costs the customer
 * @param dispositions what becomes of pieces of a grade, where it is not the usual
 * @param resolutions what a line may have instead of money
 * @param evidence what the customer must show before a return is accepted by itself
 * @param told what customers are told before they buy
 * @param refundLine line of the file where the refund stands
 */
record Rules(
        List<Window> windows,
        @Nullable Reasons reasons,
        List<Rule> finalSale,
        List<Approval> approval,
        Set<String> risks,
        List<RestockingFee> restockingFees,
        List<LabelFee> labelFees,
        List<Waiver> waivers,
        List<Offered> resolutions,
        List<Deduction> deductions,
        List<Disposal> dispositions,
        List<Proof> evidence,
        RefundMoment moment,
        List<Moment> momentByRule,
        boolean shippingOnFullReturn,
        Set<String> told,
        int refundLine) {
    /** Customers are told of the right to withdraw before they buy. */
    static final String TOLD_WITHDRAWAL = "withdrawal";
    /** Customers are told before they buy that they bear the cost of sending goods back. */
    static final String TOLD_LABEL_FEE = "label-fee";

    /** Every rule, in no order. */
    List<Rule> all() {
        List<Rule> all = new ArrayList<>(finalSale);
        windows.forEach(window -> all.add(window.rule()));
        if (reasons != null) {
            all.add(reasons.rule());
        }
        approval.forEach(one -> all.add(one.rule()));
        restockingFees.forEach(one -> all.add(one.rule()));
        labelFees.forEach(one -> all.add(one.rule()));
        waivers.forEach(one -> all.add(one.rule()));
        resolutions.forEach(one -> all.add(one.rule()));
        deductions.forEach(one -> all.add(one.rule()));
        dispositions.forEach(one -> all.add(one.rule()));
        evidence.forEach(one -> all.add(one.rule()));
        return all;
    }

    /**
     * @param when null when it always holds
     * @param because what the customer reads
     * @param line line of the file where it begins
     */
    record Rule(String id, @Nullable Condition when, Words because, int line) {

        boolean holds(Situation situation, @Nullable LineFacts line) {
            return when == null || when.holds(situation.facts(line));
        }

        /** The condition and the values it saw, for the agent. */
        String explain(Situation situation, @Nullable LineFacts line, boolean held) {
            return when == null ? "it always applies" : when.explain(situation.facts(line), held);
        }

        boolean aboutLine() {
            return when != null && when.aboutLine();
        }
    }

    /**
     * @param days last day on which a return is accepted, counted from the day after delivery
     * @param until day until which it is accepted at least; null when the days alone count
     */
    record Window(Rule rule, int days, @Nullable LocalDate until) {

        LocalDate lastDay(LocalDate delivered) {
            LocalDate regular = delivered.plusDays(days);
            return until != null && until.isAfter(regular) ? until : regular;
        }
    }

    record Reasons(Rule rule, Set<String> accepted) {}

    /**
     * @param queue who reviews; null unless the verdict is {@code REVIEW}
     * @param approvers how many people must accept it
     */
    record Approval(Rule rule, Verdict verdict, @Nullable String queue, int approvers) {}

    /**
     * @param basisPoints share in 1/100 of a percent; 0 when the fee is fixed
     * @param fixed for each piece; null when the fee is a share
     * @param cap most for the line; null when unlimited
     */
    record RestockingFee(
            Rule rule,
            int basisPoints,
            @Nullable Money fixed,
            @Nullable Money cap) {

        /** Whether it can be charged in that currency. */
        boolean isIn(String currency) {
            return (fixed == null || fixed.currency().equals(currency))
                    && (cap == null || cap.currency().equals(currency));
        }
    }

    record LabelFee(Rule rule, Money amount) {}

    /** @param restocking whether restocking fees are waived; @param label whether the label fee is */
    record Waiver(Rule rule, boolean restocking, boolean label) {}

    /** When the money goes back where the rule holds. */
    record Moment(Rule rule, RefundMoment moment) {}

    /**
     * @param grades grades of the inspector that it is for
     * @param basisPoints share of a piece that is kept, in 1/100 of a percent
     */
    record Deduction(Rule rule, Set<String> grades, int basisPoints) {}

    /** @param grades grades of the inspector that it is for */
    record Disposal(Rule rule, Set<String> grades, Disposition disposition) {}

    /**
     * @param asks what must be shown, each at least once
     * @param queue who looks while something is missing
     */
    record Proof(Rule rule, Set<Evidence.Kind> asks, String queue) {}

    /**
     * @param bonusBasisPoints what comes on top of the value of the goods, in 1/100 of a percent
     * @param repair what a repair may cost and how long it may take; null for all else
     */
    record Offered(
            Rule rule,
            Resolution resolution,
            int bonusBasisPoints,
            @Nullable RepairLimit repair) {}

    /**
     * @param basisPoints the most that a repair may cost, as a share of what the line was paid with, in 1/100 of a percent
     * @param withinDays how long it may take; null for as long as it takes
     */
    record RepairLimit(int basisPoints, @Nullable Integer withinDays) {}
}
