package io.contraflow.model;

import org.jspecify.annotations.Nullable;

/**
 * What the shop said about the goods that go out for a line that comes back.
 *
 * @param lineId the return line
 * @param price what one piece costs now, tax included; null unless the shop holds the goods for the customer
 * @param unavailable why the customer cannot have them, for the agent; null while nothing speaks against it
 * @param soldOut whether that is because the shop has none, and not because somebody decided against the goods
 * @param released whether the shop has them on the way
 */
public record ExchangeItem(
        String lineId, @Nullable Money price, @Nullable String unavailable, boolean soldOut, boolean released) {

    /** Whether the shop has said what the goods cost, or that there are none. */
    public boolean isKnown() {
        return price != null || (unavailable != null && !released);
    }

    /** Whether the customer gets the goods. What was sent was available, whatever is said later. */
    public boolean isGiven() {
        return released || (price != null && unavailable == null);
    }
}
