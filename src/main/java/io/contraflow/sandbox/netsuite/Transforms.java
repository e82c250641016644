package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes one record from another and refuses what the state of the source does not allow. */
final class Transforms {

    private final Books books;
    private final Catalog catalog;
    private final LineWriter lineWriter;
    private final Supplier<Settings> settings;

    Transforms(Books books, Catalog catalog, LineWriter lineWriter, Supplier<Settings> settings) {
        this.books = books;
        this.catalog = catalog;
        this.lineWriter = lineWriter;
        this.settings = settings;
    }

    /** A finished draft; nothing is entered or moved yet. */
    Transaction draft(Transaction source, Kind target, ObjectNode body) {
        if (!source.kind.transformsTo().contains(target)) {
            throw Refused.content(
                    "A record of type " + source.kind.path + " cannot be transformed to " + target.path + ".");
        }
        return switch (target) {
            case RETURN_AUTHORIZATION -> lines(source, target, body, line -> notYetReturned(source, line));
            case ITEM_RECEIPT -> receipt(source, body);
            case CREDIT_MEMO, CASH_REFUND -> credit(source, target, body);
            case CUSTOMER_REFUND -> refund(source, body);
            default -> throw new IllegalStateException("No transform makes " + target);
        };
    }

    private Transaction receipt(Transaction source, ObjectNode body) {
        String status = Objects.requireNonNull(Status.of(source, catalog));
        if (!List.of("B", "D", "E").contains(status)) {
            throw Refused.rule("The return authorization " + source.tranId + " is " + Status.name(source.kind, status)
                    + "; nothing can be received on it.");
        }
        return lines(
                source,
                Kind.ITEM_RECEIPT,
                body,
                line -> catalog.stocked(line.item) ? line.receivable() : BigDecimal.ZERO);
    }

    private Transaction credit(Transaction source, Kind target, ObjectNode body) {
        String status = Objects.requireNonNull(Status.of(source, catalog));
        boolean advance =
                settings.get().refundInAdvance() && List.of("B", "D", "E", "F").contains(status);
        if (!advance && !List.of("D", "E", "F").contains(status)) {
            throw Refused.rule("The return authorization " + source.tranId + " is " + Status.name(source.kind, status)
                    + "; it cannot be refunded.");
        }
        Transaction draft = lines(
                source,
                target,
                body,
                line -> advance && !line.closed
                        ? line.quantity.subtract(line.credited)
                        : Status.creditable(line, catalog));
        HeaderFields.write(draft, body);
        if (draft.total().signum() < 0) {
            throw Refused.rule("The total of this transaction may not be negative.");
        }
        return draft;
    }

    private Transaction lines(
            Transaction source, Kind target, ObjectNode body, Function<RecordLine, BigDecimal> remaining) {
        Selection selection = Selection.of(source, target, body, remaining);
        Transaction draft = books.draft(target, source, source.customer);
        if (source.header.has("location")) {
            draft.header.set("location", source.header.get("location"));
        }
        HeaderFields.write(draft, body);
        for (Selection.Taken taken : selection.taken.values()) {
            draft.lines.add(lineWriter.from(
                    taken.source(),
                    // Left-out lines leave gaps, as they do in the account.
                    2 * source.lines.indexOf(taken.source()) + 1,
                    taken.quantity(),
                    target == Kind.ITEM_RECEIPT ? draft.location() : taken.source().location,
                    taken.written(),
                    target,
                    taken.path()));
        }
        for (Selection.Added added : selection.added) {
            draft.lines.add(
                    lineWriter.fresh(target, added.written(), draft.nextLineNumber(), draft.location(), added.path()));
        }
        return draft;
    }

    private Transaction refund(Transaction memo, ObjectNode body) {
        Transaction draft = books.draft(Kind.CUSTOMER_REFUND, memo, memo.customer);
        if (Properties.lines(Kind.CUSTOMER_REFUND, body).isEmpty()) {
            if (memo.remaining().signum() > 0) {
                draft.applied.put(memo, memo.remaining());
            }
        }
        apply(draft, body);
        return draft;
    }

    /** Reads which credit memos a refund pays out. */
    void apply(Transaction draft, ObjectNode body) {
        if (!body.hasNonNull("account")) {
            throw Refused.rule("Please enter value(s) for: Account");
        }
        List<ObjectNode> lines = Properties.lines(Kind.CUSTOMER_REFUND, body);
        for (int i = 0; i < lines.size(); i++) {
            applyLine(draft, lines.get(i), "apply.items[" + i + "]");
        }
        if (draft.total().signum() <= 0) {
            throw Refused.rule("You must apply this refund to at least one transaction with an open amount.");
        }
        for (Map.Entry<Transaction, BigDecimal> paid : draft.applied.entrySet()) {
            if (paid.getValue().compareTo(paid.getKey().remaining()) > 0) {
                throw Refused.rule("The amount " + paid.getValue().toPlainString() + " exceeds the remaining amount "
                        + paid.getKey().remaining().toPlainString() + " of " + paid.getKey().tranId + ".");
            }
        }
    }

    private void applyLine(Transaction draft, ObjectNode line, String path) {
        JsonNode doc = line.path("doc");
        String id = Wire.id(doc).orElseThrow(() -> Refused.content(path + ".doc", "Please enter a value for: Doc."));
        Transaction memo = books.byId(Ids.parse(id))
                .filter(tx -> tx.kind == Kind.CREDIT_MEMO && tx.customer.equals(draft.customer))
                .orElseThrow(() -> HeaderFields.invalid(path + ".doc", id));
        if (!line.path("apply").asBoolean(true)) {
            draft.applied.remove(memo);
            return;
        }
        BigDecimal amount = line.hasNonNull("amount") ? Wire.decimal(line.get("amount")) : memo.remaining();
        if (amount.signum() <= 0) {
            throw HeaderFields.invalid(path + ".amount", amount.toPlainString());
        }
        draft.applied.put(memo, amount);
    }

    private static BigDecimal notYetReturned(Transaction order, RecordLine line) {
        BigDecimal out = order.followers.stream()
                .filter(tx -> tx.kind == Kind.RETURN_AUTHORIZATION)
                .flatMap(tx -> tx.lines.stream())
                .filter(other -> Objects.equals(other.source, line.number))
                .map(other -> other.closed ? other.received : other.quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return line.quantity.subtract(out);
    }
}
