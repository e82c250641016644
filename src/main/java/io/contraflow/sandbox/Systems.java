package io.contraflow.sandbox;

import io.contraflow.sandbox.gorgias.GorgiasSystem;
import io.contraflow.sandbox.happyreturns.HappyReturnsSystem;
import io.contraflow.sandbox.netsuite.NetSuiteSystem;
import io.contraflow.sandbox.shopify.ShopifySystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated systems by name. */
final class Systems {
    private final Map<String, SimulatedSystem> byName = new LinkedHashMap<>();

    private Systems(List<SimulatedSystem> systems) {
        systems.forEach(system -> byName.put(system.name(), system));
    }

    static Systems all(Surroundings surroundings) {
        return new Systems(List.of(
                new ShopifySystem(surroundings),
                new NetSuiteSystem(surroundings),
                new GorgiasSystem(surroundings),
                new HappyReturnsSystem(surroundings)));
    }

    Optional<SimulatedSystem> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The system that plays a part, such as {@link Parcels}. */
    <T> T playing(Class<T> part) {
        return byName.values().stream()
                .filter(part::isInstance)
                .map(part::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No system plays " + part.getSimpleName()));
    }

    void reset() {
        byName.values().forEach(SimulatedSystem::reset);
    }
}
