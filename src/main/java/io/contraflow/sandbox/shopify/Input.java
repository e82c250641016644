package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a mutation after GraphQL has checked their types. */
record Input(Map<String, ?> values) {
    String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.toString();
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    int number(String name) {
        return values.get(name) instanceof Number number ? number.intValue() : 0;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    BigDecimal decimal(String name) {
        return new BigDecimal(text(name));
    }

    Optional<BigDecimal> optionalDecimal(String name) {
        return optionalText(name).map(BigDecimal::new);
    }

    Optional<Input> object(String name) {
        return Optional.ofNullable(asInput(values.get(name)));
    }

    /** The entries of a list; an absent list is empty. */
    List<Input> list(String name) {
        if (!(values.get(name) instanceof List<?> entries)) {
            return List.of();
        }
        return entries.stream()
                .flatMap(entry -> Optional.ofNullable(asInput(entry)).stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Input asInput(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? new Input((Map<String, ?>) map) : null;
    }
}
