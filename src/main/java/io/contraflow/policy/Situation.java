package io.contraflow.policy;

import io.contraflow.model.Money;
import io.contraflow.model.Order;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case with what follows from it: days, values and what the expressions of a policy may see. */
final class Situation {

    private final Case asked;
    private final List<LineFacts> lines;
    private final LocalDate today;
    private final @Nullable LocalDate delivered;
    private final Rights rights;
    private final Map<String, Object> facts;

    Situation(Case asked, Rules rules, Regions regions) {
        this.asked = asked;
        Order order = asked.order();
        this.lines = asked.lines().stream()
                .map(line -> new LineFacts(
                        line,
                        order.line(line.orderLineId())
                                .orElseThrow(() -> new IllegalArgumentException("return line " + line.id()
                                        + " names order line " + line.orderLineId() + ", which order " + order.name()
                                        + " does not have"))))
                .toList();
        this.today = LocalDate.ofInstant(asked.at(), asked.zone());
        this.delivered = order.deliveredAt() == null ? null : LocalDate.ofInstant(order.deliveredAt(), asked.zone());
        LocalDate placed = LocalDate.ofInstant(order.placedAt(), asked.zone());
        this.rights = new Rights(regions.of(order.country(), placed).orElse(null), asked, rules.told(), delivered);
        this.facts = wholeFacts();
    }

    private Map<String, Object> wholeFacts() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("channel", asked.channel());
        whole.put("value", value().minor());
        whole.put("order", orderFacts());
        whole.put("customer", asked.history().facts(asked.order().customer().groups()));
        whole.put("lines", lines.stream().map(line -> line.facts(rights)).toList());
        return whole;
    }

    private Map<String, Object> orderFacts() {
        Order order = asked.order();
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("country", order.country());
        known.put("currency", order.currency());
        known.put("tags", order.tags());
        known.put("paidMinor", order.paid().minor());
        LocalDate placed = LocalDate.ofInstant(order.placedAt(), asked.zone());
        known.put("ageDays", ChronoUnit.DAYS.between(placed, today));
        known.put("placedOn", placed.toString());
        Long days = daysSinceDelivery();
        // Left out rather than null when unknown: JSONata fails on a comparison with null, and on a missing field it
        // is simply not true.
        if (days != null) {
            known.put("daysSinceDelivery", days);
        }
        known.put("withdrawalOpen", rights.withdrawalOpen());
        return known;
    }

    /** What an expression sees; with {@code line} when it is asked about one. */
    Map<String, Object> facts(@Nullable LineFacts line) {
        if (line == null) {
            return facts;
        }
        Map<String, Object> withLine = new LinkedHashMap<>(facts);
        withLine.put("line", line.facts(rights));
        return withLine;
    }

    List<LineFacts> lines() {
        return lines;
    }

    LocalDate today() {
        return today;
    }

    Order order() {
        return asked.order();
    }

    Locale locale() {
        return Words.locale(asked.order().locale());
    }

    /** What the law gives. */
    Rights rights() {
        return rights;
    }

    /** Day of delivery in the channel's zone; null when unknown. */
    @Nullable
    LocalDate delivered() {
        return delivered;
    }

    /** Calendar days since the day of delivery; null when that is unknown. */
    @Nullable
    Long daysSinceDelivery() {
        return delivered == null ? null : ChronoUnit.DAYS.between(delivered, today);
    }

    /** Price of all goods sent back. */
    Money value() {
        return new Money(lines.stream().mapToLong(LineFacts::valueMinor).sum(), order().currency());
    }
}
