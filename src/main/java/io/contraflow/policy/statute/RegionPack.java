package io.contraflow.policy.statute;

import io.contraflow.model.RefundDuty;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law of some countries for those who buy at a distance.
 *
 * @param name name of the file without its ending, such as {@code eu-de}
 * @param title what people call it
 * @param source which texts it was made from
 * @param validFrom first day of orders that it holds for
 * @param checkedByLawyer whether a lawyer has confirmed it
 * @param countries ISO 3166 codes of delivery addresses
 * @param forUnknownCountry whether it also holds for an order whose country nobody knows
 * @param withdrawal null when there is no right to withdraw
 * @param defect null when nothing general is said about faulty goods
 * @param refundOfWithdrawal null without a right to withdraw
 * @param refundOfDefect null when no last day is named
 * @param forbiddenPhrases what no customer may read in a policy, in lower case
 */
public record RegionPack(
        String name,
        String title,
        String source,
        LocalDate validFrom,
        boolean checkedByLawyer,
        Set<String> countries,
        boolean forUnknownCountry,
        @Nullable WithdrawalRule withdrawal,
        @Nullable DefectRule defect,
        @Nullable RefundDuty refundOfWithdrawal,
        @Nullable RefundDuty refundOfDefect,
        List<String> forbiddenPhrases) {

    public RegionPack {
        countries = Set.copyOf(countries);
        forbiddenPhrases = List.copyOf(forbiddenPhrases);
        if ((withdrawal == null) != (refundOfWithdrawal == null)) {
            throw new IllegalArgumentException(
                    name + " needs a refund for its withdrawal, and none without a withdrawal");
        }
    }
}
