package io.contraflow.policy;

import io.contraflow.policy.statute.DefectRule;
import io.contraflow.policy.statute.ItemException;
import io.contraflow.policy.statute.RegionPack;
import io.contraflow.policy.statute.WithdrawalRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Returns with an open right, as conditions see them: every combination of the values that a condition can tell apart.
 * These are the texts that it quotes, each number that it names and its neighbours, and one of everything else.
 */
final class Worlds {
    private static final Pattern TEXT = Pattern.compile("'((?:\\\\.|[^'\\\\])*)'|\"((?:\\\\.|[^\"\\\\])*)\"");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.'\"])\\d{1,12}(?![\\w'\"])");
    private static final String OTHER = "OTHER";
    /** Longest period that is looked through day by day; of longer ones only the days that matter. */
    private static final int DAY_BY_DAY = 60;

    private static final int DAYS_A_YEAR = 365;
    /** For a law that names no last day. */
    private static final int LONG = 5 * DAYS_A_YEAR;

    private final RegionPack pack;
    private final Set<String> reasons;
    private final int lastDay;
    private final List<ItemException> exceptions;
    private final int withdrawalDays;

    private Worlds(
            RegionPack pack, Set<String> reasons, int lastDay, List<ItemException> exceptions, int withdrawalDays) {
        this.pack = pack;
        this.reasons = reasons;
        this.lastDay = lastDay;
        this.exceptions = exceptions;
        this.withdrawalDays = withdrawalDays;
    }

    /** Returns within the period to withdraw; weekends and holidays can lengthen it by some days. */
    static Worlds withdrawing(Rules rules, RegionPack pack, WithdrawalRule rule) {
        Set<String> reasons = new LinkedHashSet<>(List.of("CHANGED_MIND", OTHER));
        if (rules.reasons() != null) {
            reasons.addAll(rules.reasons().accepted());
        }
        boolean told = rules.told().contains(Rules.TOLD_WITHDRAWAL);
        int days = rule.days() + (told ? 0 : rule.monthsWithoutInstruction() * 30);
        return new Worlds(pack, reasons, days, rule.exceptions(), days);
    }

    /** Returns of faulty goods within the period to complain. */
    static Worlds complaining(Rules rules, RegionPack pack, DefectRule rule) {
        int withdrawalDays = pack.withdrawal() == null ? -1 : pack.withdrawal().days();
        int lastDay = rule.years() == null ? LONG : rule.years() * DAYS_A_YEAR;
        return new Worlds(pack, rule.reasons(), lastDay, List.of(), withdrawalDays);
    }

    /** All that the condition of a rule can tell apart. */
    Stream<Map<String, Object>> of(Rules.Rule rule) {
        String source = rule.when() == null ? "" : rule.when().source();
        Set<String> texts = new LinkedHashSet<>();
        TEXT.matcher(source)
                .results()
                .forEach(found -> texts.add(found.group(1) == null ? found.group(2) : found.group(1)));
        Set<Long> numbers = new LinkedHashSet<>();
        NUMBER.matcher(source)
                .results()
                .map(found -> Long.parseLong(found.group()))
                .forEach(number -> {
                    numbers.add(number);
                    numbers.add(number + 1);
                    numbers.add(Math.max(0, number - 1));
                });
        Stream<World> worlds = Stream.of(new World(Map.of()));
        worlds = each(worlds, Part.DAYS, days(numbers));
        worlds = each(worlds, Part.REASON, reasons);
        worlds = each(worlds, Part.CONDITION, named(source, "condition", with(texts, "", "OPENED")));
        worlds = each(worlds, Part.LINE_TAG, named(source, "line.tags", with(texts, "")));
        worlds = each(worlds, Part.ORDER_TAG, named(source, "order.tags", with(texts, "")));
        worlds = each(worlds, Part.CATEGORY, named(source, "category", with(texts, "")));
        worlds = each(worlds, Part.SKU, named(source, "sku", with(texts, "SKU")));
        worlds = each(worlds, Part.CHANNEL, named(source, "channel", with(texts, "shop")));
        worlds = each(worlds, Part.CURRENCY, named(source, "currency", with(texts, "EUR")));
        worlds = each(worlds, Part.COUNTRY, named(source, "country", countries(texts)));
        worlds = each(worlds, Part.VALUE, named(source, "value", with(numbers, 1_000L)));
        worlds = each(worlds, Part.RETURNS_BEFORE, named(source, "returnsBefore", with(numbers, 0L)));
        worlds = each(worlds, Part.AGE_DAYS, named(source, "ageDays", with(numbers, 20L)));
        worlds = each(worlds, Part.PLACED_ON, named(source, "placedOn", with(texts, "2026-07-01")));
        worlds = each(worlds, Part.GROUP, named(source, "groups", with(texts, "")));
        worlds = each(worlds, Part.EVIDENCE, named(source, "evidence", with(texts, "")));
        worlds = each(worlds, Part.DISCOUNT, named(source, "discountPercent", with(numbers, 0L)));
        worlds = each(worlds, Part.QUANTITY, named(source, "quantity", with(numbers, 1L)));
        return worlds.filter(world -> !world.isExcepted(exceptions)).map(world -> world.facts(withdrawalDays));
    }

    private static Stream<World> each(Stream<World> worlds, Part part, Collection<?> values) {
        return worlds.flatMap(world -> values.stream().map(value -> world.with(part, value)));
    }

    /** All values of what the condition names; one of what it does not, so that there are as few as possible. */
    private static <T> List<T> named(String source, String name, List<T> values) {
        return source.contains(name) ? values : values.subList(0, 1);
    }

    private Set<Long> days(Set<Long> numbers) {
        Set<Long> days = new LinkedHashSet<>();
        for (long day = 0; day <= Math.min(lastDay, DAY_BY_DAY); day++) {
            days.add(day);
        }
        numbers.stream().filter(day -> day <= lastDay).forEach(days::add);
        days.add((long) lastDay);
        return days;
    }

    private List<String> countries(Set<String> texts) {
        List<String> countries = new ArrayList<>();
        pack.countries().stream().sorted().findFirst().ifPresent(countries::add);
        texts.stream().filter(pack.countries()::contains).forEach(countries::add);
        return countries.isEmpty() ? List.of("") : countries;
    }

    @SafeVarargs
    private static <T> List<T> with(Set<T> some, T... usual) {
        Set<T> all = new LinkedHashSet<>(List.of(usual));
        all.addAll(some);
        return new ArrayList<>(all);
    }

    static long days(Map<String, Object> world) {
        return world.get("order") instanceof Map<?, ?> order && order.get("daysSinceDelivery") instanceof Long days
                ? days
                : 0;
    }

    static String reason(Map<String, Object> world) {
        return world.get("line") instanceof Map<?, ?> line ? String.valueOf(line.get("reason")) : "";
    }

    /** A world in few words, for an example. */
    static String words(Map<String, Object> world) {
        Map<?, ?> line = (Map<?, ?>) world.getOrDefault("line", Map.of());
        String condition = String.valueOf(line.get("condition"));
        return line.get("reason") + (condition.isEmpty() ? "" : ", " + condition) + ", " + days(world)
                + " days after delivery";
    }

    /** What a condition can name. */
    private enum Part {
        DAYS,
        REASON,
        CONDITION,
        LINE_TAG,
        ORDER_TAG,
        CATEGORY,
        SKU,
        CHANNEL,
        CURRENCY,
        COUNTRY,
        VALUE,
        RETURNS_BEFORE,
        AGE_DAYS,
        PLACED_ON,
        GROUP,
        EVIDENCE,
        DISCOUNT,
        QUANTITY
    }

    /** What a condition sees, by its parts. */
    private record World(Map<Part, Object> parts) {

        World with(Part part, Object value) {
            Map<Part, Object> changed = new EnumMap<>(Part.class);
            changed.putAll(parts);
            changed.put(part, value);
            return new World(changed);
        }

        private Object get(Part part) {
            return Objects.requireNonNull(parts.get(part));
        }

        private List<Object> tags(Part part) {
            return get(part).equals("") ? List.of() : List.of(get(part));
        }

        boolean isExcepted(List<ItemException> exceptions) {
            boolean unsealed = Rights.UNSEALED.contains(String.valueOf(get(Part.CONDITION)));
            return exceptions.stream()
                    .anyMatch(exception -> exception.tag().equals(get(Part.LINE_TAG)) && exception.takesAway(unsealed));
        }

        Map<String, Object> facts(int withdrawalDays) {
            long days = (Long) get(Part.DAYS);
            boolean isOpen = days <= withdrawalDays;
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("sku", get(Part.SKU));
            line.put("category", get(Part.CATEGORY));
            line.put("tags", tags(Part.LINE_TAG));
            line.put("quantity", get(Part.QUANTITY));
            line.put("reason", get(Part.REASON));
            line.put("condition", get(Part.CONDITION));
            line.put("note", "");
            line.put("valueMinor", get(Part.VALUE));
            line.put("discountPercent", get(Part.DISCOUNT));
            line.put("evidence", tags(Part.EVIDENCE));
            line.put("withdrawalOpen", isOpen);
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("country", get(Part.COUNTRY));
            order.put("currency", get(Part.CURRENCY));
            order.put("tags", tags(Part.ORDER_TAG));
            order.put("paidMinor", get(Part.VALUE));
            order.put("ageDays", Math.max((Long) get(Part.AGE_DAYS), days));
            order.put("placedOn", get(Part.PLACED_ON));
            order.put("daysSinceDelivery", days);
            order.put("withdrawalOpen", isOpen);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("channel", get(Part.CHANNEL));
            facts.put("value", get(Part.VALUE));
            facts.put("order", order);
            facts.put("customer", Map.of("returnsBefore", get(Part.RETURNS_BEFORE), "groups", tags(Part.GROUP)));
            facts.put("lines", List.of(line));
            facts.put("line", line);
            return facts;
        }
    }
}
