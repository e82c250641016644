package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which lines of the source a transform takes. A line that the caller does not name is taken with all that remains of it;
 * leaving one out means naming it with quantity 0 or without its receive flag.
 */
final class Selection {

    /** @param written what the caller said of the line, empty when it said nothing */
    record Taken(RecordLine source, BigDecimal quantity, ObjectNode written, String path) {}

    /** @param written a line that has no source */
    record Added(ObjectNode written, String path) {}

    final Map<Integer, Taken> taken = new LinkedHashMap<>();
    final List<Added> added = new ArrayList<>();

    private final Transaction source;
    private final Function<RecordLine, BigDecimal> remaining;

    private Selection(Transaction source, Function<RecordLine, BigDecimal> remaining) {
        this.source = source;
        this.remaining = remaining;
    }

    static Selection of(Transaction source, Kind target, ObjectNode body, Function<RecordLine, BigDecimal> remaining) {
        Selection selection = new Selection(source, remaining);
        for (RecordLine line : source.lines) {
            BigDecimal rest = remaining.apply(line);
            if (rest.signum() > 0) {
                selection.taken.put(line.number, new Taken(line, rest, Wire.MAPPER.createObjectNode(), "item.items"));
            }
        }
        List<ObjectNode> lines = Properties.lines(target, body);
        for (int i = 0; i < lines.size(); i++) {
            selection.read(lines.get(i), target, "item.items[" + i + "]");
        }
        if (selection.taken.isEmpty() && selection.added.isEmpty()) {
            throw Refused.rule("You must enter at least one line item for this transaction.");
        }
        return selection;
    }

    private void read(ObjectNode written, Kind target, String path) {
        if (written.hasNonNull("orderLine")) {
            take(written, path);
        } else if (target.priced() && written.hasNonNull("item")) {
            added.add(new Added(written, path));
        } else {
            throw Refused.content(path + ".orderLine", "Please enter a value for: Order Line.");
        }
    }

    private void take(ObjectNode written, String path) {
        int number = written.get("orderLine").asInt(-1);
        RecordLine line = source.line(number)
                .orElseThrow(() -> HeaderFields.invalid(
                        path + ".orderLine", written.get("orderLine").asText()));
        BigDecimal rest = remaining.apply(line);
        BigDecimal wanted = written.hasNonNull("quantity") ? Wire.decimal(written.get("quantity")) : rest;
        if (!written.path("itemReceive").asBoolean(true) || wanted.signum() == 0) {
            taken.remove(number);
            return;
        }
        if (wanted.signum() < 0 || wanted.compareTo(rest) > 0) {
            throw Refused.rule("The quantity " + wanted.toPlainString() + " on line " + number
                    + " exceeds the quantity " + rest.stripTrailingZeros().toPlainString() + " that remains.");
        }
        taken.put(number, new Taken(line, wanted, written, path));
    }
}
