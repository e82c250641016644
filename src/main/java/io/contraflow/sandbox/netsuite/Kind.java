package io.contraflow.sandbox.netsuite;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The record types served, with their path name, their type code in SuiteQL and the prefix of their numbers. */
enum Kind {
    SALES_ORDER("salesOrder", "SalesOrd", "SO", "item", "Sales Order"),
    RETURN_AUTHORIZATION("returnAuthorization", "RtnAuth", "RA", "item", "Return Authorization"),
    ITEM_RECEIPT("itemReceipt", "ItemRcpt", "IR", "item", "Item Receipt"),
    CREDIT_MEMO("creditMemo", "CustCred", "CM", "item", "Credit Memo"),
    CUSTOMER_REFUND("customerRefund", "CustRfnd", "CR", "apply", "Customer Refund"),
    CASH_REFUND("cashRefund", "CashRfnd", "RF", "item", "Cash Refund"),
    INVENTORY_ADJUSTMENT("inventoryAdjustment", "InvAdjst", "IA", "inventory", "Inventory Adjustment");

    final String path;
    final String code;
    final String prefix;
    /** The one sublist that this sandbox looks into. */
    final String sublist;

    final String label;

    Kind(String path, String code, String prefix, String sublist, String label) {
        this.path = path;
        this.code = code;
        this.prefix = prefix;
        this.sublist = sublist;
        this.label = label;
    }

    /** Paths are taken without regard to case, as the vendor's own examples write them both ways. */
    static Optional<Kind> ofPath(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.path.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    Set<Kind> transformsTo() {
        return switch (this) {
            case SALES_ORDER -> Set.of(RETURN_AUTHORIZATION);
            case RETURN_AUTHORIZATION -> Set.of(ITEM_RECEIPT, CREDIT_MEMO, CASH_REFUND);
            case CREDIT_MEMO -> Set.of(CUSTOMER_REFUND);
            default -> Set.of();
        };
    }

    /** The field that names the customer. */
    String party() {
        return this == CUSTOMER_REFUND ? "customer" : "entity";
    }

    /** Whether its lines carry prices. */
    boolean priced() {
        return this != ITEM_RECEIPT && this != CUSTOMER_REFUND && this != INVENTORY_ADJUSTMENT;
    }

    /** Whether it gives the customer money back. */
    boolean credits() {
        return this == CREDIT_MEMO || this == CASH_REFUND;
    }
}
