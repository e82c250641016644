package io.contraflow.flow.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one return stands in one system, in our words. What the system does not know is null and is not compared.
 *
 * @param found whether the system has the return at all
 * @param status {@code REQUESTED}, {@code OPEN}, {@code CLOSED}, {@code DECLINED} or {@code CANCELLED}
 * @param quantities pieces that are expected, by the shop's SKU
 * @param received pieces that were received, by the shop's SKU
 * @param disposed pieces by disposition
 * @param refunds money that went back for this return
 * @param otherRefunds money that went back for its order without naming a return
 * @param credits what was credited to the customer
 * @param adjustments ids of the stock adjustments for this return
 * @param labels what the carrier would take or has taken
 * @param heardAt when the customer last wrote
 * @param report what tells us the status if its report was lost
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Snapshot(
        boolean found,
        @Nullable String status,
        @Nullable Map<String, Integer> quantities,
        @Nullable Map<String, Integer> received,
        @Nullable Map<String, Integer> disposed,
        @Nullable List<Amount> refunds,
        @Nullable List<Amount> otherRefunds,
        @Nullable List<Amount> credits,
        @Nullable List<String> adjustments,
        @Nullable List<Label> labels,
        @Nullable Instant heardAt,
        @Nullable Report report) {

    static final Snapshot MISSING =
            new Snapshot(false, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * An amount in the currency of the order.
     *
     * @param tax tax in the goods; null when unknown
     * @param paid how much of a credit was paid out; null when unknown
     * @param at null when unknown
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Amount(
            String id,
            BigDecimal amount,
            @Nullable BigDecimal tax,
            @Nullable BigDecimal paid,
            @Nullable Instant at) {}

    /**
     * @param status {@code LIVE}, {@code MOVING}, {@code RECEIVED}, {@code INSPECTED} or {@code VOID}
     * @param quantities pieces by the shop's SKU
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Label(
            String id,
            String status,
            @Nullable Map<String, Integer> quantities,
            @Nullable Report report) {}

    /**
     * An event in the system's own form, as its webhook would have brought it.
     *
     * @param lane what is worked on in order
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(String topic, String lane, Map<String, Object> event) {}
}
