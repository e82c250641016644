package io.contraflow.policy;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What each line may have instead of money. Of several rules that offer a line the same, the first that holds counts. */
final class Offers {

    private final Situation situation;
    private final List<Decision.Step> trace;
    private final List<Offer> offers = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();

    /** @param trace gets each rule that was tried */
    Offers(Rules rules, Situation situation, List<Decision.Step> trace) {
        this.situation = situation;
        this.trace = trace;
        for (Rules.Offered offered : rules.resolutions()) {
            situation.lines().forEach(line -> look(offered, line));
        }
    }

    List<Offer> all() {
        return List.copyOf(offers);
    }

    /** What customers who asked for it read; empty when nobody did. */
    String words() {
        return String.join(" ", words);
    }

    private void look(Rules.Offered offered, LineFacts line) {
        Rules.Rule rule = offered.rule();
        boolean known = offers.stream()
                .anyMatch(offer -> offer.lineId().equals(line.id()) && offer.resolution() == offered.resolution());
        boolean holds = rule.holds(situation, line);
        String because = rule.explain(situation, line, holds);
        trace.add(new Decision.Step(
                rule.id(),
                line.id(),
                holds && !known,
                holds && known ? because + ", but an earlier rule offers the same" : because));
        if (holds && !known) {
            offers.add(offer(offered, line));
            if (line.line().resolution() == offered.resolution()) {
                words.add(said(offered, line));
            }
        }
    }

    private static Offer offer(Rules.Offered offered, LineFacts line) {
        Rules.RepairLimit repair = offered.repair();
        return new Offer(
                line.id(),
                offered.resolution(),
                offered.bonusBasisPoints(),
                offered.rule().id(),
                repair == null
                        ? null
                        : new Money(line.valueMinor(), line.ordered().paid().currency()).share(repair.basisPoints()),
                repair == null ? null : repair.withinDays());
    }

    private String said(Rules.Offered offered, LineFacts line) {
        Locale locale = situation.locale();
        Map<String, String> values = new HashMap<>();
        values.put("item", line.ordered().title());
        values.put("order", situation.order().name());
        values.put("bonus", Words.percent(offered.bonusBasisPoints(), locale));
        return offered.rule().because().in(locale, values);
    }
}
