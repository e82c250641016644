package io.contraflow.sandbox.shopify;

import java.util.List;
import java.util.Optional;

/** A place where the shop keeps stock. */
record Location(long number, String name) {
    static final Location MAIN = new Location(70_000_000_006L, "Main warehouse");
    static final Location QUARANTINE = new Location(70_000_000_007L, "Quarantine");
    static final List<Location> ALL = List.of(MAIN, QUARANTINE);

    static Optional<Location> find(String gid) {
        long number = Gid.number("Location", gid);
        return ALL.stream().filter(location -> location.number() == number).findFirst();
    }

    public String id() {
        return Gid.of("Location", number);
    }

    public boolean isActive() {
        return true;
    }
}
