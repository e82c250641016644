package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The query endpoint. */
final class SuiteQl {

    private static final int MOST = 1000;

    private final Map<String, Table<?>> tables;

    SuiteQl(Books books, Catalog catalog) {
        this.tables = Map.of(
                "transaction",
                new TransactionTable(books, catalog),
                "item",
                new ItemTable(catalog),
                "location",
                new LocationTable(catalog));
    }

    Answer answer(Call call) {
        if (!Objects.requireNonNullElse(call.header("Prefer"), "").contains("transient")) {
            throw Refused.header("Prefer", "The header Prefer: transient is required.");
        }
        Page page = Page.of(call, MOST, MOST);
        JsonNode body = Wire.object(call.body());
        List<String> parameters = new ArrayList<>();
        body.path("params").forEach(parameter -> parameters.add(parameter.asText()));
        Query query = QueryParser.parse(body.path("q").asText(), parameters);
        Table<?> table = tables.get(query.table());
        if (table == null) {
            throw Refused.content(
                    "Record '" + query.table() + "' was not found. Not understood: FROM " + query.table());
        }
        return Answer.json(200, run(query, table, page, SignIn.url(call)));
    }

    private static <R> ObjectNode run(Query query, Table<R> table, Page page, String url) {
        checkNames(query, table);
        Query.Condition where = query.where();
        List<R> found = new ArrayList<>();
        for (R row : table.candidates(where)) {
            if (where == null || meets(row, where, table)) {
                found.add(row);
            }
        }
        if (query.columns().stream().anyMatch(column -> column.column().equals("*"))) {
            ObjectNode count = Wire.MAPPER.createObjectNode();
            count.put(query.columns().get(0).name(), String.valueOf(found.size()));
            return page.envelope(List.of(count), 1, url);
        }
        found.sort(order(query, table));
        List<ObjectNode> rows =
                page.cut(found).stream().map(row -> show(row, query, table)).toList();
        return page.envelope(rows, found.size(), url);
    }

    private static <R> ObjectNode show(R row, Query query, Table<R> table) {
        ObjectNode node = Wire.MAPPER.createObjectNode();
        node.putArray("links");
        for (Query.Selected column : query.columns()) {
            String text = text(row, column, table);
            // A null column is missing from the row.
            if (text != null) {
                node.put(column.name(), text);
            }
        }
        return node;
    }

    private static <R> @Nullable String text(R row, Query.Selected column, Table<R> table) {
        if (column.display()) {
            return table.display(row, column.column());
        }
        Object value = table.value(row, column.column());
        if (value instanceof Instant instant) {
            String format = column.format();
            return format == null ? Dates.format(instant) : Dates.format(instant, format);
        }
        return Objects.toString(value, null);
    }

    private static <R> boolean meets(R row, Query.Condition condition, Table<R> table) {
        if (condition instanceof Query.And and) {
            return and.parts().stream().allMatch(part -> meets(row, part, table));
        }
        if (condition instanceof Query.Or or) {
            return or.parts().stream().anyMatch(part -> meets(row, part, table));
        }
        if (condition instanceof Query.Not not) {
            return !meets(row, not.part(), table);
        }
        if (condition instanceof Query.IsNull isNull) {
            return table.value(row, isNull.column()) == null;
        }
        if (condition instanceof Query.In in) {
            Object value = table.value(row, in.column());
            return value != null && in.values().stream().anyMatch(wanted -> compare(value, wanted) == 0);
        }
        Query.Compare compare = (Query.Compare) condition;
        Object value = table.value(row, compare.column());
        return value != null && holds(compare.operator(), compare(value, compare.value()));
    }

    private static boolean holds(String operator, int difference) {
        return switch (operator) {
            case "=" -> difference == 0;
            case "<" -> difference < 0;
            case "<=" -> difference <= 0;
            case ">" -> difference > 0;
            case ">=" -> difference >= 0;
            default -> difference != 0;
        };
    }

    private static int compare(Object value, Object wanted) {
        if (value instanceof Instant left) {
            if (wanted instanceof Instant right) {
                return left.compareTo(right);
            }
            throw Tokens.notUnderstood("the date " + wanted + " without TO_DATE");
        }
        if (value instanceof Long left) {
            return Long.compare(left, Ids.parse(wanted.toString()));
        }
        return value.toString().compareTo(wanted.toString());
    }

    private static <R> Comparator<R> order(Query query, Table<R> table) {
        List<Query.Order> order = query.order().isEmpty() ? List.of(new Query.Order("id", false)) : query.order();
        return (left, right) -> {
            for (Query.Order by : order) {
                int difference = compareNullable(table.value(left, by.column()), table.value(right, by.column()));
                if (difference != 0) {
                    return by.descending() ? -difference : difference;
                }
            }
            return 0;
        };
    }

    private static int compareNullable(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        if (left instanceof Long a && right instanceof Long b) {
            return a.compareTo(b);
        }
        return compare(left, right);
    }

    private static void checkNames(Query query, Table<?> table) {
        query.columns().forEach(column -> checkName(column.column(), table));
        query.order().forEach(order -> checkName(order.column(), table));
        if (query.where() != null) {
            checkNames(query.where(), table);
        }
    }

    private static void checkNames(Query.Condition condition, Table<?> table) {
        if (condition instanceof Query.And and) {
            and.parts().forEach(part -> checkNames(part, table));
        } else if (condition instanceof Query.Or or) {
            or.parts().forEach(part -> checkNames(part, table));
        } else if (condition instanceof Query.Not not) {
            checkNames(not.part(), table);
        } else if (condition instanceof Query.IsNull isNull) {
            checkName(isNull.column(), table);
        } else if (condition instanceof Query.In in) {
            checkName(in.column(), table);
        } else if (condition instanceof Query.Compare compare) {
            checkName(compare.column(), table);
        }
    }

    private static void checkName(String column, Table<?> table) {
        if (!column.equals("*") && !table.columns().contains(column)) {
            throw Refused.content(
                    "Invalid search query. Unknown identifier '" + column + "'. Available identifiers are: "
                            + table.columns().stream().sorted().toList());
        }
    }
}
