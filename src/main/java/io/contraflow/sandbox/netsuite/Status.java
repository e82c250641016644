package io.contraflow.sandbox.netsuite;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The letter that a record's quantities and amounts add up to. */
final class Status {

    private static final Map<String, String> AUTHORIZATION = Map.of(
            "A", "Pending Approval",
            "B", "Pending Receipt",
            "C", "Cancelled",
            "D", "Partially Received",
            "E", "Pending Refund/Partially Received",
            "F", "Pending Refund",
            "G", "Refunded",
            "H", "Closed");

    private Status() {}

    /** Null for records that have none. */
    static @Nullable String of(Transaction tx, Catalog catalog) {
        return switch (tx.kind) {
            case SALES_ORDER -> "G";
            case RETURN_AUTHORIZATION -> authorization(tx, catalog);
            case CREDIT_MEMO -> tx.remaining().signum() > 0 ? "A" : "B";
            case CUSTOMER_REFUND -> "R";
            default -> null;
        };
    }

    static String name(Kind kind, String letter) {
        return switch (kind) {
            case SALES_ORDER -> "Billed";
            case RETURN_AUTHORIZATION -> AUTHORIZATION.getOrDefault(letter, letter);
            case CREDIT_MEMO -> letter.equals("A") ? "Open" : "Fully Applied";
            default -> letter;
        };
    }

    private static String authorization(Transaction tx, Catalog catalog) {
        boolean expected = tx.lines.stream()
                .anyMatch(
                        line -> catalog.stocked(line.item) && line.receivable().signum() > 0);
        boolean creditable =
                tx.lines.stream().anyMatch(line -> creditable(line, catalog).signum() > 0);
        boolean credited = tx.lines.stream().anyMatch(line -> line.credited.signum() > 0);
        if (tx.lines.stream().allMatch(line -> line.closed)) {
            return credited && !creditable ? "G" : "H";
        }
        if (!tx.approved) {
            return "A";
        }
        if (!expected) {
            return creditable ? "F" : "G";
        }
        boolean received = tx.lines.stream().anyMatch(line -> line.received.signum() > 0);
        if (!received && !credited) {
            return "B";
        }
        boolean receivedNotCredited = tx.lines.stream()
                .anyMatch(line ->
                        catalog.stocked(line.item) && creditable(line, catalog).signum() > 0);
        return receivedNotCredited ? "E" : "D";
    }

    /** What of the line may be credited: pieces only once they are there, charges at any time. */
    static BigDecimal creditable(RecordLine line, Catalog catalog) {
        BigDecimal due = catalog.stocked(line.item) ? line.received : line.closed ? BigDecimal.ZERO : line.quantity;
        return due.subtract(line.credited).max(BigDecimal.ZERO);
    }
}
