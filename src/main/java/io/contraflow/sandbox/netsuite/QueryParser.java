package io.contraflow.sandbox.netsuite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the part of SuiteQL that a returns connector needs and names the first word that it does not know. */
final class QueryParser {

    private static final Set<String> OPERATORS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");

    private final Tokens tokens;
    private final Iterator<String> parameters;
    private String table = "";
    private String alias = "";

    private QueryParser(String text, List<String> parameters) {
        this.tokens = new Tokens(text);
        this.parameters = parameters.iterator();
    }

    static Query parse(String text, List<String> parameters) {
        QueryParser parser = new QueryParser(text, parameters);
        Query query = parser.query();
        if (!parser.tokens.done()) {
            throw Tokens.notUnderstood(parser.tokens.peek());
        }
        if (parser.parameters.hasNext()) {
            throw Refused.content("params", "There are more params than placeholders.");
        }
        return query;
    }

    private Query query() {
        tokens.expect("SELECT");
        List<Query.Selected> selected = new ArrayList<>();
        do {
            selected.add(selected());
        } while (tokens.accept(","));
        tokens.expect("FROM");
        table = tokens.name();
        if (!tokens.done()
                && !tokens.peek().equalsIgnoreCase("WHERE")
                && !tokens.peek().equalsIgnoreCase("ORDER")) {
            tokens.accept("AS");
            alias = tokens.name();
        }
        Query.Condition where = tokens.accept("WHERE") ? either() : null;
        List<Query.Order> order = new ArrayList<>();
        if (tokens.accept("ORDER")) {
            tokens.expect("BY");
            do {
                String column = plain(tokens.name());
                boolean descending = tokens.accept("DESC");
                if (!descending) {
                    tokens.accept("ASC");
                }
                order.add(new Query.Order(column, descending));
            } while (tokens.accept(","));
        }
        return new Query(table, selected.stream().map(this::unaliased).toList(), where, order);
    }

    private Query.Selected selected() {
        if (tokens.accept("COUNT")) {
            tokens.expect("(");
            tokens.expect("*");
            tokens.expect(")");
            return new Query.Selected("*", named("expr1"), null, false);
        }
        if (tokens.accept("TO_CHAR")) {
            tokens.expect("(");
            String column = tokens.name();
            tokens.expect(",");
            String format = text(tokens.take());
            tokens.expect(")");
            return new Query.Selected(column, named("expr1"), format, false);
        }
        boolean display = tokens.accept("BUILTIN.DF");
        if (display) {
            tokens.expect("(");
        }
        String column = tokens.name();
        if (display) {
            tokens.expect(")");
        }
        return new Query.Selected(column, named(last(column)), null, display);
    }

    private String named(String otherwise) {
        if (tokens.accept("AS")) {
            return tokens.name();
        }
        boolean ends = Stream.of(",", "FROM", "").anyMatch(word -> tokens.peek().equalsIgnoreCase(word));
        return ends ? otherwise : tokens.name();
    }

    private Query.Condition either() {
        List<Query.Condition> parts = new ArrayList<>();
        do {
            parts.add(both());
        } while (tokens.accept("OR"));
        return parts.size() == 1 ? parts.get(0) : new Query.Or(parts);
    }

    private Query.Condition both() {
        List<Query.Condition> parts = new ArrayList<>();
        do {
            parts.add(one());
        } while (tokens.accept("AND"));
        return parts.size() == 1 ? parts.get(0) : new Query.And(parts);
    }

    private Query.Condition one() {
        if (tokens.accept("NOT")) {
            return new Query.Not(one());
        }
        if (tokens.accept("(")) {
            Query.Condition inner = either();
            tokens.expect(")");
            return inner;
        }
        String column = plain(tokens.name());
        if (tokens.accept("IS")) {
            boolean not = tokens.accept("NOT");
            tokens.expect("NULL");
            return not ? new Query.Not(new Query.IsNull(column)) : new Query.IsNull(column);
        }
        boolean not = tokens.accept("NOT");
        if (tokens.accept("IN")) {
            Query.Condition in = new Query.In(column, list());
            return not ? new Query.Not(in) : in;
        }
        String operator = tokens.take();
        if (not || !OPERATORS.contains(operator)) {
            throw Tokens.notUnderstood(operator);
        }
        return new Query.Compare(column, operator, value());
    }

    private List<Object> list() {
        tokens.expect("(");
        List<Object> values = new ArrayList<>();
        do {
            values.add(value());
        } while (tokens.accept(","));
        tokens.expect(")");
        return values;
    }

    private Object value() {
        if (tokens.accept("TO_DATE") || tokens.accept("TO_TIMESTAMP")) {
            tokens.expect("(");
            String text = text(tokens.take());
            tokens.expect(",");
            String format = text(tokens.take());
            tokens.expect(")");
            Instant instant = Dates.parse(text, format);
            return instant;
        }
        return text(tokens.take());
    }

    /** A literal or the next parameter, as text. */
    private String text(String word) {
        if (word.equals("?")) {
            if (!parameters.hasNext()) {
                throw Refused.content("params", "There are fewer params than placeholders.");
            }
            return parameters.next();
        }
        if (word.startsWith("'")) {
            return word.substring(1, word.length() - 1).replace("''", "'");
        }
        if (!Character.isDigit(word.charAt(0))) {
            throw Tokens.notUnderstood(word);
        }
        return word;
    }

    private Query.Selected unaliased(Query.Selected selected) {
        return new Query.Selected(plain(selected.column()), selected.name(), selected.format(), selected.display());
    }

    private String plain(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return name;
        }
        String qualifier = name.substring(0, dot);
        if (!qualifier.equals(alias) && !qualifier.equals(table)) {
            throw Tokens.notUnderstood(name);
        }
        return name.substring(dot + 1);
    }

    private static String last(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}
