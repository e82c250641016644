package io.contraflow.policy;

import io.contraflow.policy.statute.RegionPack;
import io.contraflow.policy.statute.WorkingDays;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A pack of {@code config/regions/} with what customers read when it speaks. */
final class Region {
    private final RegionPack pack;
    private final @Nullable Words withdrawal;
    private final @Nullable Words review;
    private final Map<String, WorkingDays> workingDays = new ConcurrentHashMap<>();

    /**
     * @param withdrawal what a customer reads whose withdrawal is accepted against the policy; null without a withdrawal
     * @param review what a customer reads when a person must look; null when the pack never asks for that
     */
    Region(RegionPack pack, @Nullable Words withdrawal, @Nullable Words review) {
        this.pack = pack;
        this.withdrawal = withdrawal;
        this.review = review;
    }

    RegionPack pack() {
        return pack;
    }

    @Nullable
    Words withdrawal() {
        return withdrawal;
    }

    @Nullable
    Words review() {
        return review;
    }

    /** Working days of the pack's places and of the customer's country, as far as there is a calendar of it. */
    WorkingDays workingDays(String country) {
        return workingDays.computeIfAbsent(country, this::calendar);
    }

    private WorkingDays calendar(String country) {
        List<String> places = new ArrayList<>(
                pack.withdrawal() == null ? List.of() : pack.withdrawal().holidays());
        if (WorkingDays.knows(country)) {
            places.add(country);
        }
        return WorkingDays.of(places);
    }
}
