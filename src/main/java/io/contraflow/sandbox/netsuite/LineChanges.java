package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Merges written lines into a record by their key: named ones change, unnamed ones are appended. */
final class LineChanges {

    private final Transaction tx;
    private final LineWriter lineWriter;
    private final List<RecordLine> appended = new ArrayList<>();
    private final List<Runnable> changes = new ArrayList<>();

    LineChanges(Transaction tx, LineWriter lineWriter) {
        this.tx = tx;
        this.lineWriter = lineWriter;
    }

    /** Checks everything and returns the change, which then cannot fail. */
    Runnable plan(ObjectNode body, boolean replace) {
        if (tx.kind != Kind.RETURN_AUTHORIZATION && tx.kind != Kind.SALES_ORDER) {
            throw Refused.rule(
                    "The lines of this " + tx.kind.label + " cannot be changed; delete it and create a new one.");
        }
        if (replace
                && tx.lines.stream()
                        .anyMatch(line -> line.received.add(line.credited).signum() > 0)) {
            throw Refused.rule("Lines that have been received or refunded cannot be replaced.");
        }
        List<ObjectNode> lines = Properties.lines(tx.kind, body);
        for (int i = 0; i < lines.size(); i++) {
            plan(lines.get(i), replace, "item.items[" + i + "]");
        }
        return () -> {
            if (replace) {
                tx.lines.clear();
            }
            changes.forEach(Runnable::run);
            tx.lines.addAll(appended);
        };
    }

    private void plan(ObjectNode written, boolean replace, String path) {
        if (replace || !written.hasNonNull("line")) {
            int number = replace ? 2 * appended.size() + 1 : tx.nextLineNumber() + 2 * appended.size();
            appended.add(lineWriter.fresh(tx.kind, written, number, tx.location(), path));
            return;
        }
        String key = written.get("line").asText();
        RecordLine line = tx.line((int) Ids.parse(key)).orElseThrow(() -> HeaderFields.invalid(path + ".line", key));
        if (written.hasNonNull("quantity")) {
            BigDecimal quantity = LineWriter.quantity(written, "quantity", path);
            if (quantity.compareTo(line.received.max(line.credited)) < 0) {
                throw Refused.rule(
                        "The quantity of line " + key + " cannot be less than what was received or refunded.");
            }
            changes.add(() -> line.quantity = quantity);
        }
        String item = Wire.id(written.get("item")).orElse(line.item);
        if (!Objects.equals(item, line.item)) {
            throw Refused.rule("The item of a line cannot be changed; close the line and add another.");
        }
        lineWriter.fill(new RecordLine(line.number, line.item, line.source, line.location), written, path);
        changes.add(() -> {
            lineWriter.fill(line, written, path);
            Pricing.write(line, written);
        });
    }
}
