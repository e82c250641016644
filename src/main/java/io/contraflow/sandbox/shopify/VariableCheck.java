package io.contraflow.sandbox.shopify;

import graphql.execution.TypeFromAST;
import graphql.language.AstPrinter;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the variables of a request in the vendor's words. */
final class VariableCheck {
    private final GraphQLSchema schema;

    VariableCheck(GraphQLSchema schema) {
        this.schema = schema;
    }

    private record Problem(List<Object> path, String explanation) {}

    /** The first bad variable as a top-level error. */
    Optional<Map<String, Object>> error(OperationDefinition operation, Map<String, Object> variables) {
        for (VariableDefinition definition : operation.getVariableDefinitions()) {
            Object value = variables.get(definition.getName());
            if (value == null && (definition.getDefaultValue() != null)) {
                continue;
            }
            GraphQLType type = TypeFromAST.getTypeFromAST(schema, definition.getType());
            List<Problem> problems = new ArrayList<>();
            check(type, value, List.of(), problems);
            if (!problems.isEmpty()) {
                return Optional.of(error(definition, value, problems));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Object> error(
            VariableDefinition definition, @Nullable Object value, List<Problem> problems) {
        Problem first = problems.get(0);
        String where = first.path().stream().map(String::valueOf).collect(Collectors.joining("."));
        String message = "Variable $" + definition.getName() + " of type " + AstPrinter.printAst(definition.getType())
                + " was provided invalid value"
                + (where.isEmpty() ? "" : " for " + where + " (" + first.explanation() + ")");
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", "INVALID_VARIABLE");
        extensions.put("value", value == null ? Optional.empty() : value);
        extensions.put("problems", problems);
        return Map.of("message", message, "locations", Errors.locations(definition), "extensions", extensions);
    }

    private void check(@Nullable GraphQLType type, @Nullable Object value, List<Object> path, List<Problem> problems) {
        if (type instanceof GraphQLNonNull required) {
            if (value == null) {
                problems.add(new Problem(path, "Expected value to not be null"));
            } else {
                check(required.getWrappedType(), value, path, problems);
            }
        } else if (value != null && type != null) {
            present(type, value, path, problems);
        }
    }

    private void present(GraphQLType type, Object value, List<Object> path, List<Problem> problems) {
        if (type instanceof GraphQLList list) {
            List<?> entries = value instanceof List<?> given ? given : List.of(value);
            for (int i = 0; i < entries.size(); i++) {
                check(list.getWrappedType(), entries.get(i), longer(path, i), problems);
            }
        } else if (type instanceof GraphQLInputObjectType object) {
            object(object, value, path, problems);
        } else if (type instanceof GraphQLEnumType choices) {
            if (!(value instanceof String word) || choices.getValue(word) == null) {
                String all = choices.getValues().stream()
                        .map(choice -> choice.getName())
                        .collect(Collectors.joining(", "));
                problems.add(new Problem(path, "Expected \"" + value + "\" to be one of: " + all));
            }
        } else if (type instanceof GraphQLScalarType scalar && !fits(scalar.getName(), value)) {
            problems.add(new Problem(path, "Could not coerce value " + value + " to " + scalar.getName()));
        }
    }

    private void object(GraphQLInputObjectType type, Object value, List<Object> path, List<Problem> problems) {
        if (!(value instanceof Map<?, ?> given)) {
            problems.add(new Problem(path, "Expected \"" + value + "\" to be a key-value object."));
            return;
        }
        for (Object name : given.keySet()) {
            if (type.getFieldDefinition(String.valueOf(name)) == null) {
                problems.add(new Problem(longer(path, name), "Field is not defined on " + type.getName()));
            }
        }
        if (type.isOneOf() && given.size() != 1) {
            problems.add(new Problem(
                    path,
                    "'" + type.getName() + "' requires exactly one argument, but " + given.size() + " were provided."));
        }
        for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
            if (given.containsKey(field.getName()) || !field.hasSetDefaultValue()) {
                check(field.getType(), given.get(field.getName()), longer(path, field.getName()), problems);
            }
        }
    }

    private static boolean fits(String scalar, Object value) {
        return switch (scalar) {
            case "Int" -> value instanceof Integer;
            case "Float" -> value instanceof Number;
            case "Boolean" -> value instanceof Boolean;
            case "ID" -> value instanceof String || value instanceof Integer || value instanceof Long;
            case "Decimal", "Money" -> isNumber(String.valueOf(value));
            default -> value instanceof String;
        };
    }

    private static boolean isNumber(String text) {
        try {
            return new BigDecimal(text).precision() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static List<Object> longer(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
