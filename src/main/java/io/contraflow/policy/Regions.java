package io.contraflow.policy;

import io.contraflow.mapping.Finding;
import io.contraflow.mapping.LastGood;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The folder {@code config/regions/}: the law of the customers' countries, one pack a file. */
final class Regions {
    /** No law at all; the policy alone speaks. */
    static final Regions NONE = new Regions(List::of);

    private final Supplier<Collection<Region>> packs;

    private Regions(Supplier<Collection<Region>> packs) {
        this.packs = packs;
    }

    /** The files of a folder, and its packs. */
    record Opened(LastGood<Region> files, Regions regions) {}

    /** @throws PolicyRejected if a file is broken or the folder cannot be read */
    static Opened open(Path folder) {
        LastGood<Region> files =
                new LastGood<>(folder.toAbsolutePath().normalize(), path -> path.endsWith(".yaml"), RegionReader::read);
        List<Finding> findings = files.reload();
        if (!findings.isEmpty()) {
            throw new PolicyRejected(findings);
        }
        return new Opened(files, new Regions(() -> files.contents().byPath().values()));
    }

    Collection<Region> all() {
        return packs.get();
    }

    /**
     * The law for an order: of the packs of its country the latest that was valid when it was placed, or else the
     * oldest.
     *
     * @param country ISO 3166 code, empty when unknown
     */
    Optional<Region> of(String country, LocalDate placedOn) {
        Comparator<Region> byAge = Comparator.comparing(region -> region.pack().validFrom());
        List<Region> ofCountry = all().stream()
                .filter(region -> country.isEmpty()
                        ? region.pack().forUnknownCountry()
                        : region.pack().countries().contains(country))
                .sorted(byAge.reversed())
                .toList();
        return ofCountry.stream()
                .filter(region -> !region.pack().validFrom().isAfter(placedOn))
                .findFirst()
                .or(() -> ofCountry.stream().reduce((newer, older) -> older));
    }
}
