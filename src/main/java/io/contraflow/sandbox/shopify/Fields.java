package io.contraflow.sandbox.shopify;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the field of a record of the shop: the entry of a map, or the method that bears the field's name. */
final class Fields {
    private static final Map<Class<?>, Map<String, Optional<Method>>> METHODS = new ConcurrentHashMap<>();

    private Fields() {}

    static @Nullable Object read(@Nullable Object source, String name) {
        if (source == null) {
            return null;
        }
        if (source instanceof Map<?, ?> map) {
            return map.get(name);
        }
        Method method = METHODS.computeIfAbsent(source.getClass(), type -> new ConcurrentHashMap<>())
                .computeIfAbsent(name, field -> find(source.getClass(), field))
                .orElseThrow(() -> new IllegalStateException(source.getClass().getSimpleName() + " has no " + name));
        try {
            return method.invoke(source);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Could not read " + name, e);
        }
    }

    // Some field names are words of Java, hence the second form.
    private static Optional<Method> find(Class<?> type, String field) {
        String getter = "get" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        return Stream.of(field, getter)
                .flatMap(name -> method(type, name).stream())
                .findFirst();
    }

    private static Optional<Method> method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
                .peek(method -> method.setAccessible(true))
                .findFirst();
    }
}
