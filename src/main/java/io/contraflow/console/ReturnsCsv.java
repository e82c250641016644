package io.contraflow.console;

import io.contraflow.flow.ReturnExport;
import io.contraflow.flow.SpreadsheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes returns as CSV (RFC 4180). */
final class ReturnsCsv implements AutoCloseable {
    private final CSVPrinter printer;

    ReturnsCsv(Writer to) throws IOException {
        printer = CSVFormat.RFC4180
                .builder()
                .setHeader(
                        "number",
                        "order",
                        "shop_name",
                        "channel",
                        "status",
                        "requested_at",
                        "changed_at",
                        "refunded_at",
                        "refunded",
                        "currency")
                .get()
                .print(to);
    }

    void write(ReturnExport.Line line) {
        try {
            printer.printRecord(
                    SpreadsheetText.harmless(line.number()),
                    SpreadsheetText.harmless(line.orderName()),
                    SpreadsheetText.harmless(line.shopName()),
                    SpreadsheetText.harmless(line.channel()),
                    line.status(),
                    line.createdAt(),
                    line.updatedAt(),
                    text(line.refundedAt()),
                    line.refunded() == null ? "" : line.refunded().toString().split(" ")[0],
                    line.refunded() == null ? "" : line.refunded().currency());
        } catch (IOException e) {
            throw new UncheckedIOException("who asked for the list does not take it any more", e);
        }
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    @Override
    public void close() throws IOException {
        printer.close(true);
    }
}
