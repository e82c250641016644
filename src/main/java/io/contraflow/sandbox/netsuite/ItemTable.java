package io.contraflow.sandbox.netsuite;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The item list. */
record ItemTable(Catalog catalog) implements Table<Catalog.Item> {

    private static final Set<String> COLUMNS =
            Set.of("id", "itemid", "displayname", "itemtype", "isinactive", "externalid", "upccode");

    @Override
    public Set<String> columns() {
        return COLUMNS;
    }

    @Override
    public Collection<Catalog.Item> candidates(Query.@Nullable Condition where) {
        return catalog.items().toList();
    }

    @Override
    public @Nullable Object value(Catalog.Item item, String column) {
        return switch (column) {
            case "id" -> Long.valueOf(item.id());
            case "itemid" -> item.itemId();
            case "displayname" -> item.name();
            case "itemtype" -> item.stocked() ? "InvtPart" : "OthCharge";
            case "isinactive" -> item.inactive() ? "T" : "F";
            case "upccode" -> item.upc().isEmpty() ? null : item.upc();
            default -> null;
        };
    }

    @Override
    public @Nullable String display(Catalog.Item item, String column) {
        return column.equals("id") ? item.itemId() : Objects.toString(value(item, column), null);
    }
}
