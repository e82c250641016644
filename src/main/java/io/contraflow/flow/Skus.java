package io.contraflow.flow;

import io.contraflow.mapping.Mappings;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells whether the ERP knows what comes back. */
@Component
class Skus {
    private static final String TABLE = "sku";
    private final Mappings mappings;

    Skus(Mappings mappings) {
        this.mappings = mappings;
    }

    /** The first SKU of a return that the ERP has no item for. A line without SKU can only be sorted out in the ERP. */
    Optional<String> missing(Return current) {
        return current.lines().stream()
                .map(ReturnLine::sku)
                .filter(sku -> !sku.isEmpty() && mappings.isMissing(TABLE, sku))
                .findFirst();
    }

    /** What releases an entry that waits for that SKU. */
    static String waitsFor(String sku) {
        return TABLE + "/" + sku;
    }
}
