package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Checks and writes the fields of a record that are not lines. */
final class HeaderFields {

    /** Calculated by the account, or handled where lines and parties are; a caller's value has no effect here. */
    private static final Set<String> NOT_PLAIN = Set.of(
            "id",
            "links",
            "refName",
            "tranId",
            "transactionNumber",
            "status",
            "orderStatus",
            "externalId",
            "entity",
            "customer",
            "createdFrom",
            "item",
            "apply",
            "inventory",
            "deposit",
            "subtotal",
            "taxTotal",
            "total",
            "amountPaid",
            "amountRemaining",
            "applied",
            "unapplied",
            "createdDate",
            "lastModifiedDate",
            "shippingCost");

    private static final Set<String> ENUMS = Set.of("handlingMode", "paymentOperation");
    private static final Set<String> HANDLING_MODES = Set.of("MIMIC", "PROCESS", "SAVE_ONLY");

    private final Catalog catalog;
    private final Supplier<Settings> settings;

    HeaderFields(Catalog catalog, Supplier<Settings> settings) {
        this.catalog = catalog;
        this.settings = settings;
    }

    /** Refuses what the fields may not be; writes nothing. */
    void check(Kind kind, ObjectNode body) {
        reference(body, "location", catalog::location);
        reference(body, "adjLocation", catalog::location);
        if (kind == Kind.CUSTOMER_REFUND || kind == Kind.CASH_REFUND || kind == Kind.INVENTORY_ADJUSTMENT) {
            reference(body, "account", catalog::account);
            reference(body, "paymentOption", catalog::paymentOption);
        }
        String mode = Wire.id(body.get("handlingMode")).orElse("SAVE_ONLY");
        boolean known = kind == Kind.RETURN_AUTHORIZATION ? mode.equals("SAVE_ONLY") : HANDLING_MODES.contains(mode);
        if (!known) {
            throw invalid("handlingMode", mode);
        }
        if (body.hasNonNull("orderStatus") && kind == Kind.RETURN_AUTHORIZATION) {
            orderStatus(body);
        }
        if (body.hasNonNull("tranDate")) {
            date(body.get("tranDate").asText());
        }
        if (body.hasNonNull("shippingCost")) {
            Wire.decimal(body.get("shippingCost"));
        }
    }

    /** The letter asked for, A or B: the others follow from quantities and cannot be written. */
    static Optional<String> orderStatus(ObjectNode body) {
        Optional<String> letter = Wire.id(body.get("orderStatus"));
        letter.filter(value -> !value.equals("A") && !value.equals("B")).ifPresent(value -> {
            throw invalid("orderStatus", value);
        });
        return letter;
    }

    /** Writes the fields that {@link #check} has let pass. */
    static void write(Transaction tx, ObjectNode body) {
        body.properties().forEach(field -> write(tx, field.getKey(), field.getValue()));
    }

    static Refused invalid(String field, String value) {
        return Refused.content(field, "Invalid Field Value " + value + " for the following field: " + field);
    }

    private static void write(Transaction tx, String name, JsonNode value) {
        if (name.equals("shippingCost")) {
            tx.shippingCost = value.isNull() ? BigDecimal.ZERO : Wire.decimal(value);
        } else if (name.equals("orderStatus") && tx.kind == Kind.RETURN_AUTHORIZATION) {
            tx.approved = Wire.id(value).filter("B"::equals).isPresent();
        } else if (NOT_PLAIN.contains(name)) {
            return;
        } else if (value.isNull()) {
            tx.header.remove(name);
        } else if (ENUMS.contains(name) && value.isTextual()) {
            tx.header.putObject(name).put("id", value.asText());
        } else {
            tx.header.set(name, value);
        }
    }

    private static void reference(ObjectNode body, String field, Function<String, Optional<String>> known) {
        if (body.hasNonNull(field)) {
            String id = Wire.id(body.get(field)).orElseThrow(() -> invalid(field, String.valueOf(body.get(field))));
            String name = known.apply(id).orElseThrow(() -> invalid(field, id));
            body.set(field, Wire.reference(id, name));
        }
    }

    private void date(String text) {
        try {
            if (LocalDate.parse(text).isBefore(settings.get().closedBefore())) {
                throw Refused.rule("The transaction date you specified is not within the date range of an open"
                        + " accounting period.");
            }
        } catch (DateTimeParseException e) {
            throw invalid("tranDate", text);
        }
    }
}
