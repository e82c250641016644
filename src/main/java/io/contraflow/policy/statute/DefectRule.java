package io.contraflow.policy.statute;

import io.contraflow.model.Resolution;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has when goods are faulty or are not what was sold.
 *
 * @param ground where the law says so
 * @param reasons return reasons that are such a complaint
 * @param years how long after delivery it may be made; null when the law names no end
 * @param choices what the customer may choose, whatever a policy offers
 * @param rejectDays for how many days after delivery the customer may also have the money back; 0 when never at once
 */
public record DefectRule(
        String ground, Set<String> reasons, @Nullable Integer years, List<Resolution> choices, int rejectDays) {

    /** How many months after it first showed a defect may always be claimed: § 475e (3) BGB. */
    private static final int MONTHS_AFTER_SHOWING = 4;

    /** How many months after a repaired or replaced piece was handed back its defect may be claimed: § 475e (4) BGB. */
    private static final int MONTHS_AFTER_HANDING_BACK = 2;

    /** By how many months a repair lengthens the claim, once: § 475e (5) BGB. */
    private static final int MONTHS_AFTER_REPAIR = 12;

    public DefectRule {
        reasons = Set.copyOf(reasons);
        choices = List.copyOf(choices);
    }

    /**
     * What has happened to the goods.
     *
     * @param receivedOn null while unknown
     * @param shownOn when the defect first showed; null when nobody knows
     * @param handedBackOn when the customer got the repaired or replaced piece; null when none was
     * @param repaired whether it was repaired rather than replaced
     */
    public record History(
            @Nullable LocalDate receivedOn,
            @Nullable LocalDate shownOn,
            @Nullable LocalDate handedBackOn,
            boolean repaired) {}

    /** How long a complaint may be made. */
    public Period period(History history) {
        LocalDate received = history.receivedOn();
        if (years == null) {
            return new Period(null, "the law names no last day");
        }
        if (received == null) {
            return new Period(null, "the day of receipt is unknown, so the period has not begun");
        }
        LocalDate end = received.plusYears(years);
        String because = "received on " + received;
        if (history.repaired()) {
            end = end.plusMonths(MONTHS_AFTER_REPAIR);
            because += ", repaired once";
        }
        LocalDate shown = history.shownOn();
        if (shown != null
                && !shown.isAfter(end)
                && shown.plusMonths(MONTHS_AFTER_SHOWING).isAfter(end)) {
            end = shown.plusMonths(MONTHS_AFTER_SHOWING);
            because += ", the defect showed on " + shown;
        }
        LocalDate back = history.handedBackOn();
        if (back != null && back.plusMonths(MONTHS_AFTER_HANDING_BACK).isAfter(end)) {
            end = back.plusMonths(MONTHS_AFTER_HANDING_BACK);
            because += ", handed back on " + back;
        }
        return new Period(end, because);
    }

    /** What the customer may choose on that day. */
    public List<Resolution> choices(@Nullable LocalDate receivedOn, LocalDate declaredOn) {
        boolean mayReject =
                rejectDays > 0 && (receivedOn == null || !declaredOn.isAfter(receivedOn.plusDays(rejectDays)));
        if (!mayReject || choices.contains(Resolution.REFUND)) {
            return choices;
        }
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(Resolution.REFUND), choices.stream())
                .toList();
    }
}
