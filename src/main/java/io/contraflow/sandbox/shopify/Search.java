package io.contraflow.sandbox.shopify;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shop's search language as far as polling needs it: {@code updated_at:>='2026-11-01T00:00:00Z' AND return_status:returned}. */
final class Search {
    private static final Pattern TERM =
            Pattern.compile("\\s*(?:AND\\s+)?(\\w+):(>=|<=|>|<)?(?:'([^']*)'|\"([^\"]*)\"|(\\S+))");

    private final List<Term> terms = new ArrayList<>();

    private record Term(String field, String operator, String value) {}

    Search(@Nullable String query) {
        Matcher matcher = TERM.matcher(query == null ? "" : query);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            String value = matcher.group(3) == null
                    ? (matcher.group(4) == null ? matcher.group(5) : matcher.group(4))
                    : matcher.group(3);
            terms.add(new Term(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2), value));
            end = matcher.end();
        }
        if (query != null && !query.substring(end).isBlank()) {
            throw new RequestFailed(
                    "BAD_REQUEST", "The sandbox does not understand this search: " + query.substring(end));
        }
    }

    /** From when on anything can match, the beginning of time without such a term. */
    Instant updatedFrom() {
        return terms.stream()
                .filter(term ->
                        term.field().equals("updated_at") && term.operator().startsWith(">"))
                .map(term -> instant(term.value()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    Predicate<Order> orders() {
        return order -> terms.stream().allMatch(term -> matches(order, term));
    }

    Predicate<Variant> variants() {
        return variant -> terms.stream().allMatch(term -> switch (term.field()) {
            case "sku" -> term.value().equals(variant.sku());
            case "updated_at" -> compares(variant.updatedAt(), term);
            default -> throw unknown(term);
        });
    }

    private static boolean matches(Order order, Term term) {
        return switch (term.field()) {
            case "updated_at" -> compares(order.updatedAt(), term);
            case "created_at", "processed_at" -> compares(order.createdAt(), term);
            case "return_status" -> order.returnStatus().equals(term.value().toUpperCase(Locale.ROOT));
            case "financial_status" ->
                order.displayFinancialStatus().equals(term.value().toUpperCase(Locale.ROOT));
            case "name" -> order.name().equals(term.value()) || order.name().equals("#" + term.value());
            case "id" -> String.valueOf(order.number()).equals(term.value());
            case "email" -> order.email().equalsIgnoreCase(term.value());
            default -> throw unknown(term);
        };
    }

    private static RequestFailed unknown(Term term) {
        return new RequestFailed("BAD_REQUEST", "The sandbox cannot search by " + term.field());
    }

    private static boolean compares(Instant instant, Term term) {
        int order = instant.compareTo(instant(term.value()));
        return switch (term.operator()) {
            case ">=" -> order >= 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            case "<" -> order < 0;
            default -> order == 0;
        };
    }

    private static Instant instant(String text) {
        try {
            return text.contains("T") ? OffsetDateTime.parse(text).toInstant() : Instant.parse(text + "T00:00:00Z");
        } catch (DateTimeParseException e) {
            throw new RequestFailed("BAD_REQUEST", "Not a time: " + text);
        }
    }
}
