package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Creates, changes and deletes records. Every refusal comes before the first change. */
final class Records {

    private final Books books;
    private final Catalog catalog;
    private final HeaderFields headerFields;
    private final LineWriter lineWriter;
    private final Transforms transforms;

    Records(Books books, Catalog catalog, Supplier<Settings> settings) {
        this.books = books;
        this.catalog = catalog;
        this.headerFields = new HeaderFields(catalog, settings);
        this.lineWriter = new LineWriter(catalog);
        this.transforms = new Transforms(books, catalog, lineWriter, settings);
    }

    Transaction create(Kind kind, ObjectNode body) {
        if (body.hasNonNull("createdFrom") && kind != Kind.RETURN_AUTHORIZATION) {
            String id = Wire.id(body.get("createdFrom")).orElse("");
            Transaction source = books.byId(Ids.parse(id)).orElseThrow(() -> HeaderFields.invalid("createdFrom", id));
            return transform(source, kind, body);
        }
        begin(kind, body);
        Transaction draft =
                switch (kind) {
                    case ITEM_RECEIPT -> throw Refused.rule("Please enter value(s) for: Created From");
                    case INVENTORY_ADJUSTMENT -> adjustment(body);
                    case CUSTOMER_REFUND -> {
                        Transaction refund = books.draft(kind, null, party(kind, body));
                        transforms.apply(refund, body);
                        yield refund;
                    }
                    default -> sale(kind, body);
                };
        HeaderFields.write(draft, body);
        if (draft.kind.priced() && draft.total().signum() < 0) {
            throw Refused.rule("The total of this transaction may not be negative.");
        }
        return post(draft, body);
    }

    Transaction transform(Transaction source, Kind target, ObjectNode body) {
        begin(target, body);
        Transaction draft = transforms.draft(source, target, body);
        HeaderFields.write(draft, body);
        return post(draft, body);
    }

    void delete(Transaction tx) {
        if (!tx.followers.isEmpty()) {
            throw Refused.rule(
                    "This transaction cannot be deleted because it is linked to by one or more transactions.");
        }
        Transaction source = tx.createdFrom;
        if (tx.kind == Kind.ITEM_RECEIPT && source != null && tx.lines.stream().anyMatch(line -> spent(source, line))) {
            throw Refused.rule("This transaction cannot be deleted because its items have been refunded.");
        }
        book(tx, BigDecimal.ONE.negate());
        books.remove(tx);
    }

    void change(Transaction tx, ObjectNode body, Set<String> replaced) {
        headerFields.check(tx.kind, body);
        if (body.hasNonNull("externalId") && !body.get("externalId").asText().equals(tx.externalId)) {
            refuseTaken(body.get("externalId").asText());
        }
        List<Runnable> changes = new ArrayList<>();
        if (body.has("orderStatus") && tx.kind == Kind.RETURN_AUTHORIZATION && !tx.followers.isEmpty()) {
            HeaderFields.orderStatus(body).filter("A"::equals).ifPresent(letter -> {
                throw Refused.rule(
                        "A return authorization with receipts or refunds cannot go back to Pending Approval.");
            });
        }
        if (!Properties.lines(tx.kind, body).isEmpty()) {
            changes.add(new LineChanges(tx, lineWriter).plan(body, replaced.contains(tx.kind.sublist)));
        }
        changes.add(() -> HeaderFields.write(tx, body));
        books.change(tx, () -> changes.forEach(Runnable::run));
        if (body.hasNonNull("externalId")) {
            books.rename(tx, body.get("externalId").asText());
        }
    }

    private void begin(Kind kind, ObjectNode body) {
        headerFields.check(kind, body);
        if (body.hasNonNull("externalId")) {
            refuseTaken(body.get("externalId").asText());
        }
    }

    private void refuseTaken(String externalId) {
        if (books.byExternalId(externalId).isPresent()) {
            throw Refused.rule("This record already exists.");
        }
    }

    private Transaction post(Transaction draft, ObjectNode body) {
        if (body.hasNonNull("externalId")) {
            draft.externalId = body.get("externalId").asText();
        }
        books.enter(draft);
        book(draft, BigDecimal.ONE);
        return draft;
    }

    /** Carries what the record means into stock and into its source; sign −1 takes it back. */
    private void book(Transaction tx, BigDecimal sign) {
        switch (tx.kind) {
            case ITEM_RECEIPT ->
                tx.lines.forEach(line -> {
                    catalog.move(line.item, line.location, line.quantity.multiply(sign));
                    atSource(tx, line, from -> from.received = from.received.add(line.quantity.multiply(sign)));
                });
            case CREDIT_MEMO, CASH_REFUND ->
                tx.lines.forEach(line ->
                        atSource(tx, line, from -> from.credited = from.credited.add(line.quantity.multiply(sign))));
            case CUSTOMER_REFUND ->
                tx.applied.forEach((memo, amount) ->
                        books.change(memo, () -> memo.paidOut = memo.paidOut.add(amount.multiply(sign))));
            case INVENTORY_ADJUSTMENT ->
                tx.lines.forEach(line -> catalog.move(line.item, line.location, line.quantity.multiply(sign)));
            default -> {
                return;
            }
        }
    }

    private void atSource(Transaction tx, RecordLine line, Consumer<RecordLine> change) {
        Transaction source = tx.createdFrom;
        if (source != null && line.source != null) {
            source.line(line.source).ifPresent(from -> books.change(source, () -> change.accept(from)));
        }
    }

    private static boolean spent(Transaction source, RecordLine line) {
        return line.source != null
                && source.line(line.source)
                        .filter(from -> from.received.subtract(line.quantity).compareTo(from.credited) < 0)
                        .isPresent();
    }

    private String party(Kind kind, ObjectNode body) {
        String field = kind.party();
        String id = Wire.id(body.get(field))
                .orElseThrow(() ->
                        Refused.rule("Please enter value(s) for: " + (field.equals("entity") ? "Entity" : "Customer")));
        return books.customer(id)
                .orElseThrow(() -> HeaderFields.invalid(field, id))
                .id();
    }

    private Transaction sale(Kind kind, ObjectNode body) {
        String id = Wire.id(body.get("createdFrom")).orElse(null);
        Transaction source = id == null
                ? null
                : books.byId(Ids.parse(id)).orElseThrow(() -> HeaderFields.invalid("createdFrom", id));
        Transaction draft = books.draft(kind, source, party(kind, body));
        addLines(draft, body, Wire.id(body.get("location")).orElse(Catalog.MAIN_WAREHOUSE));
        return draft;
    }

    private Transaction adjustment(ObjectNode body) {
        if (!body.hasNonNull("account")) {
            throw Refused.rule("Please enter value(s) for: Account");
        }
        Transaction draft = books.draft(Kind.INVENTORY_ADJUSTMENT, null, "");
        addLines(draft, body, Wire.id(body.get("adjLocation")).orElse(Catalog.MAIN_WAREHOUSE));
        return draft;
    }

    private void addLines(Transaction draft, ObjectNode body, String location) {
        List<ObjectNode> lines = Properties.lines(draft.kind, body);
        if (lines.isEmpty()) {
            throw Refused.rule("You must enter at least one line item for this transaction.");
        }
        for (int i = 0; i < lines.size(); i++) {
            draft.lines.add(lineWriter.fresh(
                    draft.kind,
                    lines.get(i),
                    draft.nextLineNumber(),
                    location,
                    draft.kind.sublist + ".items[" + i + "]"));
        }
    }
}
