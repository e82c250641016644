package io.contraflow.connector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Reads what only one type of connector has, from the same place as what all have. */
@Component
public class TypeSettings {
    private final Binder binder;
    private final Map<String, Object> known = new ConcurrentHashMap<>();

    TypeSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /**
     * The settings of a connector.
     *
     * @throws IllegalStateException if a setting is missing or has the wrong form
     */
    public <T> T of(String connector, Class<T> type) {
        return type.cast(
                known.computeIfAbsent(connector, name -> binder.bindOrCreate("contraflow.connectors." + name, type)));
    }
}
