package io.contraflow.sandbox.scenario;

import io.contraflow.sandbox.World;
import io.contraflow.sandbox.shopify.Storefront.Shopper;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Invents customers; no two have the same address. */
final class Shoppers {
    private static final List<String> FIRST =
            List.of("Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo", "Ida", "Jonas", "Lea", "Noah");
    private static final List<String> LAST =
            List.of("Becker", "Fischer", "Hansen", "Keller", "Lang", "Moser", "Novak", "Peters", "Roth", "Vogel");

    private final World world;
    private final RandomGenerator random = RandomGenerator.getDefault();

    Shoppers(World world) {
        this.world = world;
    }

    Shopper next() {
        return next(random.nextBoolean() ? "de" : "en");
    }

    Shopper next(String locale) {
        String first = pick(FIRST);
        String last = pick(LAST);
        String address = first + "." + last + "." + world.nextId() + "@example.test";
        return new Shopper(first, last, address.toLowerCase(Locale.ROOT), locale);
    }

    <T> T pick(List<T> choices) {
        synchronized (random) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
