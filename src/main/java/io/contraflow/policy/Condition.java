package io.contraflow.policy;

import io.contraflow.mapping.Expression;
import io.contraflow.mapping.ExpressionFailed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code when} of a rule. */
final class Condition {

    /** What expressions may name, and the fields below it. */
    private static final Map<String, List<String>> VOCABULARY = Map.of(
            "line",
                    List.of(
                            "sku",
                            "category",
                            "tags",
                            "quantity",
                            "reason",
                            "condition",
                            "note",
                            "valueMinor",
                            "discountPercent",
                            "evidence",
                            "withdrawalOpen"),
            "order",
                    List.of(
                            "country",
                            "currency",
                            "tags",
                            "paidMinor",
                            "ageDays",
                            "placedOn",
                            "daysSinceDelivery",
                            "withdrawalOpen"),
            "customer", List.of("groups", "returnsBefore", "returnsInYear", "wornBefore", "wrongGoodsBefore"),
            "lines", List.of(),
            "value", List.of(),
            "channel", List.of());

    private static final Pattern LITERAL_OR_COMMENT =
            Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LIST_OF_LITERALS =
            Pattern.compile("\\[\\s*(?:''|[\\d.-]+)(?:\\s*,\\s*(?:''|[\\d.-]+))*\\s*]");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.$`])([A-Za-z_]\\w*)(?:\\s*\\.\\s*([A-Za-z_]\\w*))?");
    private static final Set<String> OPERATORS = Set.of("and", "or", "in", "true", "false", "null");
    /** With these, a bare name may be a field of something else. */
    private static final Pattern NESTED = Pattern.compile("[\\[{]|\\.\\s*\\(|\\bfunction\\b");

    private final Expression expression;
    private final List<MatchResult> names;

    private Condition(Expression expression, List<MatchResult> names) {
        this.expression = expression;
        this.names = names;
    }

    /**
     * @throws ExpressionFailed if it is not JSONata, or fails on a return that could come any day
     * @throws IllegalArgumentException if it names something that no return has
     */
    static Condition compile(String source, String where) {
        Expression expression = Expression.compile(source, where);
        String bare = LIST_OF_LITERALS
                .matcher(LITERAL_OR_COMMENT.matcher(source).replaceAll("''"))
                .replaceAll("''");
        List<MatchResult> names = NAME.matcher(bare).results().toList();
        boolean nested = NESTED.matcher(bare).find();
        names.forEach(name -> check(name, nested));
        Condition condition = new Condition(expression, names);
        Samples.all(condition.aboutLine()).forEach(condition::holds);
        return condition;
    }

    private static void check(MatchResult name, boolean nested) {
        List<String> fields = VOCABULARY.get(name.group(1));
        if (fields == null) {
            if (!nested && !OPERATORS.contains(name.group(1))) {
                throw new IllegalArgumentException(
                        "There is nothing called '" + name.group(1) + "' here. A condition sees "
                                + VOCABULARY.keySet().stream().sorted().collect(Collectors.joining(", "))
                                + "; a text needs quotes.");
            }
            return;
        }
        String field = name.group(2);
        if (field != null && !fields.isEmpty() && !fields.contains(field)) {
            throw new IllegalArgumentException(
                    "'" + name.group(1) + "' has no '" + field + "'. It has " + String.join(", ", fields) + ".");
        }
    }

    /** The expression as it was written. */
    String source() {
        return expression.toString();
    }

    boolean holds(Map<String, Object> facts) {
        return expression.holds(facts, Map.of());
    }

    /** Which of the risks of a customer it asks, see {@link History#RISKS}. */
    List<String> risks() {
        return names.stream()
                .filter(name -> name.group(1).equals("customer") && History.RISKS.contains(name.group(2)))
                .map(name -> name.group(1) + "." + name.group(2))
                .distinct()
                .toList();
    }

    /** Whether it must be asked for each line. */
    boolean aboutLine() {
        return names.stream().anyMatch(name -> name.group(1).equals("line"));
    }

    /** The condition and the values that it names. The customer's note is not repeated. */
    String explain(Map<String, Object> facts, boolean held) {
        Set<String> values = new LinkedHashSet<>();
        for (MatchResult name : names) {
            String value = describe(facts, name.group(1), name.group(2));
            if (value != null) {
                values.add(value);
            }
        }
        String text = expression.toString().strip().replaceAll("\\s+", " ");
        return text
                + (held ? " holds" : " does not hold")
                + (values.isEmpty() ? "" : " (" + String.join(", ", values) + ")");
    }

    private static @Nullable String describe(Map<String, Object> facts, String name, @Nullable String field) {
        Object fact = facts.get(name);
        if (fact instanceof Map<?, ?> fields) {
            if (field == null || field.equals("note")) {
                return null;
            }
            Object value = fields.get(field);
            return name + "." + field + " is " + (value == null ? "unknown" : shown(value));
        }
        return fact == null || fact instanceof List ? null : name + " is " + shown(fact);
    }

    private static String shown(Object value) {
        return value.equals("") ? "empty" : value.toString();
    }
}
