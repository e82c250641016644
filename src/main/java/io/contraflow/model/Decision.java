package io.contraflow.model;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy said about a return, and why.
 *
 * @param verdict accept, let a person look, or decline
 * @param policy name of the policy
 * @param version content hash of the policy file
 * @param rule id of the rule that decided
 * @param queue who reviews; null unless {@code REVIEW}
 * @param reason why, for the agent (English)
 * @param customerReason why, in the customer's language
 * @param trace each rule that was tried
 * @param terms what acceptance costs and when the money goes back
 * @param rights the right of the customer's country that each line comes back by
 * @param approvers how many people must accept it, when it is a review
 * @param duty by when that law wants the money back; null when it does not say
 */
public record Decision(
        Verdict verdict,
        String policy,
        String version,
        String rule,
        @Nullable String queue,
        String reason,
        String customerReason,
        List<Step> trace,
        Terms terms,
        List<Right> rights,
        @Nullable RefundDuty duty,
        int approvers) {

    public Decision {
        // Decisions stored before four eyes were asked for name none.
        approvers = Math.max(1, approvers);
        trace = List.copyOf(trace);
        // Decisions stored before the law was looked at name none.
        rights = rights == null ? List.of() : List.copyOf(rights);
    }

    public enum Verdict {
        APPROVE,
        REVIEW,
        DECLINE
    }

    /**
     * One rule that was tried.
     *
     * @param rule id of the rule
     * @param line id of the return line it looked at; null when it looked at the whole return
     * @param fired whether it applied
     * @param because why it did or did not
     */
    public record Step(String rule, @Nullable String line, boolean fired, String because) {}

    /**
     * The right that a line comes back by.
     *
     * @param ground where the law says so; empty for goodwill
     * @param until last day of the right; null while its period has not begun, has no end, or there is none
     * @param because how that was found, for the agent
     */
    public record Right(
            String lineId,
            Regime regime,
            String ground,
            @Nullable LocalDate until,
            String because) {}

    /**
     * What acceptance costs, and when which money goes back.
     *
     * @param moment when the refund goes out
     * @param fees restocking fees by line
     * @param labelFee what the customer pays for the label, zero when nothing
     * @param labelRule id of the rule behind the label fee, empty when none
     * @param shippingOnFullReturn whether outbound shipping goes back when the whole order does
     * @param offers which resolutions each line may have; a line without any may have a refund alone
     * @param deductions what a grade costs the customer
     * @param dispositions what becomes of pieces of a grade
     */
    public record Terms(
            RefundMoment moment,
            List<Fee> fees,
            Money labelFee,
            String labelRule,
            boolean shippingOnFullReturn,
            List<Offer> offers,
            List<Deduction> deductions,
            List<Disposal> dispositions) {
        public Terms {
            fees = List.copyOf(fees);
            // Decisions stored before there was a choice name none.
            offers = offers == null ? List.of() : List.copyOf(offers);
            deductions = deductions == null ? List.of() : List.copyOf(deductions);
            dispositions = dispositions == null ? List.of() : List.copyOf(dispositions);
        }
    }

    /**
     * A restocking fee on one line.
     *
     * @param lineId the return line
     * @param basisPoints share of the refunded goods in 1/100 of a percent, 0 when fixed
     * @param fixed fixed amount for each piece, zero when a share
     * @param cap most that is charged for the line; null when unlimited
     */
    public record Fee(
            String lineId,
            String rule,
            int basisPoints,
            Money fixed,
            @Nullable Money cap) {}

    /**
     * A resolution that a line may have. The first of a line is the one it gets when the customer asked for none of them.
     *
     * @param bonusBasisPoints what is added to the value of the goods, in 1/100 of a percent
     * @param rule id of the rule behind it
     * @param atMost what a repair of the line may cost the merchant; null unless it is a repair
     * @param withinDays how long a repair may take; null when the policy names no end
     */
    public record Offer(
            String lineId,
            Resolution resolution,
            int bonusBasisPoints,
            String rule,
            @Nullable Money atMost,
            @Nullable Integer withinDays) {
        /** Anything but a repair. */
        public Offer(String lineId, Resolution resolution, int bonusBasisPoints, String rule) {
            this(lineId, resolution, bonusBasisPoints, rule, null, null);
        }
    }

    /**
     * A grade that costs the customer something.
     *
     * @param grade the inspector's word, such as {@code DAMAGED_BY_USE}
     * @param basisPoints share of the goods that is kept, in 1/100 of a percent
     * @param rule id of the rule behind it
     * @param needsEvidence whether the law gives it only against evidence
     * @param words why, in the customer's language
     */
    public record Deduction(
            String lineId, String grade, int basisPoints, String rule, boolean needsEvidence, String words) {}

    /**
     * What becomes of the pieces of a line that have a grade.
     *
     * @param grade our grade, such as {@code DAMAGED}
     * @param rule id of the rule behind it
     */
    public record Disposal(String lineId, String grade, Disposition disposition, String rule) {}

    /** What must have happened before the money goes back. */
    public enum RefundMoment {
        APPROVAL,
        FIRST_SCAN,
        RECEIPT,
        INSPECTION
    }
}
