package io.contraflow.sandbox.netsuite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header of every transaction. */
record TransactionTable(Books books, Catalog catalog) implements Table<Transaction> {

    private static final Set<String> COLUMNS = Set.of(
            "id",
            "type",
            "tranid",
            "externalid",
            "status",
            "entity",
            "trandate",
            "createddate",
            "lastmodifieddate",
            "foreigntotal",
            "otherrefnum",
            "memo",
            "currency");

    @Override
    public Set<String> columns() {
        return COLUMNS;
    }

    @Override
    public Collection<Transaction> candidates(Query.@Nullable Condition where) {
        if (where == null) {
            return books.all();
        }
        return Stream.of(
                        found(where, "id", id -> books.byId(Ids.parse(id)).stream()),
                        found(where, "externalid", id -> books.byExternalId(id).stream()),
                        found(where, "tranid", id -> books.byTranId(id).stream()),
                        found(where, "otherrefnum", id -> books.byOtherRefNum(id).stream()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> since(where).map(books::changedSince).orElseGet(books::all));
    }

    @Override
    public @Nullable Object value(Transaction tx, String column) {
        return switch (column) {
            case "id" -> tx.id;
            case "type" -> tx.kind.code;
            case "tranid" -> tx.tranId;
            case "externalid" -> tx.externalId;
            case "status" -> Status.of(tx, catalog);
            case "entity" -> tx.customer;
            case "trandate" -> tx.created.truncatedTo(ChronoUnit.DAYS);
            case "createddate" -> tx.created.truncatedTo(ChronoUnit.SECONDS);
            case "lastmodifieddate" -> tx.modified.truncatedTo(ChronoUnit.SECONDS);
            // Seen from the ledger: what leaves the company is negative.
            case "foreigntotal" ->
                (tx.kind == Kind.SALES_ORDER ? tx.total() : tx.total().negate()).toPlainString();
            case "otherrefnum" -> Books.otherRefNum(tx).orElse(null);
            case "memo" -> tx.header.hasNonNull("memo") ? tx.header.get("memo").asText() : null;
            default -> "1";
        };
    }

    @Override
    public @Nullable String display(Transaction tx, String column) {
        String status = Status.of(tx, catalog);
        return switch (column) {
            case "type" -> tx.kind.label;
            case "status" -> status == null ? null : tx.kind.label + " : " + Status.name(tx.kind, status);
            case "entity" ->
                books.customer(tx.customer).map(Books.Customer::name).orElse(null);
            case "currency" -> "EUR";
            default -> Objects.toString(value(tx, column), null);
        };
    }

    private static Optional<Collection<Transaction>> found(
            Query.Condition where, String column, Function<String, Stream<Transaction>> index) {
        return where.only(column).map(values -> values.stream()
                .map(Object::toString)
                .distinct()
                .flatMap(index)
                .toList());
    }

    private static Optional<Instant> since(Query.Condition where) {
        List<Query.Condition> parts = where instanceof Query.And and ? and.parts() : List.of(where);
        return parts.stream()
                .filter(Query.Compare.class::isInstance)
                .map(Query.Compare.class::cast)
                .filter(part -> part.column().equals("lastmodifieddate")
                        && part.operator().startsWith(">")
                        && part.value() instanceof Instant)
                .map(part -> (Instant) part.value())
                .findFirst();
    }
}
