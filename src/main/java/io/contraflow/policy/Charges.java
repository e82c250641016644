package io.contraflow.policy;

import io.contraflow.model.Decision;
import io.contraflow.model.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What acceptance costs the customer, and what they may have instead of money. For each line the first restocking fee that holds counts, and one label fee. */
final class Charges {

    private final Rules rules;
    private final Situation situation;
    private final Rights rights;
    private final Overruled overruled;
    private final List<Decision.Step> trace;
    private final List<Decision.Fee> fees = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();
    private final Decision.Terms terms;

    /** @param trace gets each fee that was tried */
    Charges(Rules rules, Situation situation, Overruled overruled, List<Decision.Step> trace) {
        this.rules = rules;
        this.situation = situation;
        this.rights = situation.rights();
        this.overruled = overruled;
        this.trace = trace;
        situation.lines().forEach(this::restocking);
        Rules.LabelFee label = label();
        Offers offers = new Offers(rules, situation, trace);
        Inspections inspections = new Inspections(rules, situation, overruled, trace);
        if (!offers.words().isEmpty()) {
            words.add(offers.words());
        }
        this.terms = new Decision.Terms(
                moment(),
                fees,
                label == null ? Money.zero(currency()) : label.amount(),
                label == null ? "" : label.rule().id(),
                rules.shippingOnFullReturn() || rights.wantShippingBack(situation.lines()),
                offers.all(),
                inspections.deductions(),
                inspections.dispositions());
    }

    Decision.Terms terms() {
        return terms;
    }

    /** What the customer reads about fees and store credit; empty when there are none. */
    String words() {
        return String.join(" ", words);
    }

    /** The first rule that holds for the whole return; else what the policy says for all others. */
    private Decision.RefundMoment moment() {
        Decision.RefundMoment moment = null;
        for (Rules.Moment rule : rules.momentByRule()) {
            boolean holds = holdsForAll(rule.rule());
            String because = rule.rule().explain(situation, situation.lines().get(0), holds);
            trace.add(new Decision.Step(
                    rule.rule().id(),
                    null,
                    holds && moment == null,
                    because + (holds && moment != null ? ", but an earlier rule counts" : "")));
            if (holds && moment == null) {
                moment = rule.moment();
            }
        }
        return moment == null ? rules.moment() : moment;
    }

    private boolean holdsForAll(Rules.Rule rule) {
        return situation.lines().stream().allMatch(line -> holds(rule, line));
    }

    /** The waiver that takes restocking fees from a line, in the trace. */
    private boolean isWaived(LineFacts line) {
        boolean waived = false;
        for (Rules.Waiver waiver : rules.waivers()) {
            if (waiver.restocking()) {
                boolean holds = holds(waiver.rule(), line);
                waived |= waive(waiver, line, holds);
            }
        }
        return waived;
    }

    private boolean isLabelWaived() {
        boolean waived = false;
        for (Rules.Waiver waiver : rules.waivers()) {
            if (waiver.label()) {
                waived |= waive(waiver, null, holdsForAll(waiver.rule()));
            }
        }
        return waived;
    }

    private boolean waive(Rules.Waiver waiver, @Nullable LineFacts line, boolean holds) {
        LineFacts shown = line == null ? situation.lines().get(0) : line;
        trace.add(new Decision.Step(
                waiver.rule().id(),
                line == null ? null : line.id(),
                holds,
                waiver.rule().explain(situation, shown, holds)));
        if (holds) {
            words.add(waiver.rule()
                    .because()
                    .in(situation.locale(), Map.of("order", situation.order().name())));
        }
        return holds;
    }

    private void restocking(LineFacts line) {
        if (!rules.restockingFees().isEmpty() && isWaived(line)) {
            return;
        }
        Rules.RestockingFee charged = null;
        for (Rules.RestockingFee fee : rules.restockingFees()) {
            if (rights.protect(line) && fee.rule().holds(situation, line)) {
                overruled.note(fee.rule().id(), line, fee.rule().explain(situation, line, true));
            } else if (applies(fee.rule(), line, fee.isIn(currency()), charged == null ? null : charged.rule())) {
                charged = fee;
                charge(fee, line);
            }
        }
    }

    private void charge(Rules.RestockingFee fee, LineFacts line) {
        Money fixed = fee.fixed() == null ? Money.zero(currency()) : fee.fixed();
        fees.add(new Decision.Fee(line.id(), fee.rule().id(), fee.basisPoints(), fixed, fee.cap()));
        Locale locale = situation.locale();
        Map<String, String> values = new HashMap<>();
        values.put("item", line.ordered().title());
        values.put("order", situation.order().name());
        values.put("fee", fee.fixed() == null ? Words.percent(fee.basisPoints(), locale) : Words.money(fixed, locale));
        if (fee.cap() != null) {
            values.put("cap", Words.money(fee.cap(), locale));
        }
        words.add(fee.rule().because().in(locale, values));
    }

    private Rules.@Nullable LabelFee label() {
        if (!rules.labelFees().isEmpty() && isLabelWaived()) {
            return null;
        }
        Rules.LabelFee charged = null;
        for (Rules.LabelFee fee : rules.labelFees()) {
            boolean inCurrency = fee.amount().currency().equals(currency());
            Rules.Rule before = charged == null ? null : charged.rule();
            Optional<LineFacts> free = situation.lines().stream()
                    .filter(line -> !rights.allowLabelFee(line) && holds(fee.rule(), line))
                    .findFirst();
            if (free.isPresent()) {
                overruled.note(fee.rule().id(), free.get(), fee.rule().explain(situation, free.get(), true));
            } else if (appliesToAll(fee.rule(), inCurrency, before)) {
                charged = fee;
                words.add(fee.rule()
                        .because()
                        .in(
                                situation.locale(),
                                Map.of(
                                        "order", situation.order().name(),
                                        "fee", Words.money(fee.amount(), situation.locale()))));
            }
        }
        return charged;
    }

    private boolean holds(Rules.Rule rule, LineFacts line) {
        return rule.holds(situation, rule.aboutLine() ? line : null);
    }

    /** A label is for the whole parcel: a condition about lines must hold for each of them. */
    private boolean appliesToAll(Rules.Rule rule, boolean inCurrency, Rules.@Nullable Rule before) {
        if (!rule.aboutLine()) {
            return applies(rule, null, inCurrency, before);
        }
        boolean all = true;
        for (LineFacts line : situation.lines()) {
            all &= applies(rule, line, inCurrency, before);
        }
        return all;
    }

    private boolean applies(
            Rules.Rule rule, @Nullable LineFacts line, boolean inCurrency, Rules.@Nullable Rule before) {
        boolean holds = rule.holds(situation, line);
        String because = rule.explain(situation, line, holds);
        if (holds && !inCurrency) {
            because += ", but its amounts are not in " + currency();
        } else if (holds && before != null) {
            because += ", but " + before.id() + " is charged already";
        }
        boolean applies = holds && inCurrency && before == null;
        trace.add(new Decision.Step(rule.id(), line == null ? null : line.id(), applies, because));
        return applies;
    }

    private String currency() {
        return situation.order().currency();
    }
}
