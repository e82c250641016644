package io.contraflow.lifecycle;

import io.contraflow.model.ExchangeItem;
import io.contraflow.model.RepairItem;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import java.util.List;
import java.util.Optional;

/**
 * What others said about the wishes of the lines.
 *
 * @param exchanges what the shop said about goods that go out
 * @param repairs what the workshop said about goods that are to be mended
 */
record Said(List<ExchangeItem> exchanges, List<RepairItem> repairs) {
    static final Said NOTHING = new Said(List.of(), List.of());

    static Said of(Return rma) {
        return new Said(rma.exchanges(), rma.repairs());
    }

    /** What the shop said about the goods that go out for a line. */
    Optional<ExchangeItem> exchange(ReturnLine line) {
        return exchanges.stream()
                .filter(item -> item.lineId().equals(line.id()))
                .findFirst();
    }

    /** Whether the workshop has mended a line. */
    boolean isMended(ReturnLine line) {
        return repair(line).map(RepairItem::done).orElse(false);
    }

    /** What the workshop said about a line. */
    Optional<RepairItem> repair(ReturnLine line) {
        return repairs.stream().filter(item -> item.lineId().equals(line.id())).findFirst();
    }
}
