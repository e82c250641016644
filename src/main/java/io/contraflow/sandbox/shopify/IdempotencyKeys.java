package io.contraflow.sandbox.shopify;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.StringValue;
import graphql.language.VariableReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers the first result under each key. */
final class IdempotencyKeys {
    private final Map<String, Outcome> outcomes = new HashMap<>();

    private record Outcome(Object input, Map<String, @Nullable Object> payload) {}

    /** The first result for the same input, an error for another input, or the result of doing it now. */
    Map<String, @Nullable Object> once(
            String mutation, String key, Object input, Supplier<Map<String, @Nullable Object>> action) {
        Outcome known = outcomes.get(mutation + " " + key);
        if (known == null) {
            Map<String, @Nullable Object> payload = action.get();
            outcomes.put(mutation + " " + key, new Outcome(input, payload));
            return payload;
        }
        if (!known.input().equals(input)) {
            throw Refused.whole(
                    "The same idempotency key cannot be used with different operation parameters.",
                    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
        }
        return known.payload();
    }

    void reset() {
        outcomes.clear();
    }

    /** The key that a field carries in its directive. */
    static Optional<String> of(Field field, Map<String, ?> variables) {
        return field.getDirectives("idempotent").stream()
                .findFirst()
                .map(directive -> key(directive, variables))
                .filter(key -> !key.isBlank());
    }

    private static String key(Directive directive, Map<String, ?> variables) {
        Argument argument = directive.getArgument("key");
        if (argument != null && argument.getValue() instanceof StringValue text) {
            return String.valueOf(text.getValue());
        }
        if (argument != null && argument.getValue() instanceof VariableReference reference) {
            Object value = variables.get(reference.getName());
            return value == null ? "" : value.toString();
        }
        return "";
    }
}
