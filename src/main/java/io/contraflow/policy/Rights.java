package io.contraflow.policy;

import io.contraflow.model.Decision;
import io.contraflow.model.RefundDuty;
import io.contraflow.model.Regime;
import io.contraflow.policy.statute.DefectRule;
import io.contraflow.policy.statute.ItemException;
import io.contraflow.policy.statute.Period;
import io.contraflow.policy.statute.RegionPack;
import io.contraflow.policy.statute.WithdrawalRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the law of the customer's country gives for one return. A policy can give more, never less: whatever it says
 * against an open right has no effect.
 */
final class Rights {
    /** Conditions of a piece that say that a seal is broken. */
    static final Set<String> UNSEALED = Set.of("OPENED", "UNSEALED", "USED", "WORN");

    private final @Nullable Region region;
    private final Case asked;
    private final boolean toldOfWithdrawal;
    private final boolean toldOfLabelFee;
    private final @Nullable LocalDate received;

    /** @param told what customers are told before they buy, as the policy says */
    Rights(@Nullable Region region, Case asked, Set<String> told, @Nullable LocalDate received) {
        this.region = region;
        this.asked = asked;
        this.toldOfWithdrawal = told.contains(Rules.TOLD_WITHDRAWAL);
        this.toldOfLabelFee = told.contains(Rules.TOLD_LABEL_FEE);
        this.received = received;
    }

    private @Nullable RegionPack pack() {
        return region == null ? null : region.pack();
    }

    private @Nullable WithdrawalRule withdrawal() {
        RegionPack pack = pack();
        return pack == null ? null : pack.withdrawal();
    }

    /** Whether the period to withdraw is open, whatever the goods. */
    boolean withdrawalOpen() {
        Period period = withdrawalPeriod();
        return period != null && period.isOpen(asked.at(), asked.zone());
    }

    private @Nullable Period withdrawalPeriod() {
        WithdrawalRule rule = withdrawal();
        return rule == null || region == null
                ? null
                : rule.period(
                        received,
                        toldOfWithdrawal ? received : null,
                        region.workingDays(asked.order().country()));
    }

    boolean mayWithdraw(LineFacts line) {
        return withdrawalOpen() && exception(line).isEmpty();
    }

    /** The exception of the law that takes the right to withdraw from a line. */
    private Optional<ItemException> exception(LineFacts line) {
        WithdrawalRule rule = withdrawal();
        boolean unsealed = UNSEALED.contains(line.line().condition());
        return rule == null
                ? Optional.empty()
                : rule.exceptions().stream()
                        .filter(exception ->
                                line.ordered().tags().contains(exception.tag()) && exception.takesAway(unsealed))
                        .findFirst();
    }

    boolean mayComplain(LineFacts line) {
        RegionPack pack = pack();
        DefectRule rule = pack == null ? null : pack.defect();
        return rule != null
                && rule.reasons().contains(line.line().reason())
                && complaint(rule).isOpen(asked.at(), asked.zone());
    }

    private Period complaint(DefectRule rule) {
        return rule.period(new DefectRule.History(received, null, null, false));
    }

    /** Whether the law stands behind a line, so that it can neither be declined nor cost a fee. */
    boolean protect(LineFacts line) {
        return mayWithdraw(line) || mayComplain(line);
    }

    /** Whether the way back of a line may be charged. */
    boolean allowLabelFee(LineFacts line) {
        WithdrawalRule rule = withdrawal();
        if (mayComplain(line)) {
            return false;
        }
        return !mayWithdraw(line)
                || rule == null
                || switch (rule.labelFee()) {
                    case ANY -> true;
                    case WHEN_TOLD -> toldOfLabelFee;
                    case NEVER -> false;
                };
    }

    /**
     * Whether the state of a piece may cost the customer something: never when it was faulty, and on a withdrawal where the
     * law allows it and customers were told of their right.
     */
    boolean allowDeduction(LineFacts line) {
        WithdrawalRule rule = withdrawal();
        return !mayComplain(line) && (!mayWithdraw(line) || (rule != null && rule.valueLoss() && toldOfWithdrawal));
    }

    /** Whether the outward delivery goes back with the whole order, whatever the policy says. */
    boolean wantShippingBack(List<LineFacts> lines) {
        WithdrawalRule rule = withdrawal();
        return rule != null && rule.shippingBack() && lines.stream().anyMatch(this::mayWithdraw);
    }

    /** The right that a line comes back by. */
    Decision.Right of(LineFacts line) {
        RegionPack pack = pack();
        if (pack != null && pack.withdrawal() != null && mayWithdraw(line)) {
            Period period = withdrawalPeriod();
            return new Decision.Right(
                    line.id(),
                    Regime.WITHDRAWAL,
                    pack.withdrawal().ground(),
                    period == null ? null : period.lastDay(),
                    period == null ? "" : period.because());
        }
        if (pack != null && pack.defect() != null && mayComplain(line)) {
            Period period = complaint(pack.defect());
            return new Decision.Right(
                    line.id(), Regime.DEFECT, pack.defect().ground(), period.lastDay(), period.because());
        }
        String why = exception(line)
                .filter(none -> withdrawalOpen())
                .map(exception -> exception.kind() + " cannot be withdrawn from, " + exception.ground())
                .orElse("no right of the customer's country is open");
        return new Decision.Right(line.id(), Regime.GOODWILL, "", null, why);
    }

    /** Why something against the law has no effect on a line, for the agent. */
    String because(LineFacts line) {
        Decision.Right right = of(line);
        return right.ground()
                + (right.until() == null ? " gives the right" : " gives the right until " + right.until());
    }

    /** By when the money must be back; null when the law does not say. */
    @Nullable
    RefundDuty duty(List<LineFacts> lines) {
        RegionPack pack = pack();
        if (pack == null) {
            return null;
        }
        return lines.stream().anyMatch(this::mayWithdraw)
                ? pack.refundOfWithdrawal()
                : lines.stream().anyMatch(this::mayComplain) ? pack.refundOfDefect() : null;
    }

    /** What the customer reads whose withdrawal is accepted against the policy. */
    @Nullable
    Words accepted() {
        return region == null ? null : region.withdrawal();
    }

    /** What the customer reads when a person must look. */
    @Nullable
    Words review() {
        return region == null ? null : region.review();
    }
}
