package io.contraflow.policy;

import io.contraflow.mapping.ExpressionFailed;
import io.contraflow.mapping.Finding;
import io.contraflow.policy.Precedence.Contender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks which rules of a policy never count because stronger ones always do, and which hold together with others without
 * one being the special case of the other. It says nothing wrong: conditions that are comparisons are tried on everything
 * that they can tell apart (see {@link Comparisons}), all others are only compared word by word.
 */
final class OrderCheck {
    /** More combinations than this are not tried; then nothing is said. */
    private static final int MOST = 20_000;

    private final Policy policy;
    /** How often a rule could count, and how often it is hidden; by id. */
    private final Map<String, Integer> chances = new LinkedHashMap<>();

    private final Map<String, List<Finding>> hidden = new LinkedHashMap<>();
    private final Set<Finding> overlaps = new LinkedHashSet<>();

    OrderCheck(Policy policy) {
        this.policy = policy;
        Precedence.of(policy.rules()).forEach(this::check);
    }

    /** Rules that never count, each with what to do. */
    List<Finding> shadowed() {
        return hidden.entrySet().stream()
                .filter(rule -> rule.getValue().size() == chances.getOrDefault(rule.getKey(), 0))
                .map(rule -> rule.getValue().get(0))
                .toList();
    }

    /** Pairs of rules that hold together, now and then, with different outcomes. */
    List<Finding> overlaps() {
        return List.copyOf(overlaps);
    }

    private void check(Precedence precedence) {
        for (int at = 0; at < precedence.contenders().size(); at++) {
            Contender lower = precedence.contenders().get(at);
            if (lower.required()) {
                continue;
            }
            chances.merge(lower.rule().id(), 1, Integer::sum);
            List<Contender> above = precedence.contenders().subList(0, at).stream()
                    .filter(one -> one.hides(lower))
                    .toList();
            String why = neverHolds(lower.rule()) ? "its condition cannot be true" : hiddenBy(precedence, lower, above);
            if (why != null) {
                hidden.computeIfAbsent(lower.rule().id(), any -> new ArrayList<>())
                        .add(finding(
                                lower.rule(),
                                lower.rule().id() + " never counts: " + why
                                        + ". Move it up, narrow what stands above it, or remove it."));
            } else {
                above.forEach(one -> overlap(one, lower));
            }
        }
    }

    private @Nullable String hiddenBy(Precedence precedence, Contender lower, List<Contender> above) {
        for (Contender one : above) {
            if (covers(List.of(one.rule()), lower.rule())) {
                return "wherever it holds, " + named(one.rule()) + " counts instead";
            }
        }
        List<Rules.Rule> together = above.stream().map(Contender::rule).toList();
        return !precedence.wholeReturn() && together.size() > 1 && covers(together, lower.rule())
                ? "wherever it holds, one of "
                        + together.stream().map(OrderCheck::named).collect(Collectors.joining(", ")) + " counts instead"
                : null;
    }

    private static String named(Rules.Rule rule) {
        return rule.id() + " (line " + rule.line() + ")";
    }

    private Finding finding(Rules.Rule rule, String message) {
        return new Finding(policy.file(), rule.line(), message);
    }

    private boolean neverHolds(Rules.Rule rule) {
        return worlds(List.of(rule))
                .map(worlds -> worlds.stream().noneMatch(world -> holds(rule, world)))
                .orElse(false);
    }

    private boolean covers(List<Rules.Rule> above, Rules.Rule lower) {
        if (above.stream().anyMatch(one -> one.when() == null || source(one).equals(source(lower)))) {
            return true;
        }
        List<Rules.Rule> plain =
                above.stream().filter(one -> comparisons(one).isPresent()).toList();
        return !plain.isEmpty()
                && worlds(with(plain, lower))
                        .map(worlds -> worlds.stream()
                                .filter(world -> holds(lower, world))
                                .allMatch(world -> plain.stream().anyMatch(one -> holds(one, world))))
                        .orElse(false);
    }

    private void overlap(Contender upper, Contender lower) {
        if (upper.outcome().equals(lower.outcome())) {
            return;
        }
        List<Map<String, Object>> worlds =
                worlds(List.of(upper.rule(), lower.rule())).orElse(List.of());
        boolean both = false;
        boolean upperAlone = false;
        for (Map<String, Object> world : worlds) {
            boolean upperHolds = holds(upper.rule(), world);
            boolean lowerHolds = holds(lower.rule(), world);
            both |= upperHolds && lowerHolds;
            upperAlone |= upperHolds && !lowerHolds;
        }
        // That the lower one holds alone somewhere is known: it is not hidden.
        if (both && upperAlone) {
            overlaps.add(finding(
                    lower.rule(),
                    named(upper.rule()) + " and " + named(lower.rule())
                            + " can hold for the same return, with different outcomes; the former counts then."));
        }
    }

    private static List<Rules.Rule> with(List<Rules.Rule> some, Rules.Rule one) {
        List<Rules.Rule> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    private static String source(Rules.Rule rule) {
        return rule.when() == null ? "" : rule.when().source().strip().replaceAll("\\s+", " ");
    }

    private static Optional<Comparisons> comparisons(Rules.Rule rule) {
        return rule.when() == null ? Optional.of(new Comparisons(Map.of())) : Comparisons.of(rule.when());
    }

    private static boolean holds(Rules.Rule rule, Map<String, Object> world) {
        try {
            return rule.when() == null || rule.when().holds(world);
        } catch (ExpressionFailed cannotBe) {
            return false;
        }
    }

    /** Everything that these rules can tell apart; empty when one does more than compare, or when it is too much. */
    private static Optional<List<Map<String, Object>>> worlds(List<Rules.Rule> rules) {
        Map<String, Set<Object>> literals = new LinkedHashMap<>();
        for (Rules.Rule rule : rules) {
            Optional<Comparisons> compared = comparisons(rule);
            if (compared.isEmpty()) {
                return Optional.empty();
            }
            compared.get().literals().forEach((field, values) -> literals.computeIfAbsent(
                            field, any -> new LinkedHashSet<>())
                    .addAll(values));
        }
        List<Map<String, Object>> worlds =
                new ArrayList<>(List.of(Samples.all(true).get(0)));
        for (Map.Entry<String, Set<Object>> field : literals.entrySet()) {
            List<Optional<Object>> samples = Comparisons.samples(field.getKey(), field.getValue());
            if ((long) worlds.size() * samples.size() > MOST) {
                return Optional.empty();
            }
            worlds = worlds.stream()
                    .flatMap(world -> samples.stream().map(sample -> changed(world, field.getKey(), sample)))
                    .toList();
        }
        return Optional.of(worlds);
    }

    private static Map<String, Object> changed(Map<String, Object> world, String field, Optional<Object> value) {
        Map<String, Object> changed = new LinkedHashMap<>(world);
        int dot = field.indexOf('.');
        if (dot < 0) {
            changed.put(field, value.orElseThrow());
            return changed;
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        if (world.get(field.substring(0, dot)) instanceof Map<?, ?> known) {
            known.forEach((name, fact) -> inner.put(String.valueOf(name), fact));
        }
        if (value.isPresent()) {
            inner.put(field.substring(dot + 1), value.get());
        } else {
            inner.remove(field.substring(dot + 1));
        }
        changed.put(field.substring(0, dot), inner);
        return changed;
    }
}
