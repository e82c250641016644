package io.contraflow.sandbox.shopify;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Points of one operation: the asked ones before it runs, or the real ones given its data. An object costs 1, a
 * connection 2 plus a logarithm of its length times its nodes, a mutation 10, scalars and money nothing.
 */
final class QueryCost {
    private static final Set<String> FREE = Set.of("MoneyBag", "MoneyV2", "PageInfo");

    private final GraphQLSchema schema;
    private final Document document;
    private final Map<String, Object> variables;
    private final @Nullable Object data;

    QueryCost(GraphQLSchema schema, Document document, Map<String, Object> variables, @Nullable Object data) {
        this.schema = schema;
        this.document = document;
        this.variables = variables;
        this.data = data;
    }

    int of(OperationDefinition operation) {
        if (operation.getOperation() == OperationDefinition.Operation.MUTATION) {
            return operation.getSelectionSet().getSelectionsOfType(Field.class).stream()
                    .mapToInt(field -> 10 + payload(field))
                    .sum();
        }
        return Math.max(1, fields(schema.getQueryType(), operation.getSelectionSet(), data));
    }

    private int payload(Field mutation) {
        Object answered = child(data, mutation);
        GraphQLFieldsContainer payload = type(schema.getMutationType(), mutation);
        int points = 0;
        for (Field field : selections(mutation).getSelectionsOfType(Field.class)) {
            if (field.getSelectionSet() != null && !field.getName().equals("userErrors")) {
                Object value = child(answered, field);
                boolean absent = data != null && value == null;
                points += absent ? 0 : fields(type(payload, field), field.getSelectionSet(), value);
            }
        }
        return points;
    }

    private int fields(GraphQLType parent, SelectionSet selections, @Nullable Object value) {
        int own = 0;
        Map<String, Integer> others = new HashMap<>();
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                own += field(parent, field, value);
            } else {
                String condition = condition(selection, parent);
                int points = fields(named(condition), body(selection), value);
                others.merge(condition, points, Integer::sum);
            }
        }
        own += others.getOrDefault(name(parent), 0);
        others.remove(name(parent));
        return own + others.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private int field(GraphQLType parent, Field field, @Nullable Object parentValue) {
        if (field.getSelectionSet() == null || !(parent instanceof GraphQLFieldsContainer container)) {
            return 0;
        }
        GraphQLType declared = container.getFieldDefinition(field.getName()).getType();
        GraphQLNamedType type = GraphQLTypeUtil.unwrapAll(declared);
        Object value = child(parentValue, field);
        if (FREE.contains(type.getName()) || (data != null && value == null)) {
            return 0;
        }
        if (type.getName().endsWith("Connection")) {
            return connection(type, field, value);
        }
        boolean list = GraphQLTypeUtil.unwrapNonNull(declared) instanceof GraphQLList;
        return 1 + fields(type, field.getSelectionSet(), list ? first(value) : value);
    }

    private int connection(GraphQLNamedType type, Field field, @Nullable Object value) {
        int node = 0;
        int length = asked(field);
        for (Field inner : selections(field).getSelectionsOfType(Field.class)) {
            if (inner.getName().equals("nodes")) {
                List<?> nodes = child(value, inner) instanceof List<?> list ? list : List.of();
                length = data == null ? length : nodes.size();
                node += fields(type(type, inner), selections(inner), first(nodes));
            }
        }
        return length == 0 ? 2 : 2 + Math.max(1, (int) Math.floor(2 * Math.log(length))) * (1 + node);
    }

    private int asked(Field field) {
        for (Argument argument : field.getArguments()) {
            if (argument.getName().equals("first") || argument.getName().equals("last")) {
                if (argument.getValue() instanceof IntValue number) {
                    return number.getValue().intValue();
                }
                if (argument.getValue() instanceof VariableReference reference
                        && variables.get(reference.getName()) instanceof Number number) {
                    return number.intValue();
                }
            }
        }
        return 1;
    }

    private static SelectionSet selections(Field field) {
        SelectionSet selections = field.getSelectionSet();
        return selections == null ? SelectionSet.newSelectionSet().build() : selections;
    }

    private SelectionSet body(Selection<?> selection) {
        return selection instanceof InlineFragment inline
                ? inline.getSelectionSet()
                : fragment((FragmentSpread) selection).getSelectionSet();
    }

    private String condition(Selection<?> selection, GraphQLType parent) {
        if (selection instanceof FragmentSpread spread) {
            return fragment(spread).getTypeCondition().getName();
        }
        TypeName condition = ((InlineFragment) selection).getTypeCondition();
        return condition == null ? name(parent) : condition.getName();
    }

    private FragmentDefinition fragment(FragmentSpread spread) {
        return document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .filter(fragment -> fragment.getName().equals(spread.getName()))
                .findFirst()
                .orElseThrow();
    }

    private GraphQLType named(String name) {
        GraphQLType type = schema.getType(name);
        if (type == null) {
            throw new IllegalStateException("No type " + name);
        }
        return type;
    }

    private static GraphQLFieldsContainer type(GraphQLType parent, Field field) {
        return (GraphQLFieldsContainer) GraphQLTypeUtil.unwrapAll(((GraphQLFieldsContainer) parent)
                .getFieldDefinition(field.getName())
                .getType());
    }

    private static String name(GraphQLType type) {
        return ((GraphQLNamedType) type).getName();
    }

    private static @Nullable Object child(@Nullable Object value, Field field) {
        return value instanceof Map<?, ?> map ? map.get(field.getResultKey()) : null;
    }

    private static @Nullable Object first(@Nullable Object value) {
        return value instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
    }
}
