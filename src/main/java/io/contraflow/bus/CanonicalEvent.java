package io.contraflow.bus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other programs read, as {@code docs/events.schema.json} describes it. The {@code sequence} is added when it is published.
 *
 * @param id the same however often it is published
 * @param version of the schema
 * @param at when it happened, as its sender says
 * @param recordedAt when we recorded it
 * @param actor who or which system
 * @param about null when it belongs to no return that is known
 * @param data what changed; which fields there are depends on the type
 */
record CanonicalEvent(
        UUID id,
        Type type,
        int version,
        Instant at,
        Instant recordedAt,
        String actor,
        @JsonProperty("return") @Nullable About about,
        Object data) {
    static final int VERSION = 1;

    enum Type {
        ReturnOpened,
        StatusChanged,
        MilestoneReached,
        DecisionMade,
        SettlementMade,
        DeadLetter
    }

    /**
     * Which return; no customer data.
     *
     * @param status after the change
     */
    record About(
            UUID id, String number, String channel, String orderId, String orderName, String shopName, String status) {}
}
