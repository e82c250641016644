package io.contraflow.sandbox.netsuite;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The books as an independent checker reads them. */
final class StateView {

    record LineView(
            int line,
            String item,
            @Nullable Integer orderLine,
            BigDecimal quantity,
            BigDecimal received,
            BigDecimal credited,
            BigDecimal gross,
            String location,
            boolean closed) {}

    record RecordView(
            String id,
            String tranId,
            @Nullable String externalId,
            @Nullable String otherRefNum,
            @Nullable String memo,
            @Nullable String createdFrom,
            @Nullable String status,
            BigDecimal total,
            @Nullable String handlingMode,
            @Nullable String account,
            Instant lastModified,
            Map<String, BigDecimal> applied,
            List<LineView> lines) {}

    private StateView() {}

    static Map<String, Object> of(Books books, Catalog catalog) {
        Map<String, Object> state = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            state.put(
                    kind.path,
                    books.all().stream()
                            .filter(tx -> tx.kind == kind)
                            .map(tx -> view(tx, catalog))
                            .toList());
        }
        state.put("stock", catalog.stock());
        state.put("customer", new ArrayList<>(books.customers()));
        return state;
    }

    private static RecordView view(Transaction tx, Catalog catalog) {
        Map<String, BigDecimal> applied = new LinkedHashMap<>();
        tx.applied.forEach((memo, amount) -> applied.put(String.valueOf(memo.id), amount));
        return new RecordView(
                String.valueOf(tx.id),
                tx.tranId,
                tx.externalId,
                Books.otherRefNum(tx).orElse(null),
                tx.header.path("memo").asText(null),
                tx.createdFrom == null ? null : String.valueOf(tx.createdFrom.id),
                Status.of(tx, catalog),
                tx.total(),
                tx.header.path("handlingMode").path("id").asText(null),
                tx.header.path("account").path("id").asText(null),
                tx.modified,
                applied,
                tx.lines.stream()
                        .map(line -> new LineView(
                                line.number,
                                line.item,
                                line.source,
                                line.quantity,
                                line.received,
                                line.credited,
                                line.gross(),
                                line.location,
                                line.closed))
                        .toList());
    }
}
