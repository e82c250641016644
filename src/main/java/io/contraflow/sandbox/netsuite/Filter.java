package io.contraflow.sandbox.netsuite;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The small language of the parameter q on collections: {@code field IS "text"}, joined by AND. */
record Filter(List<Condition> conditions) {

    record Condition(String field, String value) {}

    private static final Pattern CONDITION =
            Pattern.compile("\\s*([A-Za-z]+)\\s+(IS|EQUAL)\\s+(?:\"([^\"]*)\"|([^\\s\"]+))\\s*");
    private static final Pattern AND = Pattern.compile("\\G(?i:AND)\\s");

    static Filter parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        Matcher matcher = CONDITION.matcher(text);
        int position = 0;
        while (true) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw Refused.parameter("q", "Invalid filter. Not understood: " + text.substring(position));
            }
            conditions.add(
                    new Condition(matcher.group(1), matcher.group(3) == null ? matcher.group(4) : matcher.group(3)));
            position = matcher.end();
            if (position == text.length()) {
                return new Filter(conditions);
            }
            Matcher and = AND.matcher(text);
            if (!and.find(position)) {
                throw Refused.parameter("q", "Invalid filter. Not understood: " + text.substring(position));
            }
            position = and.end();
        }
    }

    /** The records of the kind that meet every condition. */
    List<Transaction> find(Kind kind, Books books) {
        return candidates(books)
                .filter(tx -> tx.kind == kind)
                .filter(tx -> conditions.stream()
                        .allMatch(wanted -> Objects.equals(value(tx, wanted.field()), wanted.value())))
                .toList();
    }

    private Stream<Transaction> candidates(Books books) {
        for (Condition condition : conditions) {
            switch (condition.field()) {
                case "externalId" -> {
                    return books.byExternalId(condition.value()).stream();
                }
                case "tranId" -> {
                    return books.byTranId(condition.value()).stream();
                }
                case "otherRefNum" -> {
                    return books.byOtherRefNum(condition.value()).stream();
                }
                default -> {
                    continue;
                }
            }
        }
        return books.all().stream();
    }

    private static @Nullable String value(Transaction tx, String field) {
        return switch (field) {
            case "externalId" -> tx.externalId;
            case "tranId" -> tx.tranId;
            case "otherRefNum" -> Books.otherRefNum(tx).orElse(null);
            case "id", "internalId" -> String.valueOf(tx.id);
            case "entity" -> tx.customer;
            case "createdFrom" -> tx.createdFrom == null ? null : String.valueOf(tx.createdFrom.id);
            default -> throw Refused.parameter("q", "Invalid filter. The field " + field + " is not filterable.");
        };
    }
}
