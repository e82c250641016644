package io.contraflow.lifecycle;

import io.contraflow.model.Milestone;
import java.util.List;

/**
 * Something that has come true and that others must hear of.
 *
 * @param milestone what came true; {@code RECEIVED} and {@code INSPECTED} come once for each batch of pieces, all others
 *     once for each return
 * @param lots the pieces of the batch; empty unless {@code RECEIVED} or {@code INSPECTED}
 */
public record Consequence(Milestone milestone, List<Lot> lots) {

    public Consequence {
        lots = List.copyOf(lots);
    }
}
