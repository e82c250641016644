package io.contraflow.sandbox.shopify;

import graphql.GraphQLError;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Top-level errors in the vendor's form. */
final class Errors {
    private static final Pattern UNDEFINED = Pattern.compile("Field '(\\w+)' in type '(\\w+)' is undefined");

    private Errors() {}

    static Map<String, Object> of(GraphQLError error, @Nullable OperationDefinition operation) {
        if (error instanceof ValidationError invalid) {
            return invalid(invalid, operation);
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("message", error.getMessage());
        view.put("locations", locations(error.getLocations()));
        if (error.getPath() != null) {
            view.put("path", error.getPath());
        }
        if (error.getExtensions() != null && error.getExtensions().containsKey("code")) {
            view.put("extensions", error.getExtensions());
        }
        return view;
    }

    private static Map<String, Object> invalid(ValidationError error, @Nullable OperationDefinition operation) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        String message = error.getMessage();
        extensions.put("code", code(error));
        Matcher undefined = UNDEFINED.matcher(message);
        if (undefined.find()) {
            extensions.put("typeName", undefined.group(2));
            extensions.put("fieldName", undefined.group(1));
            message = "Field '" + undefined.group(1) + "' doesn't exist on type '" + undefined.group(2) + "'";
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("message", message);
        view.put("locations", locations(error.getLocations()));
        view.put("path", path(error, operation));
        view.put("extensions", extensions);
        return view;
    }

    private static List<String> path(ValidationError error, @Nullable OperationDefinition operation) {
        List<String> path = new ArrayList<>();
        if (operation != null) {
            String kind = operation.getOperation().name().toLowerCase(Locale.ROOT);
            path.add(operation.getName() == null ? kind : kind + " " + operation.getName());
        }
        if (error.getQueryPath() != null) {
            path.addAll(error.getQueryPath());
        }
        return path;
    }

    private static String code(ValidationError error) {
        if (!(error.getValidationErrorType() instanceof ValidationErrorType type)) {
            return "invalid";
        }
        if (type == ValidationErrorType.FieldUndefined) {
            return "undefinedField";
        }
        if (type == ValidationErrorType.UnknownArgument) {
            return "argumentNotAccepted";
        }
        if (type == ValidationErrorType.MissingFieldArgument) {
            return "missingRequiredArguments";
        }
        if (type == ValidationErrorType.WrongType) {
            return "argumentLiteralsIncompatible";
        }
        if (type == ValidationErrorType.UnknownType) {
            return "undefinedType";
        }
        if (type == ValidationErrorType.UnknownDirective) {
            return "undefinedDirective";
        }
        if (type == ValidationErrorType.SubselectionRequired) {
            return "selectionMismatch";
        }
        return Character.toLowerCase(type.name().charAt(0)) + type.name().substring(1);
    }

    static List<Map<String, Integer>> locations(Node<?> node) {
        SourceLocation location = node.getSourceLocation();
        return location == null ? List.of() : locations(List.of(location));
    }

    private static List<Map<String, Integer>> locations(@Nullable List<SourceLocation> locations) {
        return locations == null
                ? List.of()
                : locations.stream()
                        .map(location -> Map.of("line", location.getLine(), "column", location.getColumn()))
                        .toList();
    }
}
