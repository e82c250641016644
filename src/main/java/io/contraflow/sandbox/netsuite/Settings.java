package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;

/**
 * How the account is set up.
 *
 * @param concurrency calls that may run at once, over all integrations
 * @param millis how long every call takes; it counts against the concurrency
 * @param refundInAdvance whether a credit may come before the receipt
 * @param closedBefore first day of the open accounting period
 */
record Settings(int concurrency, long millis, boolean refundInAdvance, LocalDate closedBefore) {

    static final Settings FIRST = new Settings(15, 0, false, LocalDate.EPOCH);

    /** These settings with what the body names changed. */
    Settings with(JsonNode change) {
        return new Settings(
                change.path("concurrency").asInt(concurrency),
                change.path("millis").asLong(millis),
                change.path("refundInAdvance").asBoolean(refundInAdvance),
                change.hasNonNull("closedBefore")
                        ? LocalDate.parse(change.get("closedBefore").asText())
                        : closedBefore);
    }
}
