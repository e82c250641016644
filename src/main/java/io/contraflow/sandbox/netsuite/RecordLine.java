package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One line of a record. Money is in the currency of the account; net and tax add up to gross. */
final class RecordLine {

    final int number;
    final String item;
    /** The line of the record that this one was made from, null for a line of its own. */
    final @Nullable Integer source;

    BigDecimal quantity = BigDecimal.ONE;
    BigDecimal received = BigDecimal.ZERO;
    BigDecimal credited = BigDecimal.ZERO;
    boolean closed;
    String location;
    BigDecimal rate = BigDecimal.ZERO;
    BigDecimal net = BigDecimal.ZERO;
    BigDecimal tax = BigDecimal.ZERO;
    /** Everything else that was written to the line, as it was written. */
    final ObjectNode rest = JsonNodeFactory.instance.objectNode();

    RecordLine(int number, String item, @Nullable Integer source, String location) {
        this.number = number;
        this.item = item;
        this.source = source;
        this.location = location;
    }

    BigDecimal gross() {
        return net.add(tax);
    }

    /** How much may still come back: nothing more once the line is closed. */
    BigDecimal receivable() {
        return closed ? BigDecimal.ZERO : quantity.subtract(received).max(BigDecimal.ZERO);
    }
}
