package io.contraflow.policy.statute;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right to withdraw from a distance contract, as one region has it.
 *
 * @param ground where the law says so, such as {@code §§ 355, 356 BGB}
 * @param days length of the period in calendar days
 * @param endsOnWorkingDay whether a period that would end on a free day ends with the next working day
 * @param holidays places whose holidays count besides those of the customer's country, see {@link WorkingDays}
 * @param monthsWithoutInstruction how many months the period lasts longer when the customer was never told of the right
 * @param labelFee whether the customer may be asked to pay for the way back
 * @param shippingBack whether the outward delivery goes back when all goods do
 * @param valueLoss whether handling beyond what a test needs may be deducted
 * @param exceptions the goods without the right; a closed list
 */
public record WithdrawalRule(
        String ground,
        int days,
        boolean endsOnWorkingDay,
        List<String> holidays,
        int monthsWithoutInstruction,
        LabelFee labelFee,
        boolean shippingBack,
        boolean valueLoss,
        List<ItemException> exceptions) {

    public WithdrawalRule {
        holidays = List.copyOf(holidays);
        exceptions = List.copyOf(exceptions);
    }

    /** Who pays for the way back. */
    public enum LabelFee {
        /** The merchant, always. */
        NEVER,
        /** The customer, if told so before buying and if the merchant did not offer to fetch the goods. */
        WHEN_TOLD,
        /** Whoever the merchant says. */
        ANY
    }

    /**
     * How long the right stands.
     *
     * @param receivedOn day on which the customer has the last of the goods; null while that is unknown, and then the
     *     period has not begun: neither the order nor the dispatch begins it
     * @param instructedOn day on which the customer was told of the right; null when never
     * @param workingDays of the places that count
     */
    public Period period(@Nullable LocalDate receivedOn, @Nullable LocalDate instructedOn, WorkingDays workingDays) {
        if (receivedOn == null) {
            return new Period(null, "the day of receipt is unknown, so the period has not begun");
        }
        LocalDate latest = receivedOn.plusMonths(monthsWithoutInstruction).plusDays(days);
        if (instructedOn == null) {
            return ending(latest, "received on " + receivedOn + " and never instructed about the right", workingDays);
        }
        if (!instructedOn.isAfter(receivedOn)) {
            return ending(receivedOn.plusDays(days), "received on " + receivedOn, workingDays);
        }
        LocalDate end = instructedOn.plusDays(days);
        return ending(
                end.isBefore(latest) ? end : latest,
                "received on " + receivedOn + " and instructed only on " + instructedOn,
                workingDays);
    }

    private Period ending(LocalDate end, String because, WorkingDays workingDays) {
        LocalDate last = endsOnWorkingDay ? workingDays.onOrAfter(end) : end;
        return new Period(last, last.equals(end) ? because : because + "; " + end + " is no working day");
    }
}
