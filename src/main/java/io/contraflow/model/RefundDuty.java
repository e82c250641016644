package io.contraflow.model;

/**
 * By when the law wants the money back.
 *
 * @param ground where the law says so, such as {@code § 357 (1) BGB}
 * @param from what begins the period
 * @param days length of the period in calendar days; the day that begins it does not count, the last one does to its end
 * @param warnDay day of the period on which people are reminded
 * @param alarmDay day of the period on which people are alarmed
 * @param mayWaitForGoods whether payment may be withheld until the goods or a proof of dispatch are there
 */
public record RefundDuty(String ground, From from, int days, int warnDay, int alarmDay, boolean mayWaitForGoods) {

    public RefundDuty {
        if (days < 1 || warnDay < 1 || alarmDay < warnDay || alarmDay > days) {
            throw new IllegalArgumentException("a refund is due in " + days + " days, with a warning on day " + warnDay
                    + " and an alarm on day " + alarmDay + "; these must come in order");
        }
    }

    /** The same duty when the merchant fetches the goods: then there is nothing to wait for. */
    public RefundDuty withoutWaiting() {
        return new RefundDuty(ground, from, days, warnDay, alarmDay, false);
    }

    /** What begins the period. */
    public enum From {
        /** The day on which the customer's declaration arrived. */
        DECLARATION,
        /** The day on which the goods or the proof of their dispatch arrived, whichever came first. */
        GOODS_OR_PROOF,
        /** The day on which the merchant agreed to a refund. */
        AGREEMENT
    }
}
