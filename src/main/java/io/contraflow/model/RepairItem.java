package io.contraflow.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the workshop said about the pieces of a line that are to be mended.
 *
 * @param lineId the return line
 * @param cost what mending all pieces of the line costs the merchant; null until there is a quote
 * @param days how long it takes; 0 until there is a quote
 * @param quotedAt when that was said; null until there is a quote
 * @param failed why they cannot be mended, for the agent; null while nothing speaks against it
 * @param done whether they are mended and on their way back to the customer
 */
public record RepairItem(
        String lineId,
        @Nullable Money cost,
        int days,
        @Nullable Instant quotedAt,
        @Nullable String failed,
        boolean done) {

    public static RepairItem unknown(String lineId) {
        return new RepairItem(lineId, null, 0, null, null, false);
    }
}
