package io.contraflow.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a condition compares, when it is nothing but comparisons of single fields with literals, joined by {@code and},
 * {@code or} and {@code $not}. Two values of a field that lie between the same literals are the same to such a condition,
 * so a few values of each field stand for all.
 *
 * @param literals by field, such as {@code line.reason}, the texts and numbers that it is compared with
 */
record Comparisons(Map<String, Set<Object>> literals) {
    private static final String TEXT = "'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"";
    private static final String LITERAL = "(?:" + TEXT + "|\\d{1,12}(?![\\w.]))";
    private static final String LIST = "\\[\\s*" + LITERAL + "(?:\\s*,\\s*" + LITERAL + ")*\\s*]";
    private static final String FIELD = "(?:(?:line|order|customer)\\.[A-Za-z]+|value|channel)\\b";
    private static final String OPERATOR = "\\s*(?:!=|<=|>=|=|<|>|\\bin\\b)\\s*";
    private static final Pattern PIECE = Pattern.compile("(?<field>" + FIELD + ")" + OPERATOR + "(?<right>" + LIST + "|"
            + LITERAL + ")|(?<left>" + LITERAL + ")" + OPERATOR + "(?<subject>" + FIELD + ")"
            + "|(?<flag>(?:line|order)\\.withdrawalOpen)\\b|\\$not|[()]|\\band\\b|\\bor\\b|\\s+");
    private static final Pattern ONE = Pattern.compile(LITERAL);

    private static final Set<String> TAGS = Set.of("line.tags", "line.evidence", "order.tags", "customer.groups");
    private static final Set<String> FLAGS = Set.of("line.withdrawalOpen", "order.withdrawalOpen");
    private static final Set<String> TEXTS = Set.of(
            "line.sku",
            "line.category",
            "line.reason",
            "line.condition",
            "order.country",
            "order.currency",
            "order.placedOn",
            "channel");
    /** With more tags every combination would be too many; then none, each, all, and all but each. */
    private static final int FEW_TAGS = 4;

    /** Answers what it compares; empty when it does more than that. */
    static Optional<Comparisons> of(Condition condition) {
        String source = condition.source();
        Map<String, Set<Object>> literals = new LinkedHashMap<>();
        Matcher piece = PIECE.matcher(source);
        int at = 0;
        while (at < source.length()) {
            piece.region(at, source.length());
            if (!piece.lookingAt()) {
                return Optional.empty();
            }
            String field = Stream.of("field", "subject", "flag")
                    .map(piece::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElse("");
            if (field.equals("line.note")) {
                return Optional.empty();
            }
            if (!field.isEmpty()) {
                Set<Object> known = literals.computeIfAbsent(field, any -> new LinkedHashSet<>());
                Stream.of("left", "right")
                        .map(piece::group)
                        .filter(group -> group != null)
                        .flatMap(group -> ONE.matcher(group).results())
                        .forEach(literal -> known.add(value(literal.group())));
            }
            at = piece.end();
        }
        return Optional.of(new Comparisons(literals));
    }

    private static Object value(String literal) {
        char first = literal.charAt(0);
        return first == '\'' || first == '"'
                ? literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1")
                : Long.valueOf(literal);
    }

    /** The values of a field that stand for all; an empty one for a field that may be missing. */
    static List<Optional<Object>> samples(String field, Set<Object> literals) {
        List<Optional<Object>> samples = new ArrayList<>();
        if (FLAGS.contains(field)) {
            samples.add(Optional.of(true));
            samples.add(Optional.of(false));
        } else if (TAGS.contains(field)) {
            tags(new ArrayList<>(literals)).forEach(tags -> samples.add(Optional.of(tags)));
        } else if (TEXTS.contains(field)) {
            texts(literals).forEach(text -> samples.add(Optional.of(text)));
        } else {
            numbers(literals).forEach(number -> samples.add(Optional.of(number)));
            if (field.equals("order.daysSinceDelivery")) {
                samples.add(Optional.empty());
            }
        }
        return samples;
    }

    private static Set<Object> texts(Set<Object> literals) {
        Set<Object> texts = new LinkedHashSet<>(literals);
        for (Object literal : literals) {
            try {
                LocalDate day = LocalDate.parse(String.valueOf(literal));
                texts.add(day.minusDays(1).toString());
                texts.add(day.plusDays(1).toString());
            } catch (DateTimeParseException noDay) {
                texts.add(literal + "-");
            }
        }
        texts.add("");
        return texts;
    }

    private static Set<Long> numbers(Set<Object> literals) {
        Set<Long> numbers = new TreeSet<>(Set.of(0L));
        for (Object literal : literals) {
            if (literal instanceof Long number) {
                numbers.add(Math.max(0, number - 1));
                numbers.add(number);
                numbers.add(number + 1);
            }
        }
        return numbers;
    }

    private static Set<List<Object>> tags(List<Object> literals) {
        Set<List<Object>> all = new LinkedHashSet<>();
        if (literals.size() <= FEW_TAGS) {
            for (int chosen = 0; chosen < 1 << literals.size(); chosen++) {
                List<Object> some = new ArrayList<>();
                for (int tag = 0; tag < literals.size(); tag++) {
                    if ((chosen >> tag & 1) == 1) {
                        some.add(literals.get(tag));
                    }
                }
                all.add(some);
            }
            return all;
        }
        all.add(List.of());
        all.add(literals);
        for (Object tag : literals) {
            all.add(List.of(tag));
            all.add(literals.stream().filter(other -> !other.equals(tag)).toList());
        }
        return all;
    }
}
